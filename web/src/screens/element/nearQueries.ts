import { graphql } from '@/graphql/tada';

/** Elements one step away, for a small picture. */
export const NearQuery = graphql(`
  query Near($model: String!, $at: String!, $id: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        neighbourhood(depth: 1, first: 14) {
          totalCount
          nodes {
            element {
              id
              elementId
            }
          }
        }
      }
    }
  }
`);

/** A picture of elements with the relations between them. */
export const PictureQuery = graphql(`
  query Picture($model: String!, $at: String!, $ids: [String!]!, $language: String!, $dark: Boolean!) {
    model(name: $model, at: $at) {
      id
      adHocView(selector: { ids: $ids }, language: $language) {
        svg(dark: $dark)
      }
    }
  }
`);
