import { graphql } from '@/graphql/tada';

/** The text of an element's file. */
export const SourceQuery = graphql(`
  query Source($model: String!, $at: String!, $id: String!) {
    model(name: $model, at: $at) {
      id
      revision
      element(id: $id) {
        id
        source {
          path
          text
          line
        }
      }
    }
  }
`);

/** What it takes to make a file read a text. */
export const ReadingQuery = graphql(`
  query Reading($model: String!, $at: String!, $path: String!, $text: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      readDocument(path: $path, text: $text) {
        edits
        isValid
        diagnostics {
          code
          severity
          message(language: $language)
          help
          file
          line
        }
      }
    }
  }
`);
