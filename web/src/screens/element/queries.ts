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
        specializations
        confidentiality
        classification {
          cells
          isConfirmed
        }
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
            items {
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
            fields {
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
              items {
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
          title(language: $language)
          message(language: $language)
          help
          file
          line
          fixes {
            title(language: $language)
            edits
          }
        }
        history(first: 20) {
          nodes {
            revision
            parents
            author
            time
            title
            message
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
