import { graphql } from '@/graphql/tada';

/** Kinds of relations that may stand between two kinds. */
export const AllowedQuery = graphql(`
  query Allowed($model: String!, $at: String!, $kind: String!, $other: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          allowedRelations(other: $other) {
            direction
            label(language: $language)
            relation {
              kindId
              label(language: $language)
              category
            }
          }
        }
      }
    }
  }
`);

/** Kinds that an element in a file may have. */
export const KindsQuery = graphql(`
  query Kinds($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kinds {
          kindId
          label(language: $language)
          description(language: $language)
          layer
          home
        }
      }
    }
  }
`);

/** What a kind is, and which relations it may have. */
export const HintQuery = graphql(`
  query Hint($model: String!, $at: String!, $kind: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          label(language: $language)
          description(language: $language)
          cell
          names {
            nameId
            label(language: $language)
          }
          expects {
            label(language: $language)
          }
          allowedRelations {
            direction
            label(language: $language)
            count
            relation {
              kindId
              label(language: $language)
            }
            kinds {
              kindId
              label(language: $language)
            }
            layers {
              layer
            }
          }
        }
      }
    }
  }
`);
