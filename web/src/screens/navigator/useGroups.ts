import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import type { ResultOf, VariablesOf } from '@/graphql/tada';
import { byCell, byFolder, byKind, byLayer, byView, withInner } from './groups';
import type { Group } from './outline';
import { CellsQuery, FoldersQuery, KindCountsQuery, ViewNamesQuery } from './queries';

/** How the tree groups. */
export const GROUPINGS = ['layer', 'kind', 'cell', 'folder', 'view'] as const;
export type Grouping = (typeof GROUPINGS)[number];

type View = ResultOf<typeof ViewNamesQuery>['model']['views']['nodes'][number];
/** At most this many pages of views: more are found by searching. */
const MOST_PAGES = 20;

/** All views, page after page. */
function useAllViews(isWanted: boolean): View[] | null {
  const client = useClient();
  const { name: model, revision } = useModel();
  const { i18n } = useTranslation();
  const [views, setViews] = useState<View[] | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    const load = async () => {
      const all: View[] = [];
      let after: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const variables: VariablesOf<typeof ViewNamesQuery> = {
          model,
          at: revision,
          language: i18n.language,
          after,
        };
        const result = await client.query(ViewNamesQuery, variables).toPromise();
        const data: ResultOf<typeof ViewNamesQuery> | undefined = result.data;
        if (!isCurrent || !data) return;
        all.push(...data.model.views.nodes);
        after = data.model.views.pageInfo.endCursor ?? null;
        if (!data.model.views.pageInfo.hasNextPage) break;
      }
      setViews(all);
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [client, model, revision, i18n.language, isWanted]);
  return views;
}

/** Folders, and those inside of folders that were opened. */
function useFolders(isWanted: boolean) {
  const client = useClient();
  const { name: model, revision } = useModel();
  const [inner, setInner] = useState<Readonly<Record<string, Group[]>>>({});
  const [{ data }] = useKept(model, {
    query: FoldersQuery,
    variables: { model, at: revision, parent: null },
    pause: !isWanted,
  });
  // One folder alone is open from the beginning.
  const [only, ...others] = (data?.model.folders ?? []).filter(({ totalCount }) => totalCount > 0);
  const sole = others.length === 0 && only?.hasChildren ? only.path : undefined;
  // Another version: what is open is asked again.
  const [asked, setAsked] = useState<readonly string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    for (const parent of sole === undefined ? asked : [sole, ...asked]) {
      void client
        .query(FoldersQuery, { model, at: revision, parent })
        .toPromise()
        .then(({ data: found }) => {
          if (found && isCurrent) setInner((now) => ({ ...now, [parent]: byFolder(found.model.folders) }));
        });
    }
    return () => {
      isCurrent = false;
    };
  }, [client, model, revision, asked, sole]);
  const openFolder = (parent: string) => setAsked((now) => (now.includes(parent) ? now : [...now, parent]));
  const groups = useMemo(() => data && withInner(byFolder(data.model.folders), inner), [data, inner]);
  return { groups, openFolder };
}

/** Keeps the last answer while the next one is on its way. */
function useLast<T>(value: T | null | undefined, subject: string): T | null {
  const [last, setLast] = useState<{ value: T | null | undefined; subject: string }>({ value, subject });
  if (value && (last.value !== value || last.subject !== subject)) setLast({ value, subject });
  return value ?? (last.subject === subject ? (last.value ?? null) : null);
}

/** The groups of the tree: counts only, no elements. */
export function useGroups(by: Grouping) {
  const { name: model, revision } = useModel();
  const { t, i18n } = useTranslation();
  const variables = { model, at: revision, language: i18n.language };
  const isByKind = by === 'layer' || by === 'kind';
  const [kinds] = useKept(model, { query: KindCountsQuery, variables, pause: !isByKind });
  const [cells] = useKept(model, { query: CellsQuery, variables, pause: by !== 'cell' });
  const views = useAllViews(by === 'view');
  const { groups: folders, openFolder } = useFolders(by === 'folder');
  const groups = useMemo((): Group[] | null | undefined => {
    switch (by) {
      case 'layer': {
        const nameOf = (layer: string) => t(`layer.${layer}`, { defaultValue: layer });
        return kinds.data && byLayer(kinds.data.model.completeness.kinds, nameOf);
      }
      case 'kind':
        return kinds.data && byKind(kinds.data.model.completeness.kinds);
      case 'cell':
        return cells.data && byCell(cells.data.model.zachman.cells);
      case 'folder':
        return folders;
      case 'view':
        return views && byView(views);
    }
  }, [by, kinds.data, cells.data, folders, views, t]);
  return { groups: useLast(groups, by), openFolder };
}
