import { type ResultOf, graphql } from '@/graphql/tada';

/** What differs between two commits, a page at a time. */
export const CompareQuery = graphql(`
  query Compare(
    $model: String!
    $before: String!
    $after: String!
    $language: String!
    $first: Int!
    $cursor: String
  ) {
    compare(model: $model, before: $before, after: $after) {
      files
      changes {
        elements {
          added
          changed
          removed
        }
        relations {
          added
          changed
          removed
        }
        views {
          added
          changed
          removed
        }
        layouts {
          added
          changed
          removed
        }
        others {
          added
          changed
          removed
        }
      }
      entries(first: $first, after: $cursor) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          item
          group
          sort
          kind
          name
          isReordered
          fields {
            attribute
            before
            after
          }
          inner {
            item
            sort
            name
            kind
            fields {
              attribute
              before
              after
            }
          }
          element {
            id
            elementId
            layer
            file
            name(language: $language)
            views {
              id
              viewId
              name(language: $language)
            }
          }
        }
      }
    }
  }
`);

type Answer = ResultOf<typeof CompareQuery>['compare'];
/** A thing that differs. */
export type Entry = Answer['entries']['nodes'][number];
/** A field that differs. */
export type FieldChange = Entry['fields'][number];
/** How much differs. */
export type Counts = Answer['changes'];

/** Views that are other ones, drawn elsewhere, or show what differs. */
export const TouchedQuery = graphql(`
  query CompareViews($model: String!, $before: String!, $after: String!, $language: String!) {
    compare(model: $model, before: $before, after: $after) {
      views {
        viewId
        added
        changed
        removed
        isLayoutOnly
        view {
          id
          name(language: $language)
          hasLayout
        }
      }
    }
  }
`);

/** A view that a comparison touches. */
export type Touched = ResultOf<typeof TouchedQuery>['compare']['views'][number];

/** The text of a file on both sides. */
export const FileQuery = graphql(`
  query CompareFile($model: String!, $before: String!, $after: String!, $path: String!) {
    before: model(name: $model, at: $before) {
      id
      document(path: $path) {
        path
        text
      }
    }
    after: model(name: $model, at: $after) {
      id
      document(path: $path) {
        path
        text
      }
    }
  }
`);

/** What a version is: the commit that a branch, tag or date stands for. */
export const VersionQuery = graphql(`
  query Version($model: String!, $at: String!) {
    model(name: $model, at: $at) {
      id
      revision
      commit {
        revision
        author
        time
        title
      }
    }
  }
`);

/** What is wrong at a commit. */
export const ChecksQuery = graphql(`
  query CompareChecks($model: String!, $at: String!, $first: Int!, $after: String) {
    model(name: $model, at: $at) {
      id
      diagnostics(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          code
          severity
          message
          help
          subjectId
          subjectType
          file
          line
        }
      }
    }
  }
`);

/** How much stands next to elements. */
export const ImpactQuery = graphql(`
  query CompareImpact($model: String!, $at: String!, $filter: ElementFilter!, $language: String!) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: 100) {
        nodes {
          id
          elementId
          name(language: $language)
          layer
          kind {
            label(language: $language)
          }
          impact(depth: 1, direction: BOTH, first: 200) {
            totalCount
            nodes {
              element {
                id
                elementId
                layer
                kindId
              }
            }
          }
        }
      }
    }
  }
`);
