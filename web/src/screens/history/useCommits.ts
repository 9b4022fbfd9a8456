import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type CommitData, HistoryQuery } from './queries';

const PAGE = 100;

interface Pages {
  key: string;
  commits: CommitData[];
  total: number;
  cursor: string | null;
  isLoading: boolean;
  error: CombinedError | undefined;
}

const empty = (key: string): Pages => ({
  key,
  commits: [],
  total: 0,
  cursor: null,
  isLoading: true,
  error: undefined,
});

/** Commits behind a revision, a page at a time: `more` asks for the next. */
export function useCommits(model: string, at: string) {
  const client = useClient();
  const key = `${model} ${at}`;
  const [pages, setPages] = useState(() => empty(key));
  const asked = useRef('');
  const current = pages.key === key ? pages : empty(key);

  const load = useCallback(
    async (cursor: string | null) => {
      const name = `${key} ${cursor ?? ''}`;
      if (asked.current === name) return;
      asked.current = name;
      const variables = { model, at, first: PAGE, after: cursor };
      const { data, error } = await client.query(HistoryQuery, variables).toPromise();
      if (error) asked.current = '';
      setPages((old) => {
        const known = old.key === key && cursor !== null ? old.commits : [];
        const page = data?.model.history;
        return {
          key,
          commits: [...known, ...(page?.nodes ?? [])],
          total: page?.totalCount ?? 0,
          cursor: page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
          isLoading: false,
          error,
        };
      });
    },
    [client, model, at, key],
  );

  useEffect(() => {
    void load(null);
  }, [load]);

  const { cursor } = current;
  const more = useCallback(() => {
    if (cursor !== null) void load(cursor);
  }, [cursor, load]);
  return { ...current, more, retry: () => void load(null) };
}
