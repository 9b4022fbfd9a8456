import type { Axis } from './grid';

/** Keys of the columns, left to right. */
export const COLUMN_KEYS = 'qwerty';

/** What was chosen so far for the element at hand. */
export interface Choice {
  row: string | null;
  column: string | null;
}

/** The choice after a key; null if the key means nothing here. */
export function chosen(
  choice: Choice,
  key: string,
  rows: readonly Axis[],
  columns: readonly Axis[],
): Choice | null {
  const row = /^[1-6]$/.test(key) ? rows[Number(key) - 1] : undefined;
  if (row) return { ...choice, row: row.axisId };
  const column = key.length === 1 ? columns[COLUMN_KEYS.indexOf(key.toLowerCase())] : undefined;
  return column ? { ...choice, column: column.axisId } : null;
}

/** The cell, once both are chosen. */
export function cellChosen({ row, column }: Choice): string | null {
  return row && column ? `${row}.${column}` : null;
}

/** The choice that a kind's usual cell stands for. */
export function suggested(cell: string | null | undefined): Choice {
  const [row = null, column = null] = cell?.split('.') ?? [];
  return { row, column };
}
