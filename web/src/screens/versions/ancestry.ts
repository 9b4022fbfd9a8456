/** Commits behind a revision: the newest ones, parents after children. */
export interface Ancestry {
  /** How many there are in all. */
  totalCount: number;
  nodes: readonly { revision: string; parents: readonly string[] }[];
}

/** How two revisions stand to each other. */
export interface Divergence {
  /** Commits that the first has and the second has not. */
  ahead: number;
  /** Commits that the second has and the first has not. */
  behind: number;
  /** Where they parted; null where that is further back than what is known. */
  base: string | null;
}

/** Commits of `nodes` that are not in `others`, walked from the newest; null where the walk leaves what is known. */
function own({ nodes }: Ancestry, others: ReadonlySet<string>): number | null {
  const known = new Map(nodes.map((commit) => [commit.revision, commit]));
  const seen = new Set<string>();
  const open = nodes[0] ? [nodes[0].revision] : [];
  for (let revision = open.pop(); revision !== undefined; revision = open.pop()) {
    if (seen.has(revision) || others.has(revision)) continue;
    const commit = known.get(revision);
    if (!commit) return null;
    seen.add(revision);
    open.push(...commit.parents);
  }
  return seen.size;
}

/** Compares what stands behind two revisions. Null where the two share nothing that is known. */
export function divergence(ours: Ancestry, theirs: Ancestry): Divergence | null {
  const inOurs = new Set(ours.nodes.map(({ revision }) => revision));
  const inTheirs = new Set(theirs.nodes.map(({ revision }) => revision));
  const base = ours.nodes.find(({ revision }) => inTheirs.has(revision))?.revision ?? null;
  const isShort = [ours, theirs].some(({ nodes, totalCount }) => nodes.length < totalCount);
  if (base === null && isShort) return null;
  // What only one of two sets holds differs by as much as their sizes do.
  const more = ours.totalCount - theirs.totalCount;
  const ahead = own(ours, inTheirs);
  const behind = own(theirs, inOurs);
  if (ahead !== null) return { ahead, behind: behind ?? ahead - more, base };
  return behind === null ? null : { ahead: behind + more, behind, base };
}
