import { graphql } from '@/graphql/tada';

/** Several elements at once: what can be set for all of them. */
export const SeveralQuery = graphql(`
  query Several($model: String!, $at: String!, $ids: [String!]!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      elements(filter: { ids: $ids }, first: 50) {
        nodes {
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
        }
      }
    }
  }
`);
