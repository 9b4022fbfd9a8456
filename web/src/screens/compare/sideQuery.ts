import { type ResultOf, graphql } from '@/graphql/tada';

/** A view as it was, or is: its picture and what it shows. */
export const SideQuery = graphql(`
  query CompareSide($model: String!, $at: String!, $id: String!, $language: String!, $dark: Boolean!) {
    model(name: $model, at: $at) {
      id
      revision
      view(id: $id) {
        id
        viewId
        name(language: $language)
        svg(language: $language, dark: $dark)
        diagram(language: $language) {
          bounds {
            x
            y
            width
            height
          }
          nodes {
            nodeId
            parentId
            x
            y
            width
            height
            label
            shows
            kind
            kindLabel
            element {
              id
              elementId
            }
          }
          edges {
            id
            shows
            kind
            from
            to
            label
            isImplied
            points {
              x
              y
            }
            relation {
              id
              relationId
              kind {
                kindId
                forward(language: $language)
              }
            }
          }
        }
      }
    }
  }
`);

/** A side of a compared view. */
export type SideView = NonNullable<ResultOf<typeof SideQuery>['model']['view']>;
