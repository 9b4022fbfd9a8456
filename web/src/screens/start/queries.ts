import { graphql } from '@/graphql/tada';

/** Whether models can be made here. */
export const CanCreateQuery = graphql(`
  query CanCreate {
    canCreateModels
  }
`);

/** Makes a model and serves it. */
export const CreateModel = graphql(`
  mutation CreateModel($name: String!, $title: String!, $languages: [String!]!, $template: ModelTemplate!) {
    createModel(name: $name, title: $title, languages: $languages, template: $template) {
      id
      name
    }
  }
`);

/** Brings a file of another tool onto a branch, or says what that would do. */
export const ImportFile = graphql(`
  mutation ImportFile(
    $model: String!
    $branch: String!
    $base: String!
    $fileName: String!
    $content: String!
    $mode: ImportMode!
    $dryRun: Boolean!
    $language: String!
  ) {
    importFile(
      model: $model
      branch: $branch
      base: $base
      fileName: $fileName
      content: $content
      mode: $mode
      dryRun: $dryRun
    ) {
      __typename
      ... on ImportSucceeded {
        revision
        report {
          format
          stats {
            elements
            relationships
            views
          }
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
          }
          diagnosticCounts {
            key
            label(language: $language)
            errors
            total
          }
          diagnostics(first: 50) {
            totalCount
            nodes {
              code
              severity
              message(language: $language)
              line
            }
          }
        }
      }
      ... on ImportRefused {
        reason
        line
        column
      }
      ... on CommitStale {
        reason
      }
    }
  }
`);
