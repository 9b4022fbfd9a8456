import { graphql } from '@/graphql/tada';

/** What kinds, relations and fields are called. */
export const WordsQuery = graphql(`
  query CompareWords($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kinds {
          kindId
          label(language: $language)
          layer
          properties {
            key
            label(language: $language)
            type
            to
            choices(language: $language) {
              value
              label
            }
          }
        }
        relations {
          kindId
          label(language: $language)
          forward(language: $language)
        }
      }
    }
  }
`);

/** Names of elements, before and after. */
export const NamesQuery = graphql(`
  query CompareNames(
    $model: String!
    $before: String!
    $after: String!
    $filter: ElementFilter!
    $language: String!
  ) {
    after: model(name: $model, at: $after) {
      id
      elements(filter: $filter, first: 500) {
        nodes {
          id
          elementId
          name(language: $language)
        }
      }
    }
    before: model(name: $model, at: $before) {
      id
      elements(filter: $filter, first: 500) {
        nodes {
          id
          elementId
          name(language: $language)
        }
      }
    }
  }
`);
