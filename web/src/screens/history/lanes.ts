/** A commit, as far as a graph needs it. */
export interface Linked {
  revision: string;
  parents: readonly string[];
}

/** A line of a row: from a lane at its upper edge, or from its dot, to a lane at its lower edge, or to its dot. */
export interface Strand {
  from: number | 'dot';
  to: number | 'dot';
}

/** A row of the graph. */
export interface Row {
  /** The lane of its dot. */
  lane: number;
  strands: Strand[];
  /** Lanes it needs. */
  width: number;
}

/** Draws commits, children before parents, as rows of lanes: a lane is what waits for a commit further down. */
export function rowsOf(commits: readonly Linked[]): Row[] {
  let lanes: string[] = [];
  return commits.map(({ revision, parents }) => {
    const above = lanes;
    const known = above.indexOf(revision);
    const lane = known < 0 ? above.length : known;
    // The first parent goes on in this lane, where no other lane leads there already.
    const below: string[] = [];
    above.forEach((waits, index) => {
      if (index === lane) below.push(...parents.slice(0, 1));
      else if (waits !== revision) below.push(waits);
    });
    if (known < 0) below.push(...parents.slice(0, 1));
    below.push(...parents.slice(1));
    lanes = [...new Set(below)];
    const strands = above.map((waits, from): Strand => ({
      from,
      to: waits === revision ? 'dot' : lanes.indexOf(waits),
    }));
    for (const parent of parents) strands.push({ from: 'dot', to: lanes.indexOf(parent) });
    return { lane, strands, width: Math.max(above.length, lanes.length, lane + 1) };
  });
}
