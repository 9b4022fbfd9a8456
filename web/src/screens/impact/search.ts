export const DIRECTIONS = ['both', 'in', 'out'] as const;
export type Way = (typeof DIRECTIONS)[number];

/** What the address of an impact may say. */
export interface ImpactSearch {
  /** Steps, from 1 to 5. */
  depth?: number;
  dir?: Way;
  /** Kinds of elements that are shown, with commas between. */
  kinds?: string;
  /** Kinds of relations that are followed, with commas between. */
  relations?: string;
  /** Only what this owner answers for. */
  owner?: string;
  /** Only what runs somewhere. */
  running?: true;
  /** The other end of paths. */
  to?: string;
  /** What if these were retired: ids with commas between. */
  retire?: string;
}

/** Reads the address; what means nothing is left out. */
export function impactSearch(search: Record<string, unknown>): ImpactSearch {
  const depth = Number(search['depth']);
  const dir = DIRECTIONS.find((one) => one === search['dir']);
  const text = (key: 'kinds' | 'relations' | 'owner' | 'to' | 'retire') => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  return {
    ...(Number.isInteger(depth) && depth >= 1 && depth <= 5 ? { depth } : {}),
    ...(dir ? { dir } : {}),
    ...text('kinds'),
    ...text('relations'),
    ...text('owner'),
    ...text('to'),
    ...text('retire'),
    ...(search['running'] === true ? { running: true as const } : {}),
  };
}

/** Whether only some of what is touched is shown. */
export function isFiltered({ kinds, owner, running }: ImpactSearch): boolean {
  return Boolean(kinds || owner || running);
}
