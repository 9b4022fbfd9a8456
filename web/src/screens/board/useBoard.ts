import { useEffect, useState } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import type { VariablesOf } from '@/graphql/tada';
import { useOnDelivery } from '@/screens/delivery/ledger/useLedger';
import { BoardQuery } from './queries';
import type { Row } from './rows';

/** The most that the server gives at once: more of these rows are too complex a query. */
const PAGE = 200;

type Variables = VariablesOf<typeof BoardQuery>;

/** One column: which requirements stand in it. */
export interface Question {
  key: string;
  variables: Omit<Variables, 'first' | 'after'>;
}

/** The rows of a column as far as they are here. */
export interface Held {
  rows: Row[];
  total: number;
  /** Rows by column over all pages, of the same filter. */
  counts: ReadonlyMap<string, number>;
}

async function rowsOf(client: Client, variables: Question['variables'], wanted: number): Promise<Held> {
  const rows: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const first = Math.min(PAGE, wanted - rows.length);
    const question: Variables = { ...variables, first, after };
    const { data, error } = await client
      .query(BoardQuery, question, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data) throw error ?? new Error('no answer');
    const { columns, rows: page } = data.model.board;
    rows.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (rows.length >= wanted || !page.pageInfo.hasNextPage) {
      const counts = new Map(columns.map(({ column, count }) => [column ?? '', count]));
      return { rows, total: page.totalCount, counts };
    }
  }
}

/** Rows of several columns, asked again whenever something is reported. */
export function useBoard(questions: readonly Question[], first: number) {
  const client = useClient();
  const [held, setHeld] = useState<Readonly<Record<string, Held>>>({});
  const [error, setError] = useState<CombinedError | undefined>();
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>({});
  const [tick, setTick] = useState(0);
  useOnDelivery(() => setTick((now) => now + 1));

  const asked = JSON.stringify([questions, first, wanted]);
  useEffect(() => {
    let isCurrent = true;
    const [all, least, more] = JSON.parse(asked) as [Question[], number, Record<string, number>];
    for (const { key, variables } of all) {
      rowsOf(client, variables, Math.max(least, more[key] ?? 0)).then(
        (answer) => {
          if (!isCurrent) return;
          setError(undefined);
          setHeld((now) => ({ ...now, [key]: answer }));
        },
        (trouble: CombinedError) => isCurrent && setError(trouble),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [client, asked, tick]);

  return {
    held,
    error,
    retry: () => setTick((now) => now + 1),
    more: (key: string, count: number) => setWanted((now) => ({ ...now, [key]: count })),
  };
}
