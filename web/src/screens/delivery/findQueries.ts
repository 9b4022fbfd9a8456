import { graphql } from '@/graphql/tada';

/** Elements that a text may mean. */
export const FindQuery = graphql(`
  query FindPlace($model: String!, $revision: String!, $language: String!, $text: String!) {
    model(name: $model, at: $revision) {
      id
      search(text: $text, first: 30) {
        nodes {
          id
          elementId
          kindId
          name(language: $language)
        }
      }
      jira: elementByExternal(system: "jira", id: $text) {
        id
        elementId
        kindId
        name(language: $language)
      }
      github: elementByExternal(system: "github", id: $text) {
        id
        elementId
        kindId
        name(language: $language)
      }
      gitlab: elementByExternal(system: "gitlab", id: $text) {
        id
        elementId
        kindId
        name(language: $language)
      }
    }
  }
`);

/** Requirements, a page at a time, to look through their records. */
export const RequirementIdsQuery = graphql(`
  query RequirementIds($model: String!, $revision: String!, $moment: String, $first: Int!, $after: String) {
    model(name: $model, at: $revision) {
      id
      board(at: $moment, sort: SINCE, first: $first, after: $after) {
        rows {
          totalCount
          pageInfo {
            endCursor
            hasNextPage
          }
          nodes {
            elementId
          }
        }
      }
    }
  }
`);

/** Where several requirements are, with the records that say so. */
export const WhereAreQuery = graphql(`
  query WhereAre(
    $model: String!
    $revision: String!
    $moment: String
    $language: String!
    $requirements: [String!]!
  ) {
    model(name: $model, at: $revision) {
      id
      whereAre(requirements: $requirements, at: $moment) {
        state
        since
        requirement {
          id
          elementId
          kindId
          name(language: $language)
        }
        standings {
          state
          since
          version
          commit
          deployment
          environment {
            id
            elementId
            name(language: $language)
          }
        }
        links {
          kind
          key
          title
        }
      }
    }
  }
`);
