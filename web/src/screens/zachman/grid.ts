import type { ResultOf } from '@/graphql/tada';
import type { Command } from '@/model/commands/command';
import type { CellCompleteness, GridQuery } from './queries';

type Data = ResultOf<typeof GridQuery>['model'];
/** A kind and where its elements stand. */
export type GridKind = Data['metamodel']['kinds'][number];
/** A row or a column. */
export type Axis = Data['metamodel']['zachmanRows'][number];

/** What the colour of a cell says. */
export const COLORS = ['count', 'complete', 'problems', 'confirmed'] as const;
export type ColorBy = (typeof COLORS)[number];

/** A cell as the grid shows it. */
export interface Cell {
  id: string;
  row: string;
  column: string;
  name: string;
  classic: string;
  count: number;
  confirmed: number;
  /** From 0 to 1; null where it is not known yet, or nothing is required. */
  share: number | null;
  problems: number;
}

/** The cell in which an element of a kind stands if nothing else is said. */
function cellOf(command: Command, kinds: readonly GridKind[]): string | null {
  if (command.kind !== 'create-element') return null;
  const said = command.fields['zachman'];
  if (typeof said === 'string') return said;
  return kinds.find(({ kindId }) => kindId === command.fields['kind'])?.cell ?? null;
}

/** The 36 cells, with elements that were made here and are not in the answer yet. */
export function cellsOf(
  data: Data,
  completeness: Readonly<Record<string, CellCompleteness>> | undefined,
  problems: ReadonlyMap<string, number>,
  pending: readonly Command[],
): Cell[] {
  const made = pending.map((command) => cellOf(command, data.metamodel.kinds));
  return data.zachman.cells.map(({ cellId, row, column, name, classic, confirmed, byDefault }) => {
    const total = completeness?.[cellId.replace('.', '_')]?.total;
    return {
      id: cellId,
      row,
      column,
      name,
      classic,
      confirmed,
      count: confirmed + byDefault + made.filter((cell) => cell === cellId).length,
      share: total && total.required > 0 ? total.share : null,
      problems: problems.get(cellId) ?? 0,
    };
  });
}

/** How strong the colour of a cell is, from 0 to 4; 0 is none. */
export function strength(cell: Cell, by: ColorBy, most: number): number {
  if (cell.count === 0) return 0;
  switch (by) {
    case 'count':
      return Math.max(1, Math.ceil((4 * cell.count) / Math.max(1, most)));
    case 'complete':
      return cell.share === null ? 0 : Math.max(1, Math.round(4 * cell.share));
    case 'confirmed':
      return Math.ceil((4 * cell.confirmed) / cell.count);
    case 'problems':
      return Math.min(4, cell.problems);
  }
}

/** Four dots, filled as far as a share says; all four only where nothing is missing. */
export function dots(share: number): string {
  const full = Math.floor(share * 4);
  return '●'.repeat(full) + '○'.repeat(4 - full);
}

/** Which kinds belong into a cell, and how they come there. */
export interface Belonging {
  /** Their elements stand here if nothing else is said. */
  usual: GridKind[];
  /** Their elements stand here if properties have certain values. */
  conditional: GridKind[];
  /** Not made by hand: they come with events. */
  reported: GridKind[];
  /** Of the same column: they stand here if somebody says so. */
  others: GridKind[];
}

/** What the metamodel says about a cell. */
export function belongingTo(cell: string, kinds: readonly GridKind[]): Belonging {
  const column = cell.split('.')[1];
  const usual = kinds.filter((kind) => kind.cell === cell);
  const conditional = kinds.filter(
    (kind) => kind.cell !== cell && kind.cells.some((rule) => rule.cell === cell),
  );
  const isNamed = (kind: GridKind) => usual.includes(kind) || conditional.includes(kind);
  return {
    usual: usual.filter(({ home }) => home !== 'ledger'),
    conditional,
    reported: usual.filter(({ home }) => home === 'ledger'),
    others: kinds.filter(
      (kind) => !isNamed(kind) && kind.home !== 'ledger' && kind.cell?.split('.')[1] === column,
    ),
  };
}

/** The fields of a new element so that it stands in a cell: written down only where its kind does not say so. */
export function placedIn(cell: string, kind: GridKind): { zachman?: string } {
  return kind.cell === cell ? {} : { zachman: cell };
}

/** Where an arrow key leads in a grid of 7 by 7, heads included. */
export function moved([row, column]: [number, number], key: string): [number, number] | null {
  const within = (value: number) => Math.max(0, Math.min(6, value));
  switch (key) {
    case 'ArrowUp':
      return [within(row - 1), column];
    case 'ArrowDown':
      return [within(row + 1), column];
    case 'ArrowLeft':
      return [row, within(column - 1)];
    case 'ArrowRight':
      return [row, within(column + 1)];
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, 6];
    default:
      return null;
  }
}
