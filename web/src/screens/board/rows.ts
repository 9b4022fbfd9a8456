import type { ResultOf, VariablesOf } from '@/graphql/tada';
import { daysBetween } from '@/screens/delivery/ledger/format';
import type { BoardQuery } from './queries';
import type { BoardSearch } from './search';

/** A requirement on the board. */
export type Row = ResultOf<typeof BoardQuery>['model']['board']['rows']['nodes'][number];
export type BoardFilter = NonNullable<VariablesOf<typeof BoardQuery>['filter']>;

/** What is wrong or missing, the worst first; `suspect` and what stands before it block. */
export const LACKS = [
  'rolled-back',
  'not-agreed',
  'suspect',
  'no-owner',
  'no-metric',
  'demand',
  'goal',
  'acceptance',
  'realization',
] as const;
export type Lack = (typeof LACKS)[number];
const BLOCKING: readonly Lack[] = ['rolled-back', 'not-agreed', 'suspect'];

/** What a requirement lacks: by its row, and by the gaps of its trace. */
export function lacks(row: Row, gaps: readonly string[] = []): Lack[] {
  const isBegun = row.state !== 'NOT_STARTED';
  const found: Record<Lack, boolean> = {
    'rolled-back': row.state === 'ROLLED_BACK' || row.state === 'REMOVED',
    'not-agreed': isBegun && row.decision !== 'AGREED',
    suspect: row.suspectLinks > 0,
    'no-owner': !row.owners.business || !row.owners.technology,
    'no-metric': row.effect.state === 'NO_INDICATOR',
    demand: gaps.includes('demand'),
    goal: gaps.includes('goal'),
    acceptance: gaps.includes('acceptance'),
    realization: gaps.includes('realization'),
  };
  return LACKS.filter((lack) => found[lack]);
}

/** Whether something stands in the way. */
export const isBlocked = (found: readonly Lack[]) => found.some((lack) => BLOCKING.includes(lack));

/** What the server has no filter for. */
export function fits(row: Row, { flags = [], older }: BoardSearch, now: number): boolean {
  const found = lacks(row);
  if (flags.includes('blocked') && !isBlocked(found)) return false;
  if (flags.includes('no-owner') && !found.includes('no-owner')) return false;
  if (flags.includes('no-metric') && !found.includes('no-metric')) return false;
  return older === undefined || (row.since !== null && daysBetween(row.since, now) > older);
}

/** A lane: rows of one owner, priority or capability. */
export interface Lane {
  key: string;
  name: string | null;
}

/** The lane of a row; without one it is null. */
export function laneOf(row: Row, by: NonNullable<BoardSearch['lanes']>): Lane {
  switch (by) {
    case 'owner': {
      const owner = row.owners.business ?? row.owners.technology;
      return { key: owner?.text ?? '', name: owner ? (owner.element?.name ?? owner.text) : null };
    }
    case 'priority':
      return {
        key: row.priority ? String(row.priority) : '',
        name: row.priority ? String(row.priority) : null,
      };
    case 'capability': {
      const near = row.requirement?.neighbourhood.nodes ?? [];
      const found = near.find(({ element }) => element?.kindId === 'capability')?.element;
      return { key: found?.elementId ?? '', name: found?.name ?? null };
    }
  }
}

/** Lanes in order, those without a name last. */
export function lanesOf(rows: readonly Row[], by: NonNullable<BoardSearch['lanes']>): Lane[] {
  const lanes = new Map(rows.map((row) => laneOf(row, by)).map((lane) => [lane.key, lane]));
  return [...lanes.values()].sort((a, b) =>
    a.name === null || b.name === null
      ? Number(a.name === null) - Number(b.name === null)
      : a.name.localeCompare(b.name),
  );
}
