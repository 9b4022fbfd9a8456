import { type ResultOf, graphql } from '@/graphql/tada';
import type { Provision } from './retire';

/** Who provides for some elements, and for what these provide. */
export const ProvisionsQuery = graphql(`
  query Provisions(
    $model: String!
    $at: String!
    $ids: [String!]!
    $relations: [String!]!
    $language: String!
  ) {
    model(name: $model, at: $at) {
      id
      elements(filter: { ids: $ids }, first: 100) {
        nodes {
          id
          elementId
          layer
          name(language: $language)
          kind {
            label(language: $language)
          }
          lifecycle {
            state
          }
          incoming(kinds: $relations, first: 100) {
            totalCount
            nodes {
              id
              kind {
                backward(language: $language)
              }
              source {
                __typename
                id
                conceptId
                name(language: $language)
                ... on Element {
                  lifecycle {
                    state
                  }
                }
              }
            }
          }
          outgoing(kinds: $relations, first: 200) {
            totalCount
            nodes {
              id
              targetId
            }
          }
        }
      }
    }
  }
`);

type Node = ResultOf<typeof ProvisionsQuery>['model']['elements']['nodes'][number];

const RETIRED = 'retired';

/** The answer in the words of this screen. */
export function provisionOf({
  elementId,
  name,
  kind,
  layer,
  lifecycle,
  incoming,
  outgoing,
}: Node): Provision {
  return {
    id: elementId,
    name,
    kindLabel: kind?.label ?? '',
    layer,
    isRetired: lifecycle?.state === RETIRED,
    providers: incoming.nodes.flatMap(({ source, kind }) => {
      if (!source) return [];
      const isRetired = source.__typename === 'Element' && source.lifecycle?.state === RETIRED;
      return [{ id: source.conceptId, name: source.name, verb: kind?.backward ?? '', isRetired }];
    }),
    provides: outgoing.nodes.map(({ targetId }) => targetId),
    isCut: incoming.totalCount > incoming.nodes.length || outgoing.totalCount > outgoing.nodes.length,
  };
}
