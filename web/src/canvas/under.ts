import type { Spot } from './edits';
import { type Frame, type Point, holds, touches } from './scene/geometry';
import { type Scene, type SceneNode, canHold, subtree } from './scene/scene';

/** The topmost box at a point that fits. */
export function nodeAt(
  { nodes }: Pick<Scene, 'nodes'>,
  frames: ReadonlyMap<string, Frame>,
  point: Point,
  fits: (node: SceneNode) => boolean,
): SceneNode | null {
  return (
    [...nodes.values()].findLast((node) => {
      const frame = frames.get(node.id);
      return frame !== undefined && holds(frame, point) && fits(node);
    }) ?? null
  );
}

/** The box that something dropped at a point comes to stand in; boxes that move cannot hold themselves. */
export function holderAt(
  scene: Pick<Scene, 'nodes'>,
  frames: ReadonlyMap<string, Frame>,
  point: Point,
  moving: Iterable<string> = [],
): SceneNode | null {
  const own = new Set([...moving].flatMap((id) => [...subtree(scene.nodes, id)]));
  return nodeAt(scene, frames, point, (node) => canHold(node) && !own.has(node.id));
}

/** Where something new stands whose middle is at a point of the view. */
export function spotAt(
  scene: Pick<Scene, 'nodes'>,
  frames: ReadonlyMap<string, Frame>,
  point: Point,
  { width, height }: { width: number; height: number },
): Spot {
  const holder = holderAt(scene, frames, point);
  const frame = holder && frames.get(holder.id);
  const round = (value: number) => Math.round(value / 10) * 10;
  const x = round(point.x - width / 2) - (frame?.x ?? 0);
  const y = round(point.y - height / 2) - (frame?.y ?? 0);
  return {
    holder: holder?.id ?? null,
    at: frame ? { x: Math.max(10, x), y: Math.max(30, y) } : { x, y },
  };
}

/** How far around a place room is looked for, in steps of a box. */
const RINGS = 6;
const GAP = 20;

/** The place nearest to a point of the view where a box covers no other; for what nobody points at with a mouse. */
export function freeSpot(
  frames: ReadonlyMap<string, Frame>,
  point: Point,
  { width, height }: { width: number; height: number },
): Spot {
  const all = [...frames.values()];
  const round = (value: number) => Math.round(value / 10) * 10;
  const first = { x: round(point.x - width / 2), y: round(point.y - height / 2) };
  const steps = Array.from({ length: 2 * RINGS + 1 }, (_, index) => index - RINGS);
  const near = steps
    .flatMap((across) => steps.map((down) => ({ across, down })))
    .sort((a, b) => a.across ** 2 + a.down ** 2 - b.across ** 2 - b.down ** 2);
  for (const { across, down } of near) {
    const at = { x: round(first.x + across * (width / 2)), y: round(first.y + down * (height / 2 + GAP)) };
    const room = { x: at.x - GAP, y: at.y - GAP, width: width + 2 * GAP, height: height + 2 * GAP };
    if (!all.some((frame) => touches(frame, room))) return { holder: null, at };
  }
  return { holder: null, at: first };
}
