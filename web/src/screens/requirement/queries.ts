import { graphql } from '@/graphql/tada';

/** Everything that is known of a requirement: what was decided, where it is, what it brought, and the whole chain. */
export const RequirementQuery = graphql(`
  query Requirement(
    $model: String!
    $revision: String!
    $moment: String
    $language: String!
    $requirement: String!
  ) {
    model(name: $model, at: $revision) {
      id
      element(id: $requirement) {
        id
        elementId
        kindId
        name(language: $language)
        statement: property(key: "statement")
        acceptance: property(key: "acceptance")
        rationale: property(key: "rationale")
        kind {
          label(language: $language)
        }
        owners {
          business {
            text
            element {
              id
              elementId
              kindId
              name(language: $language)
            }
          }
          technology {
            text
            element {
              id
              elementId
              kindId
              name(language: $language)
            }
          }
        }
        neighbourhood(depth: 2, first: 200) {
          nodes {
            depth
            element {
              id
              elementId
              kindId
              name(language: $language)
            }
            from {
              id
              elementId
            }
          }
        }
      }
      whereIs(requirement: $requirement, at: $moment) {
        at
        revision
        decision
        state
        since
        column
        standings {
          stage
          state
          since
          version
          commit
          deployment
          share
          modelRevision
          verifiedAt
          acceptedAt
          environment {
            id
            elementId
            name(language: $language)
          }
          target {
            id
            elementId
            name(language: $language)
          }
          evidence {
            kind
            key
            at
            by
            basis
          }
        }
        effect {
          state
          isMeasured
          indicators {
            why
            state
            needsMoreData
            progress
            last {
              at
              value
              sample
            }
            indicator {
              id
              elementId
              name(language: $language)
              unit: property(key: "unit")
              target: property(key: "target")
              targetDate: property(key: "target_date")
            }
          }
        }
        links {
          kind
          key
          title
          url
          assertedBy
          assertedAt
          basis
          revision
          affirmedAt
          affirmedBy
          suspectSince
        }
      }
      trace(requirement: $requirement, at: $moment) {
        isCut
        nodes {
          nodeId
          step
          label
          state
          at
          kind
          key
          url
          count
          element {
            id
            elementId
            kindId
            name(language: $language)
          }
        }
        edges {
          from {
            nodeId
          }
          to {
            nodeId
          }
          words(language: $language)
          basis
          by
          suspectSince
        }
      }
    }
  }
`);

/** Says that a link between a requirement and a record still holds. */
export const AffirmLink = graphql(`
  mutation AffirmLink(
    $model: String!
    $requirement: String!
    $kind: RecordKind!
    $key: String!
    $note: String
  ) {
    affirmLink(model: $model, requirement: $requirement, kind: $kind, key: $key, note: $note)
  }
`);
