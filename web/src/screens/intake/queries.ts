import { graphql } from '@/graphql/tada';

/** What people asked for, in their words, the newest first. */
export const NeedsQuery = graphql(`
  query Needs(
    $model: String!
    $revision: String!
    $language: String!
    $filter: NeedFilter
    $first: Int!
    $after: String
  ) {
    model(name: $model, at: $revision) {
      id
      needs(filter: $filter, first: $first, after: $after) {
        next
        nodes {
          key
          text
          kind
          area
          source
          receivedAt
          priority
          urgency
          impactCount
          retainUntil
          erasedAt
          demand {
            id
            elementId
            kindId
            name(language: $language)
          }
        }
      }
    }
  }
`);

/** Needs that say the same and are in no demand yet. */
export const NeedGroupsQuery = graphql(`
  query NeedGroups($model: String!, $revision: String!, $filter: NeedFilter, $first: Int!) {
    model(name: $model, at: $revision) {
      id
      needGroups(filter: $filter, first: $first) {
        totalCount
        nodes {
          text
          count
          keys
        }
      }
    }
  }
`);

/** Demands in the order in which they are looked at. */
export const DemandOrderQuery = graphql(`
  query DemandOrder($model: String!, $revision: String!, $language: String!, $first: Int!) {
    model(name: $model, at: $revision) {
      id
      demandOrder(first: $first) {
        totalCount
        nodes {
          priority
          urgency
          needCount
          wantedBy
          recorded
          demand {
            id
            elementId
            kindId
            name(language: $language)
            decision: property(key: "decision")
          }
        }
      }
    }
  }
`);

export const RecordNeed = graphql(`
  mutation RecordNeed($model: String!, $records: [NeedInput!]!) {
    recordNeed(model: $model, records: $records) {
      key
      isDuplicate
    }
  }
`);

export const PromoteNeeds = graphql(`
  mutation PromoteNeeds($model: String!, $needs: [String!]!, $into: String, $new: PromotionInput) {
    promoteNeeds(model: $model, needs: $needs, into: $into, new: $new) {
      elementId
      grouped
      commit {
        __typename
        ... on CommitRefused {
          reason
          diagnostics {
            code
            message
          }
        }
        ... on CommitStale {
          reason
        }
      }
    }
  }
`);

export const EraseCustomer = graphql(`
  mutation EraseCustomer($model: String!, $customerRef: String!) {
    eraseCustomer(model: $model, customerRef: $customerRef)
  }
`);

export const EraseExpired = graphql(`
  mutation EraseExpired($model: String!) {
    eraseExpired(model: $model)
  }
`);
