import { type Frame, centre } from './scene/geometry';

/** A line that shows what a box is aligned with. */
export interface Guide {
  axis: 'x' | 'y';
  at: number;
  from: number;
  to: number;
}

/** How far a box is pulled, and why. */
export interface Snapped {
  dx: number;
  dy: number;
  guides: Guide[];
}

/** Distance of the points that boxes are drawn to. */
export const GRID = 10;
/** How near two edges must be to attract each other. */
const NEAR = 5;

interface Pull {
  by: number;
  guide: Guide | null;
}

interface Span {
  start: number;
  size: number;
}

const along = (frame: Frame, axis: 'x' | 'y'): Span =>
  axis === 'x' ? { start: frame.x, size: frame.width } : { start: frame.y, size: frame.height };
const marks = ({ start, size }: Span) => [start, start + size / 2, start + size];

function guide(axis: 'x' | 'y', at: number, a: Frame, b: Frame): Guide {
  const across = axis === 'x' ? 'y' : 'x';
  const [one, other] = [along(a, across), along(b, across)];
  const from = Math.min(one.start, other.start);
  return { axis, at, from, to: Math.max(one.start + one.size, other.start + other.size) };
}

/** To edges and centres of other boxes. */
function toEdges(moving: Frame, others: readonly Frame[], axis: 'x' | 'y'): Pull | null {
  let best: Pull | null = null;
  const own = marks(along(moving, axis));
  for (const other of others) {
    for (const at of marks(along(other, axis))) {
      for (const mark of own) {
        const by = at - mark;
        if (Math.abs(by) > NEAR || (best && Math.abs(best.by) <= Math.abs(by))) continue;
        best = { by, guide: guide(axis, at, moving, other) };
      }
    }
  }
  return best;
}

/** To the gap that two neighbours have, or to the middle between them. */
function toGaps(moving: Frame, others: readonly Frame[], axis: 'x' | 'y'): Pull | null {
  const across = axis === 'x' ? 'y' : 'x';
  const own = along(moving, axis);
  const side = along(moving, across);
  const row = others
    .filter((other) => {
      const { start, size } = along(other, across);
      return start < side.start + side.size && side.start < start + size;
    })
    .map((frame) => ({ frame, ...along(frame, axis) }))
    .sort((a, b) => a.start - b.start);
  const before = row.filter(({ start, size }) => start + size <= own.start + NEAR).slice(-2);
  const after = row.filter(({ start }) => start >= own.start + own.size - NEAR).slice(0, 2);
  const near = before.at(-1);
  const next = after[0];
  const wanted: { at: number; by: Frame }[] = [];
  const far = before.at(-2);
  if (near && far) {
    wanted.push({ at: near.start + near.size + (near.start - far.start - far.size), by: near.frame });
  }
  const beyond = after[1];
  if (next && beyond) {
    wanted.push({ at: next.start - own.size - (beyond.start - next.start - next.size), by: next.frame });
  }
  if (near && next) {
    wanted.push({ at: (near.start + near.size + next.start - own.size) / 2, by: near.frame });
  }
  const found = wanted.find(({ at }) => Math.abs(at - own.start) <= NEAR);
  if (!found) return null;
  const middle = centre(moving)[across];
  const other = along(found.by, axis);
  const line = {
    axis: across,
    at: middle,
    from: Math.min(other.start, found.at),
    to: Math.max(other.start + other.size, found.at + own.size),
  } as const;
  return { by: found.at - own.start, guide: line };
}

function toGrid(moving: Frame, axis: 'x' | 'y'): Pull {
  const { start } = along(moving, axis);
  return { by: Math.round(start / GRID) * GRID - start, guide: null };
}

/** Pulls a box that is being moved to its neighbours' edges, centres and gaps, else to the grid. */
export function snap(moving: Frame, others: readonly Frame[]): Snapped {
  const pull = (axis: 'x' | 'y') =>
    toEdges(moving, others, axis) ?? toGaps(moving, others, axis) ?? toGrid(moving, axis);
  const [across, down] = [pull('x'), pull('y')];
  return {
    dx: across.by,
    dy: down.by,
    guides: [across.guide, down.guide].filter((one) => one !== null),
  };
}
