import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useKept } from '@/graphql/useKept';
import { useModel } from '@/app/ModelContext';
import { CellsQuery, GroupQuery, KindCountsQuery, ViewsQuery } from './queries';
import { type Loaded, type Row, byCell, byFolder, byKind, byLayer, findRow, withLoaded } from './tree';

/** How the tree groups. */
export type Grouping = 'layer' | 'kind' | 'cell' | 'view';

function useGroups(by: Grouping): Row[] | null {
  const { name: model, revision } = useModel();
  const { t, i18n } = useTranslation();
  const variables = { model, at: revision, language: i18n.language };
  const [kinds] = useKept(model, {
    query: KindCountsQuery,
    variables,
    pause: by !== 'layer' && by !== 'kind',
  });
  const [cells] = useKept(model, { query: CellsQuery, variables, pause: by !== 'cell' });
  const [views] = useKept(model, {
    query: ViewsQuery,
    variables: { ...variables, after: null },
    pause: by !== 'view',
  });
  return useMemo(() => {
    switch (by) {
      case 'layer': {
        const nameOf = (layer: string) => t(`layer.${layer}`, { defaultValue: layer });
        return kinds.data ? byLayer(kinds.data.model.completeness.kinds, nameOf) : null;
      }
      case 'kind':
        return kinds.data ? byKind(kinds.data.model.completeness.kinds) : null;
      case 'cell':
        return cells.data ? byCell(cells.data.model.zachman.cells) : null;
      case 'view':
        return views.data ? byFolder(views.data.model.views.nodes) : null;
    }
  }, [by, kinds.data, cells.data, views.data, t]);
}

/** Rows of the tree: groups at once, their elements when a group is opened, a page at a time. */
export function useRows(by: Grouping) {
  const groups = useGroups(by);
  const client = useClient();
  const { name: model, revision } = useModel();
  const { t, i18n } = useTranslation();
  const [loaded, setLoaded] = useState<Readonly<Record<string, Loaded>>>({});
  const wanted = useRef(new Set<string>());
  const language = i18n.language;

  const fetchPage = useCallback(
    async (id: string, before: Loaded | undefined) => {
      const filter = groups && findRow(groups, id)?.filter;
      if (!filter) return;
      const variables = { model, at: revision, filter, language, after: before?.next ?? null };
      const { data } = await client.query(GroupQuery, variables).toPromise();
      if (!data) return;
      const { nodes, totalCount, pageInfo } = data.model.elements;
      const rows = nodes.map(({ elementId, name, layer }) => ({
        id: `${id}/${elementId}`,
        name,
        layer,
        opens: { element: elementId },
      }));
      const page = { rows: [...(before?.rows ?? []), ...rows], total: totalCount, next: pageInfo.endCursor };
      setLoaded((now) => ({ ...now, [id]: page }));
    },
    [client, groups, model, revision, language],
  );

  // Another version or language: what is open is asked again.
  useEffect(() => {
    for (const id of wanted.current) void fetchPage(id, undefined);
  }, [fetchPage]);

  const open = (id: string) => {
    if (wanted.current.has(id)) return;
    wanted.current.add(id);
    void fetchPage(id, undefined);
  };
  const more = (id: string) => void fetchPage(id, loaded[id]);
  const rows = useMemo(
    () => groups && withLoaded(groups, loaded, (count) => t('navigator.more', { count })),
    [groups, loaded, t],
  );
  return { rows, open, more };
}
