import { graphql } from '@/graphql/tada';

/** Deployments as they were reported. */
export const DeploymentsQuery = graphql(`
  query Deployments($model: String!, $revision: String!, $first: Int!, $after: String) {
    model(name: $model, at: $revision) {
      id
      deployments(first: $first, after: $after) {
        next
        nodes {
          key
          environment
          target
          service
          purl
          at
          result
          kind
          share
          deployedBy
          team
          modelRevision
          url
        }
      }
    }
  }
`);

/** Incidents as they were reported. */
export const IncidentsQuery = graphql(`
  query Incidents(
    $model: String!
    $revision: String!
    $filter: IncidentFilter
    $first: Int!
    $after: String
  ) {
    model(name: $model, at: $revision) {
      id
      incidents(filter: $filter, first: $first, after: $after) {
        next
        nodes {
          key
          title
          severity
          detectedAt
          resolvedAt
          cause
          environment
          service
          deployment
          customersAffected
          url
        }
      }
    }
  }
`);
