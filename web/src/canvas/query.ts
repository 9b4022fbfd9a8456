import { type ResultOf, graphql } from '@/graphql/tada';

/** A view as the server lays it out and draws it. */
export const ViewQuery = graphql(`
  query View($model: String!, $at: String!, $id: String!, $language: String!, $dark: Boolean!) {
    model(name: $model, at: $at) {
      id
      revision
      view(id: $id) {
        id
        viewId
        name(language: $language)
        description(language: $language)
        viewpoint
        file
        names {
          language
          text
        }
        selector
        show
        hasLayout
        svg(language: $language, dark: $dark)
        nodes {
          nodeId
          x
          y
          width
          height
        }
        connections {
          connectionId
          bends {
            numbers
          }
          labelPosition
        }
        table(language: $language) {
          corner
          moreRows
          moreColumns
          notes
          columns {
            label
            caption
          }
          rows {
            head {
              label
              caption
              of {
                element {
                  id
                  elementId
                }
              }
            }
            cells {
              text
              count
              note
            }
          }
        }
        diagram(language: $language) {
          notes
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
            shape
            style {
              fill
              line
              font
            }
            element {
              id
              elementId
              kindId
              layer
              names {
                language
                text
              }
            }
            view {
              id
              viewId
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
            style {
              fill
              line
              font
            }
            relation {
              id
              relationId
              sourceId
              targetId
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

/** A view of boxes and lines, or a table. */
export type ViewData = NonNullable<ResultOf<typeof ViewQuery>['model']['view']>;
/** What a view shows, with places. */
export type DiagramData = ViewData['diagram'];
/** A box. */
export type NodeData = DiagramData['nodes'][number];
/** A line. */
export type EdgeData = DiagramData['edges'][number];
