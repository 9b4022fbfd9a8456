import { graphql } from '@/graphql/tada';

/** How many elements each kind has: what the tree is made of before a group is opened. */
export const KindCountsQuery = graphql(`
  query KindCounts($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      completeness {
        kinds {
          kind {
            kindId
            label(language: $language)
            layer
            children {
              kindId
            }
          }
          counts {
            elements
          }
        }
      }
    }
  }
`);

/** Elements by cell of the Zachman framework. */
export const CellsQuery = graphql(`
  query Cells($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      zachman {
        cells {
          cellId
          confirmed
          byDefault
          name(language: $language)
        }
      }
    }
  }
`);

/** Views with their files. */
export const ViewsQuery = graphql(`
  query Views($model: String!, $at: String!, $language: String!, $after: String) {
    model(name: $model, at: $at) {
      id
      views(first: 100, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          viewId
          name(language: $language)
          description(language: $language)
          viewpoint
          file
        }
      }
    }
  }
`);

/** A page of the elements of a group. */
export const GroupQuery = graphql(`
  query Group($model: String!, $at: String!, $filter: ElementFilter!, $language: String!, $after: String) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: 100, after: $after) {
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
        }
      }
    }
  }
`);
