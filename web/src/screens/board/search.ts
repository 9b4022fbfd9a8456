import type { BoardFilter } from './rows';

/** How the board is drawn. */
export const SHAPES = ['board', 'table', 'trace'] as const;
export const LANES = ['owner', 'priority', 'capability'] as const;
export const SORTS = ['PRIORITY', 'URGENCY', 'OWNER', 'STATE', 'SINCE'] as const;
/** What can be asked of a card that the server has no filter for. */
export const FLAGS = ['blocked', 'no-owner', 'no-metric'] as const;
export const STATES = [
  'NOT_STARTED',
  'BUILDING',
  'BUILT',
  'VERIFIED',
  'ACCEPTED',
  'DEPLOYED',
  'LIVE',
  'ROLLED_BACK',
  'REMOVED',
] as const;

export type Flag = (typeof FLAGS)[number];

/** What the address of a board says. */
export interface BoardSearch {
  show?: (typeof SHAPES)[number];
  columns?: 'environment';
  lanes?: (typeof LANES)[number];
  sort?: (typeof SORTS)[number];
  q?: string;
  owner?: string;
  state?: (typeof STATES)[number];
  env?: string;
  priority?: number;
  flags?: Flag[];
  /** In its stage for more than so many days. */
  older?: number;
  dark?: boolean;
}

const text = (value: unknown) =>
  typeof value === 'string' && value.trim()
    ? value.slice(0, 200)
    : typeof value === 'number'
      ? String(value)
      : undefined;
const whole = (value: unknown, max: number) => {
  const number = Number(value);
  return value !== '' && Number.isInteger(number) && number > 0 && number <= max ? number : undefined;
};
const one = <T extends string>(all: readonly T[], value: unknown) => all.find((name) => name === value);

/** Reads an address; what it does not understand is left out. */
export function boardSearch(search: Record<string, unknown>): BoardSearch {
  const asked = Array.isArray(search['flags']) ? (search['flags'] as unknown[]) : [];
  const flags = FLAGS.filter((flag) => asked.includes(flag));
  const read: { [K in keyof BoardSearch]: BoardSearch[K] | undefined } = {
    show: one(SHAPES, search['show']),
    columns: search['columns'] === 'environment' ? 'environment' : undefined,
    lanes: one(LANES, search['lanes']),
    sort: one(SORTS, search['sort']),
    q: text(search['q']),
    owner: text(search['owner']),
    state: one(STATES, search['state']),
    env: text(search['env']),
    priority: whole(search['priority'], 4),
    flags: flags.length > 0 ? flags : undefined,
    older: whole(search['older'], 10_000),
    dark: search['dark'] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as BoardSearch;
}

/** The part of it that the server filters by. */
export function filterOf({ q, owner, state, env, priority }: BoardSearch): BoardFilter {
  return {
    ...(q ? { text: q } : {}),
    ...(owner ? { owner } : {}),
    ...(state ? { state } : {}),
    ...(env ? { environment: env } : {}),
    ...(priority ? { priority } : {}),
  };
}
