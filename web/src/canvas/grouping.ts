import type { Command, Place, PlaceNodes } from '@/model/commands/command';
import { frozen, newId, together } from './edits';
import type { Routed } from './scene/frames';
import { type Frame, around } from './scene/geometry';
import { type Scene, type SceneNode, isReal } from './scene/scene';

/** Room around what a group holds; above, also for its name. */
const ROOM = { side: 20, top: 40 };

type Frames = ReadonlyMap<string, Frame>;
type Routes = ReadonlyMap<string, Routed>;

/** Those of some boxes that stand in none of the others. */
export function outermost(scene: Scene, ids: Iterable<string>): SceneNode[] {
  const all = new Set(ids);
  const isInside = (node: SceneNode): boolean => {
    const parent = node.parent ? scene.nodes.get(node.parent) : undefined;
    return parent !== undefined && (all.has(parent.id) || isInside(parent));
  };
  return [...all].flatMap((id) => {
    const node = scene.nodes.get(id);
    return node && isReal(node) && !isInside(node) ? [node] : [];
  });
}

function nested(scene: Scene, node: SceneNode, to: string | null): Command | null {
  if (node.parent === to) return null;
  return { kind: 'nest-node', view: scene.view, node: node.id, from: node.parent, to };
}

function written(node: SceneNode, isFrozen: boolean): Place | null {
  if (!isFrozen) return node.place;
  const short = (value: number) => Math.round(value * 100) / 100;
  return { x: short(node.x), y: short(node.y), w: short(node.width), h: short(node.height) };
}

function moves(
  scene: Scene,
  nodes: readonly SceneNode[],
  isFrozen: boolean,
  to: (node: SceneNode) => { x: number; y: number },
): Command {
  const places = nodes.map((node): [string, PlaceNodes['places'][string]] => {
    const from = written(node, isFrozen);
    return [node.id, { from, to: { ...from, ...to(node) } }];
  });
  return { kind: 'place-nodes', view: scene.view, places: Object.fromEntries(places) };
}

/** A group around boxes. */
export function grouped(
  scene: Scene,
  frames: Frames,
  routes: Routes,
  ids: Iterable<string>,
  name: string,
): { node: string; command: Command } | null {
  const nodes = outermost(scene, ids);
  const [first] = nodes;
  if (!first) return null;
  const holder = nodes.every(({ parent }) => parent === first.parent) ? first.parent : null;
  const outside = holder ? frames.get(holder) : undefined;
  const inner = around(nodes.flatMap((node) => frames.get(node.id) ?? []));
  const at = { x: inner.x - ROOM.side, y: inner.y - ROOM.top };
  const place = {
    x: Math.round(at.x - (outside?.x ?? 0)),
    y: Math.round(at.y - (outside?.y ?? 0)),
    w: Math.round(inner.width + 2 * ROOM.side),
    h: Math.round(inner.height + ROOM.top + ROOM.side),
  };
  const id = newId('n');
  const first_ = frozen(scene, routes);
  const fields = { group: name };
  const look = { label: name };
  const commands: (Command | null)[] = [
    ...first_,
    { kind: 'add-node', view: scene.view, id, holder, fields, place, look },
    ...nodes.map((node) => nested(scene, node, id)),
    moves(scene, nodes, first_.length > 0, (node) => {
      const frame = frames.get(node.id)!;
      return { x: Math.round(frame.x - at.x), y: Math.round(frame.y - at.y) };
    }),
  ];
  const command = together('group', String(nodes.length), commands);
  return command && { node: id, command };
}

/** A group goes; what stands in it stays where it is. */
export function ungrouped(scene: Scene, routes: Routes, group: SceneNode): Command | null {
  if (group.shows !== 'group') return null;
  const inside = [...scene.nodes.values()].filter(({ parent }) => parent === group.id);
  const first = frozen(scene, routes);
  const gone: Command = {
    kind: 'remove-node',
    view: scene.view,
    id: group.id,
    holder: group.parent,
    fields: { group: group.label },
    place: written(group, first.length > 0),
    look: { label: group.label },
  };
  const move = moves(scene, inside, first.length > 0, ({ x, y }) => ({
    x: Math.round(x + group.x),
    y: Math.round(y + group.y),
  }));
  const nests = inside.map((node) => nested(scene, node, group.parent));
  return together('ungroup', group.label, [...first, ...nests, inside.length > 0 ? move : null, gone]);
}
