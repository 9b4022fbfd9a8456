import type { Command, Place } from '@/model/commands/command';
import { bend, frozen, place, together } from './edits';
import type { Routed } from './scene/frames';
import { type Frame, type Point, around } from './scene/geometry';
import { type Scene, isReal } from './scene/scene';

/** A view as the server lays it out without what is written down. */
export interface Fresh {
  nodes: ReadonlyMap<string, Frame>;
  lines: ReadonlyMap<string, readonly Point[]>;
}

/** What is laid out: what has no place yet, some boxes, or all. */
export type Extent = 'rest' | 'selection' | 'all';

interface Wanted {
  extent: Extent;
  selection: ReadonlySet<string>;
  /** Boxes that keep their place. */
  pinned: ReadonlySet<string>;
}

/** The places of a fresh layout, as far as they are wanted. */
export function laidOut(
  scene: Scene,
  frames: ReadonlyMap<string, Frame>,
  routes: ReadonlyMap<string, Routed>,
  fresh: Fresh | null,
  { extent, selection, pinned }: Wanted,
): Command | null {
  const real = [...scene.nodes.values()].filter(isReal);
  if (extent === 'rest') {
    if (!scene.hasLayout) return together('relayout', '', frozen(scene, routes));
    const rest = real.filter((node) => node.place === null && !pinned.has(node.id));
    return place(scene, routes, new Map(rest.map(({ id, x, y }) => [id, { x, y }])));
  }
  if (!fresh) return null;
  const some = real.filter(
    ({ id }) => (extent === 'all' || selection.has(id)) && !pinned.has(id) && fresh.nodes.has(id),
  );
  const [first] = some;
  if (!first) return null;
  // A part of a view stays where that part was.
  const now = around(some.flatMap(({ id }) => frames.get(id) ?? []));
  const then = around(some.flatMap(({ id }) => fresh.nodes.get(id) ?? []));
  const shift = extent === 'all' ? { x: 0, y: 0 } : { x: now.x - then.x, y: now.y - then.y };
  const moved = new Set(some.map(({ id }) => id));
  const at = (id: string): Frame => {
    const frame = fresh.nodes.get(id)!;
    return moved.has(id) ? { ...frame, x: frame.x + shift.x, y: frame.y + shift.y } : frames.get(id)!;
  };
  const moves = some.map(({ id, parent }): [string, Place] => {
    const { x, y, width, height } = at(id);
    const outside = parent && scene.nodes.has(parent) ? at(parent) : { x: 0, y: 0 };
    return [id, { x: x - outside.x, y: y - outside.y, w: width, h: height }];
  });
  const move = place(scene, routes, new Map(moves));
  if (extent !== 'all') return move;
  const bends = [...scene.lines.values()].flatMap((line): (Command | null)[] => {
    const turns = fresh.lines.get(line.id)?.slice(1, -1) ?? [];
    const isTouched = moved.has(line.from) || moved.has(line.to);
    if (!isTouched || line.isImplied || (turns.length === 0 && line.bends.length === 0)) return [];
    // Places that are frozen first bring bends of their own.
    return scene.hasLayout ? [bend(scene, routes, line, turns)] : [];
  });
  return together('relayout', String(moves.length), [move, ...bends]);
}
