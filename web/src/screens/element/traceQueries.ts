import { graphql } from '@/graphql/tada';

/** Requirements that an element has to do with: those of its relations. */
export const RequirementsQuery = graphql(`
  query Requirements($model: String!, $at: String!, $id: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      element(id: $id) {
        id
        elementId
        kind {
          kindId
          archimate {
            kindId
          }
        }
        neighbourhood(depth: 1, first: 200) {
          nodes {
            element {
              id
              elementId
              name(language: $language)
              kind {
                kindId
                archimate {
                  kindId
                }
              }
            }
          }
        }
      }
    }
  }
`);

/** The chain of a requirement, from needs to what runs. */
export const TraceQuery = graphql(`
  query ElementTrace($model: String!, $at: String!, $requirement: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      trace(requirement: $requirement) {
        isCut
        whereabouts {
          state
          since
        }
        nodes {
          nodeId
          step
          label(language: $language)
          state {
            sentence(language: $language)
          }
          at
          url
          count
          element {
            id
            elementId
          }
        }
      }
    }
  }
`);
