/** Commits that are known, with the commits before each. */
export type Known = ReadonlyMap<string, readonly string[]>;

/** How two commits stand to each other. */
export interface Divergence {
  /** Commits that the first has and the second has not. */
  ahead: number;
  /** Commits that the second has and the first has not. */
  behind: number;
  /** Where they parted. */
  base: string;
}

/** Known commits that a commit builds on, and itself. */
export function reach(head: string, known: Known): Set<string> {
  const seen = new Set<string>();
  const open = [head];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const parents = known.get(at);
    if (seen.has(at) || !parents) continue;
    seen.add(at);
    open.push(...parents);
  }
  return seen;
}

/** Commits that nobody knows and that only one of two commits builds on: to be asked for. */
export function missing(ours: string, theirs: string, known: Known): string[] {
  const [mine, others] = [reach(ours, known), reach(theirs, known)];
  const one = [...mine, ...others].filter((at) => mine.has(at) !== others.has(at));
  // The first parent of the oldest one that is known is where a page ended; merged ones are no page's.
  const parents = one.flatMap((at) => known.get(at)?.slice(1) ?? []);
  return [...new Set(parents)].filter((at) => !known.has(at));
}

/** Compares two commits; null where they share nothing that is known. */
export function divergence(ours: string, theirs: string, known: Known): Divergence | null {
  const [mine, others] = [reach(ours, known), reach(theirs, known)];
  const common = [...mine].filter((at) => others.has(at));
  const inner = new Set(common.flatMap((at) => known.get(at) ?? []));
  // The common commits that no other common commit builds on.
  const base = common.find((at) => !inner.has(at));
  if (base === undefined) return null;
  return { ahead: mine.size - common.length, behind: others.size - common.length, base };
}
