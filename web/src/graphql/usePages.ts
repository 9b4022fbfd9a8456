import type { TypedDocumentNode } from 'urql';
import { type AnyVariables, type CombinedError, useClient } from 'urql';
import { useEffect, useState } from 'react';

/** A page of a list as GraphQL gives it. */
export interface Page<Node> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Node[];
}

/** A list as far as it is here. */
export interface Pages<Node, Data> {
  nodes: Node[];
  total: number;
  /** Whether nothing more is on its way. */
  isDone: boolean;
  /** The answer of the last page, for what stands beside the list. */
  data: Data | undefined;
  error: CombinedError | undefined;
  retry: () => void;
}

interface State<Node, Data> {
  key: string;
  nodes: Node[];
  total: number;
  isDone: boolean;
  data?: Data;
  error?: CombinedError;
}

/**
 * All pages of a list up to `most` entries, one after the other. While another version of it is read, the old
 * one stays.
 */
export function usePages<Node, Data, Variables extends AnyVariables & { after?: string | null }>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  pick: (data: Data) => Page<Node>,
  most: number,
  isPaused = false,
): Pages<Node, Data> {
  const client = useClient();
  const [state, setState] = useState<State<Node, Data>>({ key: '', nodes: [], total: 0, isDone: false });
  const [attempt, setAttempt] = useState(0);
  const key = JSON.stringify(variables);

  useEffect(() => {
    let isCurrent = true;
    async function read() {
      const nodes: Node[] = [];
      let after: string | null = null;
      for (;;) {
        const asked = { ...(JSON.parse(key) as object), after } as Variables;
        const { data, error } = await client.query(query, asked).toPromise();
        if (!isCurrent) return;
        if (!data) {
          setState((now) => ({ ...now, key, isDone: true, ...(error ? { error } : {}) }));
          return;
        }
        const page = pick(data);
        nodes.push(...page.nodes);
        const isDone = !page.pageInfo.hasNextPage || nodes.length >= most;
        const next = { key, nodes: [...nodes], total: page.totalCount, isDone, data };
        // The first pages of a long list are shown at once; an old list that is here is replaced as a whole.
        setState((now) => (isDone || now.nodes.length === 0 || now.key === key ? next : now));
        if (isDone) return;
        after = page.pageInfo.endCursor;
      }
    }
    if (!isPaused) void read();
    return () => {
      isCurrent = false;
    };
    // `pick` is a constant of the caller.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, query, key, most, isPaused, attempt]);

  const { nodes, total, isDone, data, error } = state;
  return {
    nodes,
    total,
    isDone: isDone && state.key === key,
    data,
    error,
    retry: () => setAttempt(attempt + 1),
  };
}
