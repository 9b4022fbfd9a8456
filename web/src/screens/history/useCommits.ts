import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type CommitData, GraphQuery, HistoryQuery } from './queries';

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

/** Whose commits are shown: those of branches, of `all` of them, or of the `past` of a version that is no branch. */
export type Lines = 'all' | 'past' | { branch: string };

/** Commits, a page at a time: `more` asks for the next. Another `heads` means that branches moved. */
export function useCommits(model: string, at: string, lines: Lines, heads: string) {
  const client = useClient();
  const branch = typeof lines === 'object' ? lines.branch : null;
  const isPast = lines === 'past';
  const key = `${model} ${at} ${isPast ? 'past' : (branch ?? 'all')} ${heads}`;
  const [pages, setPages] = useState(() => empty(key));
  const asked = useRef('');
  const current = pages.key === key ? pages : empty(key);

  const load = useCallback(
    async (cursor: string | null) => {
      const name = `${key} ${cursor ?? ''}`;
      if (asked.current === name) return;
      asked.current = name;
      const page = { model, at, first: PAGE, after: cursor };
      const branches = branch === null ? null : [branch];
      // Where branches are is no matter of the revision: what an earlier visit was told may be old.
      const { data, error } = isPast
        ? await client.query(HistoryQuery, page).toPromise()
        : await client
            .query(GraphQuery, { ...page, branches }, { requestPolicy: 'network-only' })
            .toPromise();
      if (error) asked.current = '';
      setPages((old) => {
        const known = old.key === key && cursor !== null ? old.commits : [];
        const found = data?.model.history;
        return {
          key,
          commits: [...known, ...(found?.nodes ?? [])],
          total: found?.totalCount ?? 0,
          cursor: found?.pageInfo.hasNextPage ? (found.pageInfo.endCursor ?? null) : null,
          isLoading: false,
          error,
        };
      });
    },
    [client, model, at, key, branch, isPast],
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
