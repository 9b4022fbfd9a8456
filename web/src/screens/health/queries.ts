import { graphql } from '@/graphql/tada';

/** How many findings there are by rule, kind, owner or severity. */
export const CountsQuery = graphql(`
  query DiagnosticCounts($model: String!, $at: String!, $by: DiagnosticGroup!, $language: String!) {
    model(name: $model, at: $at) {
      id
      diagnosticCounts(by: $by) {
        key
        label(language: $language)
        errors
        warnings
        infos
        total
      }
    }
  }
`);

/** A page of findings, by number. */
export const FindingsQuery = graphql(`
  query Findings(
    $model: String!
    $at: String!
    $severity: Severity
    $code: String
    $kind: String
    $owner: String
    $first: Int!
    $skip: Int!
    $language: String!
  ) {
    model(name: $model, at: $at) {
      id
      diagnostics(severity: $severity, code: $code, kind: $kind, owner: $owner, first: $first, skip: $skip) {
        totalCount
        nodes {
          code
          severity
          title(language: $language)
          message(language: $language)
          help
          file
          line
          subjectId
          subjectType
          fixes {
            title(language: $language)
            edits
          }
        }
      }
    }
  }
`);

/** Findings at moments of the past. */
export const TrendQuery = graphql(`
  query HealthTrend($model: String!, $at: String!) {
    model(name: $model, at: $at) {
      id
      healthTrend(moments: 12) {
        at
        revision
        errors
        warnings
        infos
        elements
      }
    }
  }
`);

/** What elements have of what their kinds ask for. */
export const CompletenessQuery = graphql(`
  query HealthCompleteness($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      completeness {
        total {
          elements
          complete
          required
          present
        }
        kinds {
          kind {
            kindId
            label(language: $language)
            layer
          }
          counts {
            elements
            complete
            required
            present
          }
        }
        elements(first: 50) {
          totalCount
          nodes {
            id
            elementId
            name(language: $language)
            layer
            kindId
            kind {
              label(language: $language)
            }
            completeness {
              share
              missing {
                kind
                key
                label(language: $language)
              }
            }
          }
        }
      }
    }
  }
`);
