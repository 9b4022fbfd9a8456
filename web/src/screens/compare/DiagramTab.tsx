import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { TouchedQuery } from './queries';
import type { CompareSearch } from './search';
import { GLYPHS } from './states';
import type { Comparison } from './useComparison';
import { useCompareKeys } from './useCompareKeys';
import { ViewDiff } from './ViewDiff';
import { type TouchedView, touchedViews } from './views';

interface Props {
  comparison: Comparison;
  search: CompareSearch;
  names: { before: string; after: string };
  onSearch: (change: Partial<CompareSearch>) => void;
  onSelect: (element: string | null) => void;
}

/** Views that look different, and the chosen one before and after. */
export function DiagramTab({ comparison, search, names, onSearch, onSelect }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model } = useModel();
  const [isOpen, setOpen] = useState(false);
  const { before, after, entries } = comparison;
  const [{ data, error }, again] = useQuery({
    query: TouchedQuery,
    variables: { model, before, after, language: i18n.language },
  });
  const touched = data?.compare.views;
  const views = useMemo(() => (touched ? touchedViews(touched, entries) : []), [touched, entries]);
  const shown = views.filter(({ isLayoutOnly, id }) => isOpen || !isLayoutOnly || id === search.view);
  const hidden = views.length - shown.length;
  const view = search.view ?? shown[0]?.id ?? views[0]?.id;
  const step = (by: number) => {
    const at = shown.findIndex(({ id }) => id === view);
    const next = shown[(at + by + shown.length) % shown.length];
    if (next) onSearch({ view: next.id });
  };
  useCompareKeys({ 'compare-item': () => step(1), 'compare-item-before': () => step(-1) });
  if (error) return <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!touched) return <Loading />;
  if (!view) return <p role="status">{t('compare.noViews')}</p>;
  return (
    <div className="compare-diagram">
      <nav aria-label={t('compare.views')}>
        <h2>{t('compare.views')}</h2>
        <ul>
          {shown.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one.id === view ? 'true' : undefined}
                title={one.id}
                onClick={() => onSearch({ view: one.id })}
              >
                <span>{one.name}</span>
                <small>{inSigns(one)}</small>
              </button>
            </li>
          ))}
        </ul>
        {hidden > 0 && (
          <button type="button" className="link" onClick={() => setOpen(true)}>
            {t('compare.layoutOnly', { count: hidden })}
          </button>
        )}
      </nav>
      <ViewDiff
        key={`${view} ${comparison.before} ${comparison.after}`}
        view={view}
        before={comparison.before}
        after={comparison.after}
        comparison={comparison}
        names={names}
        mode={search.mode ?? 'side'}
        hasMoves={search.moves ?? false}
        onMode={(mode) => onSearch({ mode: mode === 'side' ? undefined : mode })}
        onMoves={(has) => onSearch({ moves: has ? true : undefined })}
        onSelect={onSelect}
      />
    </div>
  );
}

/** `+2 ~1`. */
function inSigns({ added, changed, removed, moved, sort }: TouchedView): string {
  const counts = [
    added > 0 && `${GLYPHS.added}${added}`,
    changed > 0 && `${GLYPHS.changed}${changed}`,
    removed > 0 && `${GLYPHS.removed}${removed}`,
    moved > 0 && `${GLYPHS.moved}${moved}`,
  ].filter(Boolean);
  const whole = { ADDED: GLYPHS.added, CHANGED: GLYPHS.changed, REMOVED: GLYPHS.removed };
  return counts.length > 0 ? counts.join(' ') : sort ? whole[sort] : '';
}
