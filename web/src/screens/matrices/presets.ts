/** What cells say: kinds of relation, or letters that stand for what somebody does. */
export const SHOWS = ['relations', 'raci', 'crud'] as const;
export type Shows = (typeof SHOWS)[number];

/** A matrix that is often asked for. */
export interface Preset {
  id: string;
  rows: string[];
  columns: string[];
  shows?: Shows;
  /** Kinds of relation that count; left out, all. */
  relations?: string[];
}

/** The usual ones, with words in `matrix.preset.*`. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'capabilities',
    rows: ['application-component'],
    columns: ['capability'],
    relations: ['realization', 'serving', 'association'],
  },
  { id: 'raci', rows: ['business-process'], columns: ['business-role'], shows: 'raci' },
  {
    id: 'crud',
    rows: ['business-process', 'application-process'],
    columns: ['business-object', 'data-object'],
    shows: 'crud',
  },
  { id: 'data', rows: ['data-object'], columns: ['application-component'], shows: 'crud' },
  {
    id: 'requirements',
    rows: ['requirement'],
    columns: ['application-component', 'application-service'],
    relations: ['realization', 'association'],
  },
  { id: 'goals', rows: ['goal'], columns: ['measure', 'indicator'] },
  {
    id: 'processes',
    rows: ['application-component', 'application-service'],
    columns: ['business-process'],
    relations: ['serving', 'realization', 'association'],
  },
  {
    id: 'interaction',
    rows: ['application-component'],
    columns: ['application-component'],
    relations: ['flow', 'serving', 'triggering'],
  },
];

/** What the address of a matrix may say. */
export interface MatrixSearch {
  /** Kinds, with commas between. */
  rows?: string;
  columns?: string;
  shows?: Shows;
  relations?: string;
  /** Parts of names. */
  rowText?: string;
  columnText?: string;
  /** Rows and columns without a relation are shown too. */
  empty?: true;
  as?: 'list';
}

/** Reads the address; what means nothing is left out. */
export function matrixSearch(search: Record<string, unknown>): MatrixSearch {
  const text = (key: 'rows' | 'columns' | 'relations' | 'rowText' | 'columnText') => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  const shows = SHOWS.find((one) => one === search['shows']);
  return {
    ...text('rows'),
    ...text('columns'),
    ...text('relations'),
    ...text('rowText'),
    ...text('columnText'),
    ...(shows && shows !== 'relations' ? { shows } : {}),
    ...(search['empty'] === true ? { empty: true as const } : {}),
  };
}

/** The address of a preset. */
export function searchOf({ rows, columns, shows, relations }: Preset): MatrixSearch {
  return {
    rows: rows.join(),
    columns: columns.join(),
    ...(shows ? { shows } : {}),
    ...(relations ? { relations: relations.join() } : {}),
  };
}

/** The other way round. */
export function transposed(search: MatrixSearch): MatrixSearch {
  const { rows, columns, rowText, columnText, ...others } = search;
  return {
    ...others,
    ...(columns ? { rows: columns } : {}),
    ...(rows ? { columns: rows } : {}),
    ...(columnText ? { rowText: columnText } : {}),
    ...(rowText ? { columnText: rowText } : {}),
  };
}
