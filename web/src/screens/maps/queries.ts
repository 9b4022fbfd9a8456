import type { ResultOf } from '@/graphql/tada';
import { graphql } from '@/graphql/tada';

/** Ways to look at the model, and what elements of each kind may say. */
export const ViewpointsQuery = graphql(`
  query Viewpoints($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        viewpoints {
          viewpointId
          label(language: $language)
          description(language: $language)
          standard
          form
          about
          kinds
          show
        }
      }
    }
  }
`);

/** Properties that can be colours. */
export const MapPropertiesQuery = graphql(`
  query MapProperties($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kinds {
          kindId
          properties {
            key
            label(language: $language)
            type
          }
        }
      }
    }
  }
`);

/** What a viewpoint shows of the model. */
export const MapQuery = graphql(`
  query Map(
    $model: String!
    $at: String!
    $viewpoint: String!
    $selector: ElementFilter
    $show: JSON
    $language: String!
    $dark: Boolean!
  ) {
    model(name: $model, at: $at) {
      id
      adHocView(viewpoint: $viewpoint, selector: $selector, show: $show, language: $language) {
        svg(dark: $dark)
        diagram {
          legend {
            title
            entries {
              sample
              value
              label
            }
          }
          notes
          nodes {
            nodeId
            parentId
            x
            y
            width
            height
            label
            shows
            kindLabel
            below
            tone
            badge
            element {
              id
              elementId
              layer
              name(language: $language)
            }
          }
        }
        table {
          title
          corner
          columns {
            label
            caption
            of {
              element {
                id
                elementId
              }
            }
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
              tone
              note
            }
          }
          moreRows
          moreColumns
          notes
          key {
            sign
            meaning
          }
        }
      }
    }
  }
`);

type AdHoc = ResultOf<typeof MapQuery>['model']['adHocView'];
/** What is drawn. */
export type MapDiagram = AdHoc['diagram'];
/** What is written in rows and columns. */
export type MapTableData = NonNullable<AdHoc['table']>;
/** A way to look at the model. */
export type ViewpointData = ResultOf<typeof ViewpointsQuery>['model']['metamodel']['viewpoints'][number];
