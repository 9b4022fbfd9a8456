import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { ResultOf } from '@/graphql/tada';
import type { Group } from './outline';
import { FoundQuery, GroupQuery } from './queries';

type Page = ResultOf<typeof GroupQuery>['model']['page'];
/** An element in the tree. */
export type Leaf = Page['nodes'][number];

/** Elements of a group as far as they are here. */
interface Loaded {
  leaves: Leaf[];
  total: number;
  next: string | null;
  /** The version and language that they are of. */
  of: string;
  revision: string;
}

/** Length of a page; a longer one where somebody jumped far ahead. */
const PAGE = 100;
const LONG_PAGE = 500;

/** Elements of groups: a page at a time, when they come into sight. Answers that came too late are dropped. */
export function useLeaves() {
  const client = useClient();
  const { name: model, revision } = useModel();
  const { i18n } = useTranslation();
  const language = i18n.language;
  const of = `${model} ${revision} ${language}`;
  const [loaded, setLoaded] = useState<Readonly<Record<string, Loaded>>>({});
  const state = useRef({ loaded, of, wanted: new Map<string, number>(), busy: new Set<string>() });
  useEffect(() => {
    state.current.of = of;
  }, [of]);

  const load = useCallback(
    async (id: string, group: Group) => {
      const { busy, wanted } = state.current;
      const errand = `${of} ${id}`;
      if (busy.has(errand)) return;
      busy.add(errand);
      try {
        for (;;) {
          const before = state.current.loaded[id];
          const isSame = before?.of === of;
          const here = isSame ? before.leaves.length : 0;
          const missing = (wanted.get(id) ?? 0) - here + 1;
          const isDone = isSame && (missing <= 0 || here >= before.total || before.next === null);
          if (isDone || state.current.of !== of) return;
          const first = missing > PAGE ? LONG_PAGE : PAGE;
          const after = isSame ? before.next : null;
          const variables = { model, at: revision, language, first, after };
          const answer = group.found
            ? await client.query(FoundQuery, { ...variables, text: group.found.text }).toPromise()
            : await client.query(GroupQuery, { ...variables, filter: group.elements!.filter }).toPromise();
          if (!answer.data || state.current.of !== of) return;
          const { nodes, totalCount, pageInfo } = answer.data.model.page;
          const page: Loaded = {
            leaves: [...(isSame ? before.leaves : []), ...nodes],
            total: totalCount,
            next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
            of,
            revision,
          };
          state.current.loaded = { ...state.current.loaded, [id]: page };
          setLoaded(state.current.loaded);
        }
      } finally {
        busy.delete(errand);
      }
    },
    [client, model, revision, language, of],
  );

  /** Asks for the elements of a group up to a place. */
  const want = useCallback(
    (group: Group, index: number) => {
      if (!group.elements && !group.found) return;
      const here = state.current.loaded[group.id];
      const isHere = here?.of === of && index < here.leaves.length;
      if (isHere) return;
      state.current.wanted.set(group.id, index);
      void load(group.id, group);
    },
    [load, of],
  );
  return { loaded, want };
}
