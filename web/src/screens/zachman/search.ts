import { COLORS, type ColorBy } from './grid';

/** What the address of the grid may say. */
export interface ZachmanSearch {
  /** From 1 to 6. */
  row?: number;
  col?: string;
  color?: ColorBy;
  mode?: 'align';
  classify?: true;
}

/** Reads the address; what means nothing is left out. */
export function zachmanSearch(search: Record<string, unknown>): ZachmanSearch {
  const row = Number(search['row']);
  const col = search['col'];
  const color = COLORS.find((one) => one === search['color']);
  return {
    ...(Number.isInteger(row) && row >= 1 && row <= 6 ? { row } : {}),
    ...(typeof col === 'string' && /^[a-z]+$/.test(col) ? { col } : {}),
    ...(color ? { color } : {}),
    ...(search['mode'] === 'align' ? { mode: 'align' as const } : {}),
    ...(search['classify'] === true ? { classify: true as const } : {}),
  };
}
