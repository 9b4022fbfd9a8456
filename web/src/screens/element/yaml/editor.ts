import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
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
import { tags } from '@lezer/highlight';

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

/** How it looks, in the scheme of the page around it: that comes through to a shadow tree. */
const LOOK = EditorView.theme({
  '&': {
    background: 'light-dark(#fff, #1f2226)',
    color: 'light-dark(#1f2328, #d8dce1)',
    fontSize: '13px',
    height: '100%',
  },
  '.cm-scroller': { overflow: 'auto', fontFamily: 'ui-monospace, monospace' },
  '.cm-gutters': {
    background: 'light-dark(#f6f7f9, #272b30)',
    color: 'light-dark(#495057, #a3abb5)',
    border: 'none',
  },
  '.cm-activeLine': { background: 'light-dark(#eef4fb, #2a3038)' },
  '.cm-activeLineGutter': { background: 'light-dark(#e2ecf8, #323a44)' },
  '.cm-cursor': { borderLeftColor: 'currentcolor' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(#cfe2f8, #34506f)',
  },
});

/** Colours of words; each has a contrast of 4.5 or more on the ground of its scheme. */
const WORDS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'light-dark(#0b4f9e, #8ab8f0)' },
  {
    tag: [tags.string, tags.special(tags.string), tags.attributeValue],
    color: 'light-dark(#8a3b12, #e3b08a)',
  },
  {
    tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom],
    color: 'light-dark(#6b2fa0, #cdaaf0)',
  },
  { tag: [tags.comment, tags.lineComment], color: 'light-dark(#5a6572, #a3abb5)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.typeName, tags.labelName], color: 'light-dark(#1c6b3a, #8fd0a5)' },
]);

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
      syntaxHighlighting(WORDS),
      yaml(),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      LOOK,
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
