import { graphql } from '@/graphql/tada';

/** Merges a branch into another, or says what would come of it. */
export const MergeBranch = graphql(`
  mutation MergeBranch($model: String!, $into: String!, $from: String!, $message: String, $dryRun: Boolean!) {
    mergeBranch(model: $model, into: $into, from: $from, message: $message, dryRun: $dryRun) {
      __typename
      ... on Merged {
        revision
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
          editCount
        }
        diagnostics {
          code
          severity
          message
          help
        }
      }
      ... on UpToDate {
        revision
      }
      ... on MergeOpen {
        conflicts {
          id
        }
        integrity {
          code
          severity
          message
          help
        }
      }
      ... on MergeRefused {
        reason
        diagnostics {
          code
          severity
          message
          help
        }
      }
    }
  }
`);

/** Begins a merge that can wait. */
export const StartMerge = graphql(`
  mutation StartMerge($model: String!, $into: String!, $from: String!) {
    startMerge(model: $model, into: $into, from: $from) {
      id
    }
  }
`);

/** Takes back on a branch what a commit did. */
export const RevertCommit = graphql(`
  mutation RevertCommit($model: String!, $branch: String!, $commit: String!, $message: String) {
    revertCommit(model: $model, branch: $branch, commit: $commit, message: $message) {
      __typename
      ... on Merged {
        revision
      }
      ... on MergeOpen {
        conflicts {
          id
          item
          attribute
          element {
            id
            name
          }
        }
        integrity {
          message
        }
      }
      ... on MergeRefused {
        reason
        diagnostics {
          message
        }
      }
    }
  }
`);

/** Brings a deleted element back. */
export const RestoreElement = graphql(`
  mutation RestoreElement($model: String!, $branch: String!, $element: String!, $from: String) {
    restoreElement(model: $model, branch: $branch, element: $element, from: $from) {
      __typename
      ... on CommitSucceeded {
        revision
        lost
      }
      ... on CommitConflicted {
        head
      }
      ... on CommitRefused {
        reason
        diagnostics {
          message
        }
      }
      ... on CommitStale {
        reason
      }
    }
  }
`);
