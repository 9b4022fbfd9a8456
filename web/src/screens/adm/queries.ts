import type { ResultOf } from '@/graphql/tada';
import { graphql } from '@/graphql/tada';

/** Phases of the ADM with what each is expected to deliver. */
export const AdmQuery = graphql(`
  query AdmPhases($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      adm {
        openRequirements
        phases {
          phaseId
          label(language: $language)
          sequence
          artifacts {
            artifactId
            kind
            name(language: $language)
            state
            elements
            kinds
            relations
            views {
              id
              viewId
              name(language: $language)
            }
          }
        }
      }
      metamodel {
        kinds {
          kindId
          label(language: $language)
        }
        viewpoints {
          viewpointId
        }
      }
    }
  }
`);

/** A phase. */
export type Phase = ResultOf<typeof AdmQuery>['model']['adm']['phases'][number];
/** A catalog, matrix or diagram that a phase is expected to deliver. */
export type Artifact = Phase['artifacts'][number];
