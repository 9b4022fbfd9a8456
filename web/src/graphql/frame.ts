import { graphql } from './tada';

/** What the frame says about a model at a branch, tag, commit or date. */
export const FrameQuery = graphql(`
  query Frame($model: String!, $at: String, $language: String!) {
    me {
      name
      email
      role
    }
    model(name: $model, at: $at) {
      id
      name
      title(language: $language)
      description(language: $language)
      languages
      revision
      commit {
        time
        author
        title
      }
      stats {
        elements
        relationships
        views
      }
      branches {
        name
        revision
        isDefault
        isProtected
      }
      tags {
        name
        revision
      }
    }
  }
`);

/** Says when a branch moves. */
export const RevisionAdded = graphql(`
  subscription RevisionAdded($model: String!) {
    revisionAdded(model: $model) {
      branch
      revision
      by
      isNew
    }
  }
`);

/** The models of the server. */
export const ModelsQuery = graphql(`
  query Models($language: String!) {
    models {
      id
      name
      title(language: $language)
      description(language: $language)
      stats {
        elements
        relationships
        views
      }
    }
  }
`);

/** Elements by their ids. */
export const ByIdsQuery = graphql(`
  query ByIds($model: String!, $at: String!, $ids: [String!]!, $language: String!) {
    model(name: $model, at: $at) {
      id
      elements(filter: { ids: $ids }, first: 100) {
        nodes {
          id
          elementId
          name(language: $language)
          kindId
          layer
          kind {
            label(language: $language)
          }
        }
      }
    }
  }
`);

/** Names of the first views. */
export const ViewNamesQuery = graphql(`
  query FrameViews($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      views(first: 500) {
        nodes {
          id
          viewId
          name(language: $language)
        }
      }
    }
  }
`);

/** Elements whose names hold a text. */
export const SearchQuery = graphql(`
  query Search($model: String!, $at: String!, $text: String!, $language: String!, $first: Int!) {
    model(name: $model, at: $at) {
      id
      search(text: $text, first: $first) {
        totalCount
        nodes {
          id
          elementId
          name(language: $language)
          kindId
          layer
          kind {
            label(language: $language)
          }
        }
      }
    }
  }
`);
