import type { Spot } from './edits';
import { type Frame, type Point, holds } from './scene/geometry';
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
