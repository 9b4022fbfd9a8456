import { graphql } from '@/graphql/tada';

/** All that an element's page shows. */
export const ElementQuery = graphql(`
  query Element($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      element(id: $id) {
        id
        elementId
        kindId
        layer
        name(language: $language)
        names {
          language
          text
        }
        description(language: $language)
        file
        tags
        confidentiality
        lifecycle {
          state
          since
          until
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
        properties {
          key
          label(language: $language)
          type
          value
          values
          reference {
            id
            elementId
            name(language: $language)
          }
        }
        completeness {
          share
          missing {
            kind
            key
            label(language: $language)
          }
        }
        kind {
          kindId
          label(language: $language)
          description(language: $language)
          properties {
            key
            label(language: $language)
            description(language: $language)
            type
            typeText
            required
            computed
            parts
            min
            max
            to
            choices(language: $language) {
              value
              label
            }
          }
        }
        views {
          id
          viewId
          name(language: $language)
        }
        diagnostics {
          code
          severity
          message
          help
        }
        history(first: 10) {
          nodes {
            revision
            author
            time
            title
          }
        }
        relations(first: 200) {
          totalCount
          nodes {
            id
            relationId
            kindId
            name(language: $language)
            sourceId
            targetId
            kind {
              kindId
              forward(language: $language)
              backward(language: $language)
            }
            other {
              id
              conceptId
              kindId
              name(language: $language)
            }
          }
        }
      }
    }
  }
`);

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
