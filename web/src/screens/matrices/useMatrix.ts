import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdited } from '@/app/useEdit';
import { type Head, documentsOf, headsOf, marksOf, withMarks } from './cells';
import { type Choice, choicesOf } from './choices';
import type { MatrixSearch } from './presets';
import { LegalQuery, MatrixQuery, MatrixSizeQuery, MatrixWordsQuery } from './queries';

/** Rows and columns beyond which a person is asked to say less. */
export const MOST = 50;
/** Kinds of which the metamodel tells all relations at once. */
const MOST_KINDS = 60;

/** Kinds that an address lists. */
export function kindsIn(text: string | undefined): string[] {
  return (text ?? '').split(',').filter(Boolean);
}

function side(kinds: string[], text: string | undefined) {
  return { kinds, ...(text ? { select: { text } } : {}) };
}

/** The matrix of an address at the version that is shown, with the edits that are not in it yet. */
export function useMatrix(search: MatrixSearch) {
  const { i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const { language } = i18n;
  const shows = search.shows ?? 'relations';
  const rowKinds = kindsIn(search.rows);
  const columnKinds = kindsIn(search.columns);
  const wanted = kindsIn(search.relations);
  const [{ data: words }] = useQuery({ query: MatrixWordsQuery, variables: { model, at, language } });

  const known = words?.model.metamodel.kinds.map(({ kindId }) => kindId) ?? [];
  const unknown = [...rowKinds, ...columnKinds].filter((kind) => !known.includes(kind));
  const isReady =
    words !== undefined && unknown.length === 0 && rowKinds.length > 0 && columnKinds.length > 0;
  const filter = (kinds: string[], text: string | undefined) => ({ kinds, ...(text ? { text } : {}) });
  const [{ data: size, error: sizeError }] = useQuery({
    query: MatrixSizeQuery,
    variables: {
      model,
      at,
      rows: filter(rowKinds, search.rowText),
      columns: filter(columnKinds, search.columnText),
    },
    pause: !isReady,
  });
  const height = size?.model.rows.totalCount ?? 0;
  const width = size?.model.columns.totalCount ?? 0;
  const isTooLarge = height > MOST || width > MOST;
  const show = {
    matrix: {
      rows: side(rowKinds, search.rowText),
      columns: side(columnKinds, search.columnText),
      relations: wanted,
      shows: 'kind',
      hide_empty: false,
      keep_rows: true,
    },
  };
  const variables = { model, at, show, language };
  const [{ data, error, fetching }] = useQuery({
    query: MatrixQuery,
    variables,
    pause: !size || isTooLarge || height === 0 || width === 0,
  });
  const table = isTooLarge ? undefined : (data?.model.adHocView.table ?? undefined);
  const rows = useMemo(() => headsOf(table?.rows.map(({ head }) => head) ?? []), [table]);
  const columns = useMemo(() => headsOf(table?.columns ?? []), [table]);
  const documents = useMemo(() => (table ? documentsOf(table) : {}), [table]);
  const edited = useEdited(documents, data?.model.revision ?? at);
  const kinds = [...new Set([...rows, ...columns].map(({ kind }) => kind))].sort().slice(0, MOST_KINDS);
  const [{ data: legal }] = useQuery({
    query: LegalQuery,
    variables: { model, at, kinds },
    pause: kinds.length === 0,
  });
  const ends = legal?.model.metamodel.legalEnds;
  const all = marksOf(edited, rows, columns, shows);
  // Relations of other kinds are not what the matrix is about.
  const marks = new Map(
    [...all].flatMap(([key, some]) => {
      const counted = some.filter(
        ({ kind, letters }) =>
          (shows === 'relations' || letters !== '') &&
          (wanted.length === 0 || wanted.includes(kind) || kind in edited),
      );
      return counted.length > 0 ? [[key, counted] as const] : [];
    }),
  );
  const kept = withMarks(rows, columns, marks, search.empty ?? false);
  return {
    shows,
    words,
    unknown,
    rows: kept.rows,
    columns: kept.columns,
    hidden: rows.length - kept.rows.length + (columns.length - kept.columns.length),
    marks,
    height,
    width,
    isTooLarge,
    isLoading: isReady && !table && !isTooLarge && (fetching || !size),
    isEmpty: size !== undefined && (height === 0 || width === 0),
    /** Relations that may be in a cell; none known yet is none. */
    choices: (row: Head, column: Head): Choice[] => (ends ? choicesOf(ends, row, column, wanted) : []),
    allChoices: (row: Head, column: Head): Choice[] => (ends ? choicesOf(ends, row, column, []) : []),
    isLegalKnown: ends !== undefined,
    error: error ?? sizeError,
    query: MatrixQuery,
    variables,
  };
}

/** A matrix as a screen has it. */
export type Matrix = ReturnType<typeof useMatrix>;
