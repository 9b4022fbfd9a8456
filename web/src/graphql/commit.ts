import { graphql } from './tada';

/** Sends edits, or a commit's undo, as one commit. */
export const CommitChanges = graphql(`
  mutation CommitChanges(
    $model: String!
    $branch: String!
    $base: String!
    $message: String!
    $edits: [EditInput!]!
    $undo: JSON
    $resolutions: [ResolutionInput!]
  ) {
    commitChanges(
      model: $model
      branch: $branch
      base: $base
      message: $message
      edits: $edits
      undo: $undo
      resolutions: $resolutions
    ) {
      __typename
      ... on CommitSucceeded {
        revision
        isMerged
        undo
      }
      ... on CommitConflicted {
        head
        conflicts {
          id
          item
          attribute
          kind
          base
          ours
          theirs
          seen
          inside {
            item
            base
            now
          }
          element {
            id
            kindId
            name
          }
          oursBy {
            author
            time
          }
        }
      }
      ... on CommitRefused {
        reason
        edit
        diagnostics {
          code
          message
          help
        }
      }
      ... on CommitStale {
        reason
        head
      }
    }
  }
`);

/** Makes a draft branch. */
export const CreateBranch = graphql(`
  mutation CreateBranch($model: String!, $name: String!, $at: String!) {
    createBranch(model: $model, name: $name, at: $at) {
      name
      revision
    }
  }
`);
