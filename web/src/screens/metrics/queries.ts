import { graphql } from '@/graphql/tada';

const FigureFields = graphql(`
  fragment FigureFields on Figure @_unmask {
    figureId
    value
    unit
    sample
    denominator
    numerator
    label(language: $language)
    meaning(language: $language)
    source
    doraStep
  }
`);

/** How we deliver, in a window and in the one before it. */
export const MetricsQuery = graphql(
  `
    query Metrics(
      $model: String!
      $revision: String!
      $language: String!
      $from: String!
      $until: String!
      $before: String!
      $by: MetricsBy
    ) {
      model(name: $model, at: $revision) {
        id
        metrics(from: $from, until: $until, by: $by) {
          from
          until
          figures {
            ...FigureFields
          }
          business {
            ...FigureFields
          }
          parts {
            subject
            element {
              id
              elementId
              kindId
              name(language: $language)
            }
            figures {
              figureId
              value
              unit
              sample
              label(language: $language)
            }
          }
        }
        past: metrics(from: $before, until: $from) {
          figures {
            figureId
            value
          }
          business {
            figureId
            value
          }
        }
        deployments(first: 1) {
          nodes {
            at
          }
        }
      }
    }
  `,
  [FigureFields],
);

/** What it brought: indicators with their targets and last values. */
export const IndicatorsQuery = graphql(`
  query Indicators(
    $model: String!
    $revision: String!
    $language: String!
    $from: String!
    $until: String!
    $first: Int!
  ) {
    model(name: $model, at: $revision) {
      id
      indicators(from: $from, until: $until, first: $first) {
        totalCount
        nodes {
          class
          direction
          baseline
          target
          minSample
          state
          needsMoreData
          progress
          last {
            at
            value
            sample
          }
          indicator {
            id
            elementId
            name(language: $language)
            unit: property(key: "unit")
            formula: property(key: "formula")
            dataSource: property(key: "data_source")
            targetDate: property(key: "target_date")
          }
          measures {
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

/** Values of one indicator, and the deployments of the same time. */
export const SeriesQuery = graphql(`
  query IndicatorSeries(
    $model: String!
    $revision: String!
    $from: String!
    $until: String!
    $indicator: String!
  ) {
    model(name: $model, at: $revision) {
      id
      indicators(ids: [$indicator], from: $from, until: $until, first: 1) {
        nodes {
          series {
            at
            value
            sample
          }
        }
      }
      deployments(first: 500) {
        nodes {
          key
          environment
          purl
          at
          kind
          result
        }
      }
      environments: elements(filter: { kinds: ["environment"] }, first: 50) {
        nodes {
          id
          elementId
          names {
            text
          }
          stage: property(key: "stage")
        }
      }
    }
  }
`);

/** Pairs of indicators of which the model expects that one moves the other. */
export const PairsQuery = graphql(`
  query IndicatorPairs(
    $model: String!
    $revision: String!
    $language: String!
    $from: String!
    $until: String!
  ) {
    model(name: $model, at: $revision) {
      id
      indicatorPairs(from: $from, until: $until) {
        from {
          id
          elementId
          kindId
          name(language: $language)
        }
        to {
          id
          elementId
          kindId
          name(language: $language)
        }
        found {
          lagDays
          sign
          correlation
          withoutTrend
          sample
          verdict
        }
      }
    }
  }
`);

/** Whether business and technology carry each other, how that came, and what people think of themselves. */
export const CoverageQuery = graphql(
  `
    query Coverage($model: String!, $revision: String!, $moment: String, $language: String!) {
      model(name: $model, at: $revision) {
        id
        coverage(at: $moment) {
          numbers {
            figure {
              ...FigureFields
            }
            missing
          }
        }
        assessments(first: 40) {
          key
          dimension
          stage
          at
          by
          note
        }
      }
    }
  `,
  [FigureFields],
);

/** How coverage came to be what it is: many models are read for it, so the numbers of today do not wait. */
export const CoverageTrendQuery = graphql(`
  query CoverageTrend($model: String!, $revision: String!, $moment: String, $from: String!) {
    model(name: $model, at: $revision) {
      id
      coverageChange(since: $from, at: $moment) {
        differences {
          figureId
          before
          after
          gained
          lost
        }
      }
      coverageTrend(from: $from, moments: 8) {
        at
        numbers {
          figure {
            figureId
            value
          }
        }
      }
    }
  }
`);
