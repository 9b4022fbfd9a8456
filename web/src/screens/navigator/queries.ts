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

/** Names of views with their files. */
export const ViewNamesQuery = graphql(`
  query ViewNames($model: String!, $at: String!, $language: String!, $after: String) {
    model(name: $model, at: $at) {
      id
      views(first: 500, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          viewId
          name(language: $language)
          file
        }
      }
    }
  }
`);

/** Folders of the model's files with how much is in them. */
export const FoldersQuery = graphql(`
  query Folders($model: String!, $at: String!, $parent: String) {
    model(name: $model, at: $at) {
      id
      folders(parent: $parent) {
        path
        name
        elementCount
        totalCount
        hasChildren
      }
    }
  }
`);

/** A page of the elements of a group. */
export const GroupQuery = graphql(`
  query Group(
    $model: String!
    $at: String!
    $filter: ElementFilter!
    $language: String!
    $first: Int!
    $skip: Int!
  ) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: $first, skip: $skip) {
        nodes {
          id
          elementId
          name(language: $language)
          layer
          kindId
          kind {
            label(language: $language)
          }
        }
      }
    }
  }
`);

/** An element's name in every language, for who gives it another one. */
export const NamesQuery = graphql(`
  query Names($model: String!, $at: String!, $id: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        names {
          language
          text
        }
      }
    }
  }
`);
