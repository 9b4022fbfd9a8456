import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { VariablesOf } from '@/graphql/tada';
import { CellViewsQuery } from './queries';

/** Views that show elements of some cells, those with the most first. */
export function CellViews({ filter }: { filter: VariablesOf<typeof CellViewsQuery>['filter'] }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const [{ data }] = useQuery({
    query: CellViewsQuery,
    variables: { model, at: revision, filter, language: i18n.language },
  });
  const found = data?.model.elements;
  if (!found) return <p role="status">{t('state.loading')}</p>;
  const counted = new Map<string, { name: string; count: number }>();
  for (const { viewId, name } of found.nodes.flatMap(({ views }) => views)) {
    counted.set(viewId, { name, count: (counted.get(viewId)?.count ?? 0) + 1 });
  }
  const views = [...counted].sort(([, a], [, b]) => b.count - a.count);
  if (views.length === 0) return <p role="status">{t('zachman.noViews')}</p>;
  return (
    <>
      {found.totalCount > found.nodes.length && (
        <p className="quiet">{t('zachman.cut', { shown: found.nodes.length, total: found.totalCount })}</p>
      )}
      <ul className="plain">
        {views.map(([view, { name, count }]) => (
          <li key={view}>
            <Link to="/m/$model/v/$view" params={{ model, view }} search={at ? { at } : {}}>
              {name}
            </Link>
            <small>{t('zachman.elements', { count })}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
