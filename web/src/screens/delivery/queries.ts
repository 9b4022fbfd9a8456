import { graphql } from '@/graphql/tada';

/** What is in an environment or a release. */
export const Contents = graphql(`
  fragment Contents on PlaceContents {
    at
    versions {
      package
      version
      since
      deployment
      share
      artifact {
        id
        elementId
        kindId
        name(language: $language)
      }
      target {
        id
        elementId
        name(language: $language)
      }
    }
    unknown {
      package
      version
      since
      deployment
      unknownCode
    }
    requirements {
      elementId
      package
      version
      requirement {
        id
        elementId
        kindId
        name(language: $language)
        en: name(language: "en")
        zh: name(language: "zh")
      }
    }
    missing {
      id
      elementId
      kindId
      name(language: $language)
    }
  }
`);

/** What came and went between two of these. */
export const Difference = graphql(`
  fragment Difference on PlaceDifference {
    added {
      elementId
      package
      version
      requirement {
        id
        elementId
        kindId
        name(language: $language)
        en: name(language: "en")
        zh: name(language: "zh")
      }
    }
    removed {
      elementId
      package
      version
      requirement {
        id
        elementId
        kindId
        name(language: $language)
        en: name(language: "en")
        zh: name(language: "zh")
      }
    }
    suspect {
      id
      elementId
      kindId
      name(language: $language)
    }
    versions {
      package
      before
      after
      artifact {
        id
        elementId
        kindId
        name(language: $language)
      }
    }
  }
`);

/** Environments and releases of the model. */
export const PlacesQuery = graphql(`
  query Places($model: String!, $revision: String!, $language: String!) {
    model(name: $model, at: $revision) {
      id
      environments: elements(filter: { kinds: ["environment"] }, first: 50) {
        nodes {
          id
          elementId
          name(language: $language)
          stage: property(key: "stage")
        }
      }
      releases: elements(filter: { kinds: ["release"] }, first: 200) {
        nodes {
          id
          elementId
          name(language: $language)
          version: property(key: "version")
          plannedOn: property(key: "planned_on")
        }
      }
    }
  }
`);

/** What is in a place, with its element. */
export const ContentsQuery = graphql(
  `
    query WhatIsIn(
      $model: String!
      $revision: String!
      $moment: String
      $language: String!
      $place: PlaceInput!
    ) {
      model(name: $model, at: $revision) {
        id
        whatIsIn(place: $place, at: $moment) {
          element {
            id
            elementId
            name(language: $language)
            en: name(language: "en")
            zh: name(language: "zh")
            description(language: $language)
            stage: property(key: "stage")
            version: property(key: "version")
            plannedOn: property(key: "planned_on")
            scope: property(key: "scope_note")
          }
          ...Contents
        }
      }
    }
  `,
  [Contents],
);

/** What changed from one place or moment to another. */
export const ChangedQuery = graphql(
  `
    query WhatChanged(
      $model: String!
      $revision: String!
      $language: String!
      $before: PlaceAtInput!
      $after: PlaceAtInput!
    ) {
      model(name: $model, at: $revision) {
        id
        whatChanged(before: $before, after: $after) {
          ...Difference
        }
      }
    }
  `,
  [Difference],
);

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
