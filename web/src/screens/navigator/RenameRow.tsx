import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { addressOf } from '@/model/commands/structure';
import { namesOf } from '@/screens/element/document';
import { NamesQuery } from './queries';

interface Props {
  element: string;
  shown: string;
  onDone: () => void;
}

/** Gives an element another name, in the tree: Enter takes it, Escape does not. */
export function RenameRow({ element, shown, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, languages } = useModel();
  const edit = useEdit();
  const input = useRef<HTMLInputElement>(null);
  const [{ data }] = useQuery({ query: NamesQuery, variables: { model, at: revision, id: element } });
  const names = data?.model.element?.names;
  useEffect(() => input.current?.select(), []);
  const commit = () => {
    const text = input.current?.value.trim();
    if (text && text !== shown && names) {
      const from = namesOf(names);
      const language = languages.includes(i18n.language) ? i18n.language : (languages[0] ?? 'en');
      const to = typeof from === 'string' ? text : { ...from, [language]: text };
      edit({ kind: 'rename', item: addressOf('element', element), from, to });
    }
    onDone();
  };
  return (
    <input
      ref={input}
      className="tree-rename"
      aria-label={t('navigator.newName', { name: shown })}
      defaultValue={shown}
      maxLength={4000}
      autoFocus
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={commit}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') onDone();
      }}
    />
  );
}
