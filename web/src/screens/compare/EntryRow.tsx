import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KindMark } from '@/parts/KindMark';
import { Glyph } from './Glyph';
import type { Entry } from './queries';
import { endsOf, idOf, movedBoxes, stateOf } from './states';
import type { Words } from './words';

/** Fields of an entry that are shown before somebody asks for more. */
const FEW = 8;
/** Characters of a value that are shown. */
const SHOWN = 400;

interface Props {
  entry: Entry;
  words: Words;
  viewName: (id: string) => string;
  onSelect: (element: string) => void;
  children?: ReactNode;
}

/** What an entry is about, for people. */
function titleOf(entry: Entry, words: Words, viewName: (id: string) => string): string {
  const ends = endsOf(entry);
  if (ends) return `${words.name(ends[0])} ${words.verb(entry.kind)} ${words.name(ends[1])}`;
  if (entry.group === 'layouts') return viewName(idOf(entry.item));
  return entry.element?.name || entry.name || entry.item;
}

/** One thing that differs: what happened to it, and each field with what it was and is. */
export function EntryRow({ entry, words, viewName, onSelect, children }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { item, group, kind, element, fields } = entry;
  const state = stateOf(entry);
  const title = titleOf(entry, words, viewName);
  const shown = isOpen ? fields : fields.slice(0, FEW);
  const cut = (text: string | null) => (text && text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
  return (
    <div className="entry" data-state={state}>
      <div className="entry-head">
        <Glyph state={state} />
        {group === 'elements' && <KindMark layer={element?.layer ?? words.layer(kind)} />}
        {group === 'elements' && state !== 'removed' ? (
          <button
            type="button"
            className="link entry-title"
            title={title}
            onClick={() => onSelect(idOf(item))}
          >
            {title}
          </button>
        ) : (
          <span className="entry-title" title={title}>
            {title}
          </span>
        )}
        <small>
          {kind ? words.kind(kind) : t(`compare.group.${group}`)} <code>{idOf(item)}</code>
        </small>
        <span className="grow" />
        {children}
      </div>
      {group === 'layouts' && (
        <p className="quiet">{t('compare.boxesMoved', { count: movedBoxes(entry) })}</p>
      )}
      {shown.length > 0 && (
        <dl className="entry-fields">
          {shown.map(({ attribute, before, after }) => {
            const [was, is] = [before, after].map((value) => words.value(kind, attribute, value));
            return (
              <div key={attribute}>
                <dt title={attribute}>
                  {words.field(kind, attribute)}
                  {words.languageOf(attribute) && <small> {words.languageOf(attribute)}</small>}
                </dt>
                <dd>
                  <del>{cut(was ?? null) ?? t('conflict.none')}</del> <span aria-hidden>→</span>{' '}
                  <ins>{cut(is ?? null) ?? t('conflict.none')}</ins>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {fields.length > FEW && !isOpen && (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {t('compare.more', { count: fields.length - FEW })}
        </button>
      )}
    </div>
  );
}
