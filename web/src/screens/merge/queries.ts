import { graphql } from '@/graphql/tada';

const ConflictParts = graphql(`
  fragment ConflictParts on Conflict @_unmask {
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
      elementId
      kindId
      name(language: $language)
    }
    oursBy {
      author
      time
      title
    }
    theirsBy {
      author
      time
      title
    }
  }
`);

const SessionParts = graphql(
  `
    fragment SessionParts on MergeSession @_unmask {
      id
      model
      into
      from
      version
      state
      base
      ours
      theirs
      createdBy
      created
      updated
      canFinish
      conflicts {
        ...ConflictParts
      }
      resolved {
        choice
        value
        conflict {
          ...ConflictParts
        }
      }
      integrity {
        code
        severity
        message
        help
      }
    }
  `,
  [ConflictParts],
);

/** A merge that waits. */
export const SessionQuery = graphql(
  `
    query MergeSession($id: ID!, $language: String!) {
      merge(id: $id) {
        ...SessionParts
      }
    }
  `,
  [SessionParts],
);

/** Merges that wait. */
export const OpenMergesQuery = graphql(`
  query OpenMerges($model: String!) {
    openMerges(model: $model) {
      id
      into
      from
      createdBy
      updated
      canFinish
      conflicts {
        id
      }
    }
  }
`);

/** Decides some conflicts. */
export const Resolve = graphql(
  `
    mutation ResolveConflicts(
      $merge: ID!
      $version: Int!
      $resolutions: [ResolutionInput!]!
      $language: String!
    ) {
      resolveConflicts(merge: $merge, version: $version, resolutions: $resolutions) {
        ...SessionParts
      }
    }
  `,
  [SessionParts],
);

/** Commits a merge in which nothing is left to decide. */
export const Finish = graphql(`
  mutation FinishMerge($merge: ID!, $message: String) {
    finishMerge(merge: $merge, message: $message) {
      __typename
      ... on Merged {
        revision
      }
      ... on UpToDate {
        revision
      }
      ... on MergeOpen {
        conflicts {
          id
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

/** Gives a merge up. */
export const Abandon = graphql(`
  mutation AbandonMerge($merge: ID!) {
    abandonMerge(merge: $merge) {
      id
      state
    }
  }
`);
