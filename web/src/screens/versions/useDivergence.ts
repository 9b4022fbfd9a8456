import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/graphql/tada';
import { type Divergence, divergence } from './ancestry';

/** How far back commits are compared. */
const KNOWN = 200;

const AncestryQuery = graphql(`
  query Ancestry($model: String!, $ours: String!, $theirs: String!, $first: Int!) {
    ours: model(name: $model, at: $ours) {
      id
      history(first: $first) {
        totalCount
        nodes {
          revision
          parents
        }
      }
    }
    theirs: model(name: $model, at: $theirs) {
      id
      history(first: $first) {
        totalCount
        nodes {
          revision
          parents
        }
      }
    }
  }
`);

interface Known {
  divergence: Divergence | null;
  isLoading: boolean;
}

/** How two commits stand to each other; nothing is asked while one is missing. */
export function useDivergence(model: string, ours: string | undefined, theirs: string | undefined): Known {
  const [{ data, fetching }] = useQuery({
    query: AncestryQuery,
    variables: { model, ours: ours ?? '', theirs: theirs ?? '', first: KNOWN },
    pause: !ours || !theirs,
  });
  const known = useMemo(() => data && divergence(data.ours.history, data.theirs.history), [data]);
  return { divergence: known ?? null, isLoading: fetching };
}
