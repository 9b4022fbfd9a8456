import type { ResultOf } from '@/graphql/tada';
import { graphql } from '@/graphql/tada';

/** What is asked about. */
export const FocusQuery = graphql(`
  query ImpactFocus($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        elementId
        kindId
        layer
        name(language: $language)
        kind {
          label(language: $language)
        }
      }
      metamodel {
        relations {
          kindId
          label(language: $language)
        }
      }
    }
  }
`);

/** What may be touched if an element changes, nearest first. */
export const ImpactQuery = graphql(`
  query Impact(
    $model: String!
    $at: String!
    $id: String!
    $depth: Int!
    $direction: Direction!
    $relations: [String!]
    $language: String!
    $after: String
  ) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        impact(depth: $depth, direction: $direction, kinds: $relations, first: 250, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            depth
            element {
              id
              elementId
              kindId
              layer
              name(language: $language)
              kind {
                label(language: $language)
              }
              owners {
                business {
                  text
                  element {
                    id
                    elementId
                    name(language: $language)
                  }
                }
                technology {
                  text
                  element {
                    id
                    elementId
                    name(language: $language)
                  }
                }
              }
            }
            from {
              id
              elementId
              name(language: $language)
            }
            relation {
              id
              sourceId
              kind {
                kindId
                forward(language: $language)
                backward(language: $language)
              }
            }
          }
        }
      }
    }
  }
`);

/** Which requirements run somewhere, and by which deployments. */
export const RunningQuery = graphql(`
  query ImpactRunning($model: String!, $at: String!, $ids: [String!]!) {
    model(name: $model, at: $at) {
      id
      whereAre(requirements: $ids) {
        requirement {
          id
          elementId
        }
        standings {
          state
          deployment
        }
      }
    }
  }
`);

/** Ways from one element to another, shortest first. */
export const PathsQuery = graphql(`
  query ImpactPaths(
    $model: String!
    $at: String!
    $from: String!
    $to: String!
    $direction: Direction!
    $relations: [String!]
    $language: String!
  ) {
    model(name: $model, at: $at) {
      id
      paths(from: $from, to: $to, direction: $direction, depth: 4, kinds: $relations, first: 100) {
        relation {
          id
          targetId
          kind {
            kindId
            forward(language: $language)
            backward(language: $language)
          }
        }
        element {
          id
          elementId
          name(language: $language)
          layer
        }
      }
    }
  }
`);

type Focus = NonNullable<ResultOf<typeof ImpactQuery>['model']['element']>;
/** An element that is reached, and by which way. */
export type Reached = Focus['impact']['nodes'][number];
