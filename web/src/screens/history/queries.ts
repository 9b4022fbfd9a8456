import { type ResultOf, graphql } from '@/graphql/tada';

/** Commits that led to a revision, the newest first. */
export const HistoryQuery = graphql(`
  query History($model: String!, $at: String!, $first: Int!, $after: String) {
    model(name: $model, at: $at) {
      id
      history(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          revision
          parents
          author
          time
          title
          message
        }
      }
    }
  }
`);

/** Commits that branches have, all of them if none is named: children before their parents, the newest first. */
export const GraphQuery = graphql(`
  query Graph($model: String!, $at: String!, $branches: [String!], $first: Int!, $after: String) {
    model(name: $model, at: $at) {
      id
      history: graph(branches: $branches, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          revision
          parents
          author
          time
          title
          message
        }
      }
    }
  }
`);

/** A commit. */
export type CommitData = ResultOf<typeof HistoryQuery>['model']['history']['nodes'][number];

/** Elements that messages mention. */
export const MentionsQuery = graphql(`
  query Mentions($model: String!, $at: String!, $filter: ElementFilter!, $language: String!) {
    model(name: $model, at: $at) {
      id
      elements(filter: $filter, first: 200) {
        nodes {
          id
          elementId
          name(language: $language)
        }
      }
    }
  }
`);

/** A commit by itself. */
export const CommitQuery = graphql(`
  query Commit($model: String!, $at: String!) {
    model(name: $model, at: $at) {
      id
      revision
      commit {
        revision
        parents
        author
        time
        title
        message
      }
    }
  }
`);
