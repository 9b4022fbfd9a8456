import { useMemo } from 'react';
import { useModel } from '@/app/ModelContext';
import { graphql } from '@/graphql/tada';
import { usePages } from '@/graphql/usePages';
import { marksOf } from '@/screens/metrics/marks';
import type { Deployed } from './ticks';

/** Deployments that are looked through at most; of those only some went to production. */
const MOST = 2000;

const DeployedQuery = graphql(`
  query Deployed($model: String!, $at: String!, $after: String) {
    model(name: $model, at: $at) {
      id
      deployments(first: 500, after: $after) {
        next
        nodes {
          key
          environment
          purl
          at
          kind
          result
        }
      }
      environments: elements(filter: { kinds: ["environment"] }, first: 50) {
        nodes {
          id
          elementId
          names {
            text
          }
          stage: property(key: "stage")
        }
      }
    }
  }
`);

/** What a source calls a time need not be one. */
const isDated = ({ at }: Deployed) => !Number.isNaN(Date.parse(at));

/** What was put to production since a moment, in order of time, and whether there may be more that is older. */
export function useDeployed(since: string): { deployed: Deployed[]; isCut: boolean } {
  const { name: model, revision: at } = useModel();
  const { nodes, data, total } = usePages(
    DeployedQuery,
    { model, at },
    ({ model: { deployments } }) => ({
      nodes: deployments.nodes,
      totalCount: deployments.next === null ? 0 : MOST + 1,
      pageInfo: { hasNextPage: deployments.next !== null, endCursor: deployments.next },
    }),
    MOST,
  );
  const environments = data?.model.environments.nodes;
  const deployed = useMemo(
    () => (environments && since ? marksOf(nodes, environments, since, '9999').filter(isDated) : []),
    [nodes, environments, since],
  );
  return { deployed, isCut: total > nodes.length && nodes.length >= MOST };
}
