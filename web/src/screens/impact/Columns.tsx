import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KindMark } from '@/parts/KindMark';
import { Item, type WhatIf } from './Item';
import { type Touched, byDistance, byKind, chainOf } from './reach';

/** Elements beyond which a column shows kinds that open. */
const MOST = 200;

interface Props {
  /** What is shown. */
  shown: Touched[];
  /** All of it: ways lead over what is not shown too. */
  touched: Touched[];
  focus: { elementId: string; name: string; layer: string | null; kind: { label: string } | null };
  whatIf: WhatIf | null;
  onSelect: (id: string) => void;
  onCentre: (id: string) => void;
}

/** The focus, and what is one, two and more steps away. Arrows move, Enter selects, Ctrl+Enter or a double click re-centres. */
export function Columns({ shown, touched, focus, whatIf, onSelect, onCentre }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const isGrouped = shown.length > MOST;
  const onKeyDown = (event: KeyboardEvent) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[data-touched]');
    if (!item || !box.current) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onCentre(item.dataset['touched']!);
      return;
    }
    const columns = [...box.current.querySelectorAll<HTMLElement>('.impact-column')].map((column) => [
      ...column.querySelectorAll<HTMLElement>('[data-touched]'),
    ]);
    const at = columns.findIndex((column) => column.includes(item));
    const index = columns[at]?.indexOf(item) ?? 0;
    const near = (column: HTMLElement[] | undefined) => column?.[Math.min(index, column.length - 1)];
    const next: Record<string, HTMLElement | undefined> = {
      ArrowDown: columns[at]?.[index + 1],
      ArrowUp: columns[at]?.[index - 1],
      ArrowRight: near(columns[at + 1]),
      ArrowLeft: near(columns[at - 1]),
    };
    if (!(event.key in next)) return;
    event.preventDefault();
    next[event.key]?.focus();
  };
  const item = (one: Touched) => (
    <Item
      key={one.id}
      touched={one}
      why={chainOf(touched, one.id)
        .map((step) => `${step.from} ${step.verb} ${step.name}`)
        .join('\n')}
      whatIf={whatIf}
      onSelect={onSelect}
      onCentre={onCentre}
    />
  );
  return (
    <div ref={box} className="impact-columns" onKeyDown={onKeyDown}>
      <section className="impact-column">
        <h2>0</h2>
        <p className="impact-focus" data-retired={whatIf?.retired.includes(focus.elementId) || undefined}>
          <KindMark layer={focus.layer} /> <strong>{focus.name}</strong>
          <small>{focus.kind?.label}</small>
        </p>
      </section>
      {byDistance(shown).map((column, index) => (
        <section
          key={index}
          className="impact-column"
          aria-label={t('impact.distance', { count: index + 1 })}
        >
          <h2>
            {index + 1} <small>({column.length})</small>
          </h2>
          {isGrouped ? (
            byKind(column).map(({ kind, label, items }) => (
              <details key={kind}>
                <summary>
                  {label} <small>{items.length}</small>
                </summary>
                <ul>{items.slice(0, MOST).map(item)}</ul>
                {items.length > MOST && <small>{t('impact.more', { count: items.length - MOST })}</small>}
              </details>
            ))
          ) : (
            <ul>{column.map(item)}</ul>
          )}
        </section>
      ))}
    </div>
  );
}
