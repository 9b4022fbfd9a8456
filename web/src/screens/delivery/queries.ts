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
