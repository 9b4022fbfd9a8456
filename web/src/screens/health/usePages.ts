import { useCallback, useEffect, useRef, useState } from 'react';

/** Entries of a page and how many there are in all. */
export interface Answer<T> {
  entries: T[];
  total: number;
}

const LENGTH = 50;

/** A long list of which pages are asked for by `want` when they come into sight; `subject` names the list. */
export function usePages<T>(
  subject: string,
  ask: (skip: number, first: number) => Promise<Answer<T> | null>,
) {
  const [state, setState] = useState<{ of: string; total: number | null; pages: Record<number, T[]> }>({
    of: subject,
    total: null,
    pages: {},
  });
  const latest = useRef(subject);
  const asked = useRef(new Set<number>());
  const load = useCallback(
    async (page: number) => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      const answer = await ask(page * LENGTH, LENGTH);
      if (latest.current !== subject) return;
      if (!answer) {
        asked.current.delete(page);
        return;
      }
      setState((now) => ({
        of: subject,
        total: answer.total,
        pages: { ...(now.of === subject ? now.pages : {}), [page]: answer.entries },
      }));
    },
    [ask, subject],
  );
  useEffect(() => {
    latest.current = subject;
    asked.current = new Set();
  }, [subject]);
  const want = useCallback((index: number) => void load(Math.floor(index / LENGTH)), [load]);
  return {
    /** None until the first page is here; that of the list before stays meanwhile. */
    total: state.total,
    entryAt: (index: number): T | undefined => state.pages[Math.floor(index / LENGTH)]?.[index % LENGTH],
    want,
  };
}
