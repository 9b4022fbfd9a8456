import { gql } from 'urql';
import { graphql } from '@/graphql/tada';
import type { ResultOf } from '@/graphql/tada';
import type { EditInput } from '@/model/commands/command';

/** Kinds with how many elements each has: the index of catalogs. */
export const CatalogsQuery = graphql(`
  query Catalogs($model: String!, $at: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      revision
      metamodel {
        kinds {
          kindId
          label(language: $language)
          description(language: $language)
          layer
          home
          togaf {
            phases
          }
        }
      }
      completeness {
        kinds {
          kind {
            kindId
          }
          counts {
            elements
            share
          }
        }
      }
      adm {
        phases {
          phaseId
          label(language: $language)
        }
      }
    }
  }
`);

/** What elements of a kind may say. */
export const CatalogKindQuery = graphql(`
  query CatalogKind($model: String!, $at: String!, $kind: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          label(language: $language)
          description(language: $language)
          layer
          home
          children {
            kindId
            label(language: $language)
          }
          properties {
            key
            label(language: $language)
            description(language: $language)
            type
            typeText
            required
            computed
            parts
            min
            max
            to
            choices(language: $language) {
              value
              label
            }
          }
        }
      }
    }
  }
`);

/** A page of a catalog. */
export const CatalogQuery = graphql(`
  query Catalog(
    $model: String!
    $at: String!
    $filter: ElementFilter!
    $language: String!
    $first: Int!
    $after: String
  ) {
    model(name: $model, at: $at) {
      id
      revision
      elements(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          elementId
          kindId
          layer
          name(language: $language)
          names {
            language
            text
          }
          description(language: $language)
          tags
          kind {
            label(language: $language)
          }
          owners {
            business {
              text
              element {
                id
                elementId
                name(language: $language)
              }
            }
            technology {
              text
              element {
                id
                elementId
                name(language: $language)
              }
            }
          }
          lifecycle {
            state
          }
          completeness {
            share
          }
          diagnostics {
            code
          }
          properties {
            key
            type
            value
            values
            reference {
              id
              elementId
              name(language: $language)
            }
          }
        }
      }
    }
  }
`);

/** An element as a row. */
export type CatalogElement = ResultOf<typeof CatalogQuery>['model']['elements']['nodes'][number];
/** A kind as a catalog is about it. */
export type CatalogKind = NonNullable<ResultOf<typeof CatalogKindQuery>['model']['metamodel']['kind']>;

export const STATES = ['NEW', 'CHANGED', 'REJECTED', 'UNCHANGED'] as const;
export type RowState = (typeof STATES)[number];

/** A row of a table that was read, and what it would do. */
export interface ReadRow {
  line: number;
  state: RowState;
  elementId: string | null;
  cells: string[];
  changes: { attribute: string; before: unknown; after: unknown }[];
  problems: { column: number | null; code: string; message: string }[];
}

/** A table as the server read it; nothing is changed by that. */
export interface TableReading {
  columns: { heading: string; key: string | null }[];
  rows: ReadRow[];
  newCount: number;
  changedCount: number;
  unchangedCount: number;
  rejectedCount: number;
  edits: EditInput[];
}

/** Reads a table against a version of the model. */
export const ReadTable = gql<
  { model: { readTable: TableReading } },
  {
    model: string;
    at: string;
    kind: string;
    text: string | null;
    fileName: string | null;
    content: string | null;
    language: string;
    state: RowState | null;
  }
>(`
  query ReadTable(
    $model: String!, $at: String!, $kind: String!, $text: String, $fileName: String, $content: String,
    $language: String!, $state: RowState
  ) {
    model(name: $model, at: $at) {
      id
      readTable(kind: $kind, text: $text, fileName: $fileName, content: $content, language: $language) {
        columns { heading key }
        rows(first: 200, state: $state) {
          line state elementId cells
          changes { attribute before after }
          problems { column code message(language: $language) }
        }
        newCount changedCount unchangedCount rejectedCount edits
      }
    }
  }
`);
