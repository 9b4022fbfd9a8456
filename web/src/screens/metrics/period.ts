const DAY = 24 * 60 * 60_000;

/** A window of whole days; the first counts, the last does not. */
export interface Period {
  from: string;
  until: string;
  /** The first day of a window of the same length just before. */
  before: string;
}

const text = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The window that an address asks for: half a year to tomorrow where it does not say, and never empty. */
export function periodOf(search: { from?: string; until?: string }, now: number): Period {
  const until = search.until ? Date.parse(search.until) : now + DAY;
  const asked = search.from ? Date.parse(search.from) : until - 180 * DAY;
  const from = asked < until ? asked : until - DAY;
  return { from: text(from), until: text(until), before: text(from - (until - from)) };
}
