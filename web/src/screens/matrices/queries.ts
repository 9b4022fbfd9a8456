import type { ResultOf } from '@/graphql/tada';
import { graphql } from '@/graphql/tada';

/** Kinds that can be rows and columns, and what relations are called. */
export const MatrixWordsQuery = graphql(`
  query MatrixWords($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kinds {
          kindId
          label(language: $language)
          layer
          home
        }
        relations {
          kindId
          label(language: $language)
          forward(language: $language)
          backward(language: $language)
        }
      }
      completeness {
        kinds {
          kind {
            kindId
          }
          counts {
            elements
          }
        }
      }
    }
  }
`);

/** How long both sides are. */
export const MatrixSizeQuery = graphql(`
  query MatrixSize($model: String!, $at: String!, $rows: ElementFilter!, $columns: ElementFilter!) {
    model(name: $model, at: $at) {
      id
      rows: elements(filter: $rows, first: 1) {
        totalCount
      }
      columns: elements(filter: $columns, first: 1) {
        totalCount
      }
    }
  }
`);

/** The matrix: heads, and the relations in each cell. */
export const MatrixQuery = graphql(`
  query Matrix($model: String!, $at: String!, $show: JSON!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      adHocView(viewpoint: "app-capability", show: $show, language: $language) {
        table {
          columns {
            label
            of {
              element {
                id
                elementId
                kindId
              }
            }
          }
          rows {
            head {
              label
              of {
                element {
                  id
                  elementId
                  kindId
                }
              }
            }
            cells {
              items {
                of {
                  relation {
                    id
                    relationId
                    kindId
                    sourceId
                    targetId
                    access
                    properties {
                      key
                      values
                    }
                  }
                }
              }
            }
          }
          moreRows
          moreColumns
        }
      }
    }
  }
`);

/** Which relations the metamodel allows between kinds. */
export const LegalQuery = graphql(`
  query MatrixLegal($model: String!, $at: String!, $kinds: [String!]!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        legalEnds(kinds: $kinds) {
          from
          to
          relations
        }
      }
    }
  }
`);

/** The matrix as the server answers it. */
export type MatrixTable = NonNullable<ResultOf<typeof MatrixQuery>['model']['adHocView']['table']>;
/** What kinds of elements and relations are called. */
export type MatrixWords = ResultOf<typeof MatrixWordsQuery>['model']['metamodel'];
/** What relations are called. */
export type RelationWords = MatrixWords['relations'][number];
