import { gql } from 'urql';
import { graphql } from '@/graphql/tada';

/** The grid: its axes, what cells are called, and how many elements stand in each. */
export const GridQuery = graphql(`
  query ZachmanGrid($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      zachman {
        filled
        confirmed
        byDefault
        unclassified
        cells {
          cellId
          row
          column
          confirmed
          byDefault
          name(language: $language)
          classic(language: $language)
        }
      }
      metamodel {
        zachmanRows {
          axisId
          label(language: $language)
          classic
        }
        zachmanColumns {
          axisId
          label(language: $language)
          classic
        }
        kinds {
          kindId
          label(language: $language)
          description(language: $language)
          layer
          home
          cell
          cells {
            cell
            when {
              key
              value
            }
          }
        }
      }
    }
  }
`);

/** How complete the elements of one cell are. */
export interface CellCompleteness {
  total: { elements: number; complete: number; required: number; present: number; share: number };
}

/** Completeness of many cells in one question; each answer stands under the cell's id with `_` for the dot. */
export function completenessQuery(cells: readonly string[]) {
  const fields = cells.map(
    (cell) =>
      `${cell.replace('.', '_')}: completeness(filter: {cells: ["${cell}"]}) ` +
      '{ total { elements complete required present share } }',
  );
  return gql<
    { model: { revision: string } & Record<string, CellCompleteness> },
    { model: string; at: string }
  >(`query ZachmanCompleteness($model: String!, $at: String!) {
    model(name: $model, at: $at) { id revision ${fields.join('\n')} }
  }`);
}

/** What is wrong with elements. */
export const FindingsQuery = graphql(`
  query ZachmanFindings($model: String!, $at: String!, $after: String) {
    model(name: $model, at: $at) {
      id
      diagnostics(first: 500, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          subjectId
          subjectType
        }
      }
    }
  }
`);

/** Where elements stand. */
export const PlacesQuery = graphql(`
  query ZachmanPlaces($model: String!, $at: String!, $ids: [String!]!) {
    model(name: $model, at: $at) {
      id
      elements(filter: { ids: $ids }, first: 500) {
        nodes {
          id
          elementId
          classification {
            cells
          }
        }
      }
    }
  }
`);

/** Elements of a cell, a row or a column. */
export const CellElementsQuery = graphql(`
  query CellElements(
    $model: String!
    $at: String!
    $filter: ElementFilter!
    $language: String!
    $after: String
  ) {
    model(name: $model, at: $at) {
      id
      revision
      elements(filter: $filter, first: 200, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          elementId
          name(language: $language)
          kindId
          layer
          description(language: $language)
          kind {
            label(language: $language)
            cell
          }
          classification {
            cells
            isConfirmed
          }
          lifecycle {
            state
          }
          completeness {
            share
            missing {
              label(language: $language)
            }
          }
        }
      }
    }
  }
`);

/** Views that show elements of a cell. */
export const CellViewsQuery = graphql(`
  query CellViews($model: String!, $at: String!, $filter: ElementFilter!, $language: String!) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: 200) {
        totalCount
        nodes {
          id
          views {
            id
            viewId
            name(language: $language)
          }
        }
      }
    }
  }
`);

/** Elements of a cell with what they are related to, and where that stands. */
export const AlignmentQuery = graphql(`
  query Alignment(
    $model: String!
    $at: String!
    $filter: ElementFilter!
    $language: String!
    $after: String
  ) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: 50, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          elementId
          name(language: $language)
          layer
          kind {
            label(language: $language)
          }
          relations(first: 100) {
            totalCount
            nodes {
              id
              relationId
              sourceId
              kind {
                forward(language: $language)
                backward(language: $language)
              }
              other {
                __typename
                ... on Element {
                  id
                  elementId
                  name(language: $language)
                  layer
                  kind {
                    label(language: $language)
                  }
                  classification {
                    cells
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
