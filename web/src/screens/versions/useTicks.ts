import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { graphql } from '@/graphql/tada';
import type { Tick } from './ticks';

/** Commits that a slider holds at most. */
const MOST = 200;

const TicksQuery = graphql(`
  query Ticks($model: String!, $at: String!, $first: Int!) {
    model(name: $model, at: $at) {
      id
      history(first: $first) {
        nodes {
          revision
          author
          time
          title
        }
      }
    }
  }
`);

/** Commits that led to a revision, the oldest first. */
export function useTicks(at: string, isWanted: boolean): Tick[] {
  const { name: model } = useModel();
  const [{ data }] = useQuery({
    query: TicksQuery,
    variables: { model, at, first: MOST },
    pause: !isWanted,
  });
  return data?.model.history.nodes.toReversed() ?? [];
}
