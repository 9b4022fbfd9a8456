import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Glyph } from './Glyph';
import { EntryRow } from './EntryRow';
import type { Entry } from './queries';
import { type CompareSearch, STATES, type State } from './search';
import { idOf, stateOf } from './states';
import type { Comparison } from './useComparison';
import { useRestore } from './useRestore';
import type { Words } from './words';

interface Props {
  comparison: Comparison;
  words: Words;
  search: CompareSearch & { sel?: string };
  viewName: (id: string) => string;
  onSearch: (change: Partial<CompareSearch>) => void;
  onSelect: (element: string) => void;
}

/** What people look for: names and ids of an entry. */
function textOf(entry: Entry, words: Words): string {
  const { item, name, element, kind } = entry;
  return [item, name, element?.name, words.kind(kind)].join(' ').toLowerCase();
}

/** Everything that differs as a list, each with what it was and is. */
export function ElementsTab({ comparison, words, search, viewName, onSearch, onSelect }: Props) {
  const { t } = useTranslation();
  const restore = useRestore(comparison.before);
  const scroller = useRef<HTMLDivElement>(null);
  const { entries } = comparison;
  const { state, q = '', sel } = search;
  const counts = useMemo(() => {
    const found = new Map<State, number>();
    for (const entry of entries) found.set(stateOf(entry), (found.get(stateOf(entry)) ?? 0) + 1);
    return found;
  }, [entries]);
  const shown = useMemo(
    () =>
      entries.filter(
        (entry) =>
          (!state || stateOf(entry) === state) && (!q || textOf(entry, words).includes(q.toLowerCase())),
      ),
    [entries, state, q, words],
  );
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 8,
    getItemKey: (index) => shown[index]?.item ?? index,
  });
  const at = shown.findIndex(({ item }) => item === `element/${sel}`);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  return (
    <div className="compare-elements">
      <div className="compare-tools">
        <SegmentedControl
          size="xs"
          value={state ?? 'all'}
          onChange={(value) => onSearch({ state: value === 'all' ? undefined : (value as State) })}
          aria-label={t('compare.which')}
          data={[
            { value: 'all', label: `${t('compare.all')} ${entries.length}` },
            ...STATES.map((one) => ({
              value: one,
              label: (
                <span>
                  <Glyph state={one} /> {t(`compare.state-${one}`)} {counts.get(one) ?? 0}
                </span>
              ),
            })),
          ]}
        />
        <TextInput
          size="xs"
          aria-label={t('compare.filter')}
          placeholder={t('compare.filter')}
          value={q}
          onChange={(event) => onSearch({ q: event.currentTarget.value || undefined })}
        />
      </div>
      {shown.length === 0 && <p role="status">{t('compare.noneFits')}</p>}
      <div
        ref={scroller}
        className="compare-scroll"
        tabIndex={0}
        role="region"
        aria-label={t('compare.tab.elements')}
      >
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const entry = shown[index];
            if (!entry) return null;
            const isElement = entry.group === 'elements';
            const id = idOf(entry.item);
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                aria-setsize={shown.length}
                aria-posinset={index + 1}
                aria-current={isElement && id === sel ? 'true' : undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                <EntryRow entry={entry} words={words} viewName={viewName} onSelect={onSelect}>
                  {isElement && entry.sort === 'REMOVED' && restore.isPossible && (
                    <Button size="compact-xs" variant="default" onClick={() => void restore.restore(id)}>
                      {t('compare.restore')}
                    </Button>
                  )}
                </EntryRow>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
