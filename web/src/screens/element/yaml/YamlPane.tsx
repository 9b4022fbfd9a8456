import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { useKept } from '@/graphql/useKept';
import type { EditInput } from '@/model/commands/command';
import { Loading } from '@/parts/Loading';
import { SeverityMark } from '@/parts/SeverityMark';
import { Trouble } from '@/parts/Trouble';
import { ReadingQuery, SourceQuery } from './queries';
import { type Editor, createEditor } from './editor';

/** Pause after a key before the server reads the text, in milliseconds. */
const PAUSE = 400;

/** The file of an element as text; what is written becomes one edit of the draft. */
export default function YamlPane({ id }: { id: string }) {
  const { line } = useSearch({ strict: false });
  const { name: model, revision } = useModel();
  const [{ data, error, fetching }, again] = useKept(`${model}/${id}/source`, {
    query: SourceQuery,
    variables: { model, at: revision, id },
  });
  const source = data?.model.element?.source;
  if (error && !source) return <Trouble error={error} onRetry={() => again()} />;
  if (!source) return fetching ? <Loading /> : null;
  return <Text key={source.path} path={source.path} saved={source.text} line={line ?? source.line} />;
}

interface TextProps {
  path: string;
  saved: string;
  line: number;
}

function Text({ path, saved, line }: TextProps) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, isEditable } = useModel();
  const edit = useEdit();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const [text, setText] = useState(saved);
  /** The text that the file had when one began to write. */
  const [base, setBase] = useState(saved);
  const [asked] = useDebouncedValue(text, PAUSE);
  const isDirty = text !== base;

  useEffect(() => {
    if (!host.current) return undefined;
    const made = createEditor({
      host: host.current,
      text: saved,
      label: path,
      isEditable,
      onChange: setText,
    });
    editor.current = made;
    if (line > 1) made.goTo(line);
    return () => made.destroy();
    // The editor is made once for a file; later texts are set below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [path, isEditable]);

  // The file changed and nobody writes here: the new text is shown.
  if (!isDirty && base !== saved) {
    setBase(saved);
    setText(saved);
  }
  useEffect(() => {
    if (!isDirty) editor.current?.setText(saved);
  }, [saved, isDirty]);

  const [{ data, fetching }] = useQuery({
    query: ReadingQuery,
    variables: { model, at: revision, path, text: asked, language: i18n.language },
    pause: !isDirty,
  });
  const isCurrent = isDirty && asked === text && !fetching;
  const reading = isCurrent ? data?.model.readDocument : undefined;
  useEffect(() => {
    const here = (reading?.diagnostics ?? []).filter(({ file }) => file === path);
    const found = here.map(({ line: at, severity, message }) => ({
      line: at,
      severity: severity.toLowerCase() as 'error' | 'warning' | 'info',
      message,
    }));
    editor.current?.setProblems(found);
  }, [reading, path]);
  const edits = Array.isArray(reading?.edits) ? (reading.edits as unknown as EditInput[]) : [];
  const apply = () => {
    if (!reading?.isValid || edits.length === 0) return;
    edit({ kind: 'apply-edits', edits, name: path.split('/').at(-1) ?? path });
    setBase(text);
  };
  return (
    <div className="yaml">
      <p className="quiet">
        <code>{path}</code>
      </p>
      <div ref={host} className="yaml-editor" />
      <div role="status" className="yaml-findings">
        {isDirty && !reading && t('yaml.reading')}
        {reading?.isValid && edits.length === 0 && t('yaml.same')}
        {reading && reading.diagnostics.length > 0 && (
          <ul className="plain">
            {reading.diagnostics.slice(0, 50).map(({ code, severity, message, line: at, file }) => (
              <li key={`${code} ${file} ${at} ${message}`}>
                <SeverityMark severity={severity} />{' '}
                {file === path && (
                  <button type="button" className="link" onClick={() => editor.current?.goTo(at)}>
                    {t('yaml.line', { line: at })}
                  </button>
                )}{' '}
                {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      {isEditable && (
        <div className="tools">
          <Button size="compact-sm" disabled={!reading?.isValid || edits.length === 0} onClick={apply}>
            {t('yaml.apply')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!isDirty}
            onClick={() => {
              editor.current?.setText(saved);
              setBase(saved);
            }}
          >
            {t('yaml.restore')}
          </Button>
        </div>
      )}
    </div>
  );
}
