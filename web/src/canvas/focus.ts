import type { NodeData } from './query';

/** A direction that an arrow key means. */
export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const AXES: Record<Direction, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** How much worse a step aside is than a step ahead. */
const ASIDE = 3;

type Box = Pick<NodeData, 'nodeId' | 'x' | 'y' | 'width' | 'height'>;

function centre({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Whether a key is an arrow. */
export function isDirection(key: string): key is Direction {
  return key in AXES;
}

/** The way an arrow key moves things. */
export function stepOf(direction: Direction, by: number) {
  const { x, y } = AXES[direction];
  return { x: x * by, y: y * by };
}

/** The nearest box in a direction; the first box where none has the focus. */
export function nearest(boxes: readonly Box[], from: string | null, direction: Direction): string | null {
  const start = boxes.find(({ nodeId }) => nodeId === from);
  if (!start) return boxes[0]?.nodeId ?? null;
  const axis = AXES[direction];
  const here = centre(start);
  let best: { id: string; cost: number } | null = null;
  for (const box of boxes) {
    const there = centre(box);
    const ahead = (there.x - here.x) * axis.x + (there.y - here.y) * axis.y;
    if (box.nodeId === from || ahead <= 0) continue;
    const aside = Math.abs((there.x - here.x) * axis.y) + Math.abs((there.y - here.y) * axis.x);
    const cost = ahead + ASIDE * aside;
    if (!best || cost < best.cost) best = { id: box.nodeId, cost };
  }
  return best?.id ?? null;
}
