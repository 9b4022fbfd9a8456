import { graphql } from '@/graphql/tada';

/** A page of the board. */
export const BoardQuery = graphql(`
  query Board(
    $model: String!
    $revision: String!
    $moment: String
    $language: String!
    $filter: BoardFilter
    $sort: BoardSort
    $first: Int!
    $after: String
    $capabilities: Boolean!
  ) {
    model(name: $model, at: $revision) {
      id
      board(at: $moment, filter: $filter, sort: $sort, first: $first, after: $after) {
        columns {
          column
          count
        }
        rows {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            elementId
            name(language: $language)
            kindId
            decision
            column
            state
            since
            priority
            urgency
            suspectLinks
            owners {
              business {
                text
                element {
                  id
                  name(language: $language)
                }
              }
              technology {
                text
                element {
                  id
                  name(language: $language)
                }
              }
            }
            deliveries {
              environment {
                id
                elementId
                name(language: $language)
              }
              state
              since
              share
              version
            }
            effect {
              state
              indicators {
                indicator {
                  id
                  elementId
                  name(language: $language)
                }
                state
              }
            }
            demands {
              id
              elementId
              name(language: $language)
            }
            requirement @include(if: $capabilities) {
              id
              neighbourhood(depth: 2, first: 100) {
                nodes {
                  element {
                    id
                    elementId
                    kindId
                    name(language: $language)
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`);

/** What is missing on the way of each agreed requirement. */
export const BoardGapsQuery = graphql(`
  query BoardGaps($model: String!, $revision: String!, $moment: String) {
    model(name: $model, at: $revision) {
      id
      traceability(gaps: true, at: $moment, first: 500) {
        nodes {
          requirement {
            id
            elementId
          }
          missing
        }
      }
    }
  }
`);

/** What runs in an environment, to find what came without a requirement. */
export const RunningQuery = graphql(`
  query Running(
    $model: String!
    $revision: String!
    $moment: String
    $language: String!
    $environment: String!
  ) {
    model(name: $model, at: $revision) {
      id
      whatIsIn(place: { environment: $environment }, at: $moment) {
        versions {
          package
          version
          since
          deployment
          artifact {
            id
            elementId
            kindId
            name(language: $language)
          }
        }
        unknown {
          package
          version
          since
          deployment
          unknownCode
        }
        requirements {
          package
        }
      }
    }
  }
`);

/** Says of one requirement what stands between it and production. */
export const BlockersQuery = graphql(`
  query Blockers(
    $model: String!
    $revision: String!
    $moment: String
    $language: String!
    $requirement: String!
  ) {
    model(name: $model, at: $revision) {
      id
      whereIs(requirement: $requirement, at: $moment) {
        decision
        state
        since
        standings {
          stage
          state
          since
          share
          version
          verifiedAt
          acceptedAt
          environment {
            id
            elementId
            name(language: $language)
          }
        }
        links(suspect: true) {
          kind
          key
        }
      }
      trace(requirement: $requirement, at: $moment) {
        nodes {
          nodeId
          step
          label
          state
          at
          url
          element {
            id
            elementId
          }
        }
      }
    }
  }
`);
