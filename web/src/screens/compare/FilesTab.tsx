import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDiff } from './FileDiff';
import { Glyph } from './Glyph';
import type { CompareSearch, State } from './search';
import { stateOf } from './states';
import type { Comparison } from './useComparison';

interface Row {
  path: string;
  state: State;
  what: string[];
}

/** Files of the elements that differ, and those that are no part of the model. */
function rowsOf({ entries, files }: Comparison): Row[] {
  const rows = new Map<string, Row>();
  for (const entry of entries) {
    const path = entry.element?.file;
    if (!path) continue;
    const row = rows.get(path) ?? { path, state: stateOf(entry), what: [] };
    if (row.state !== stateOf(entry)) row.state = 'changed';
    row.what.push(entry.element?.elementId ?? entry.item);
    rows.set(path, row);
  }
  for (const path of files) rows.set(path, { path, state: 'changed', what: [] });
  return [...rows.values()].sort((one, other) => one.path.localeCompare(other.path, 'en'));
}

interface Props {
  comparison: Comparison;
  search: CompareSearch;
  onSearch: (change: Partial<CompareSearch>) => void;
}

/** Paths of what differs; one of them open, line by line. */
export function FilesTab({ comparison, search, onSearch }: Props) {
  const { t } = useTranslation();
  const rows = useMemo(() => rowsOf(comparison), [comparison]);
  const { before, after } = comparison;
  if (rows.length === 0) return <p role="status">{t('compare.noFiles')}</p>;
  return (
    <ul className="plain compare-files">
      {rows.map(({ path, state, what }) => {
        const isOpen = search.file === path;
        return (
          <li key={path}>
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => onSearch({ file: isOpen ? undefined : path })}
            >
              <Glyph state={state} /> <code>{path}</code>
              {what.length > 0 && <small>{what.slice(0, 5).join(', ')}</small>}
            </button>
            {isOpen && <FileDiff path={path} before={before} after={after} />}
          </li>
        );
      })}
    </ul>
  );
}
