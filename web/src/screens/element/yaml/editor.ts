import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { defaultHighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';

/** Keys that stay with the application while somebody writes: search and save. */
const APPLICATION = /^[ks]$/i;

/** What is wrong with a line. */
export interface LineProblem {
  line: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
}

export interface Editor {
  setText(text: string): void;
  setProblems(problems: readonly LineProblem[]): void;
  goTo(line: number): void;
  destroy(): void;
}

interface Options {
  host: HTMLElement;
  text: string;
  label: string;
  isEditable: boolean;
  onChange: (text: string) => void;
}

/** How it looks: as paper in either scheme, for the colours of words are made for that. */
const PAPER = EditorView.theme({
  '&': { background: '#fff', color: '#1f2328', fontSize: '13px', height: '100%' },
  '.cm-scroller': { overflow: 'auto', fontFamily: 'ui-monospace, monospace' },
  '.cm-gutters': { background: '#f6f7f9', color: '#495057' },
});

/**
 * A text editor. It lives in a shadow tree: there its styles need no style element, which the page's security
 * policy would refuse.
 */
export function createEditor({ host, text, label, isEditable, onChange }: Options): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    doc: text,
    root,
    parent: root,
    extensions: [
      lineNumbers(),
      foldGutter(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightSpecialChars(),
      highlightActiveLine(),
      syntaxHighlighting(defaultHighlightStyle),
      yaml(),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      PAPER,
      EditorView.lineWrapping,
      EditorState.readOnly.of(!isEditable),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
    ],
  });
  const lineAt = (line: number) => view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
  // What is typed here is no single key of the application.
  const onKey = (event: KeyboardEvent) => {
    const isApplication = (event.ctrlKey || event.metaKey) && APPLICATION.test(event.key);
    if (!isApplication) event.stopPropagation();
  };
  host.addEventListener('keydown', onKey);
  return {
    setText: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    setProblems: (problems) => {
      const found = problems.map(({ line, severity, message }): Diagnostic => {
        const { from, to } = lineAt(line);
        return { from, to, severity, message };
      });
      view.dispatch(setDiagnostics(view.state, found));
    },
    goTo: (line) => {
      const { from } = lineAt(line);
      const effects = EditorView.scrollIntoView(from, { y: 'center' });
      view.dispatch({ selection: { anchor: from }, effects });
      view.focus();
    },
    destroy: () => {
      host.removeEventListener('keydown', onKey);
      view.destroy();
    },
  };
}
