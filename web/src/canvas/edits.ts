// What a person does on the canvas, as commands. Functions of values: the scene as it is, and what is wanted.
import type { Command, Look, Names, Place, PlaceNodes } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { newElementId, newRelationId } from '@/model/ids';
import type { Json } from '@/model/json';
import type { Point } from './scene/geometry';
import type { Routed } from './scene/frames';
import { NOTHING, type Scene, type SceneLine, type SceneNode, isReal } from './scene/scene';
import type { Found, Kind, Related } from './surroundings';

/** An id that is new in a view. */
export function newId(prefix: 'n' | 'c'): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

const whole = (value: number) => Math.round(value);
/** Two digits: as exact as the server writes places that it computed. */
const short = (value: number) => Math.round(value * 100) / 100;

/** Several commands as one; none where there is nothing to do. */
export function together(as: string, what: string, commands: readonly (Command | null)[]): Command | null {
  const real = commands.filter((command) => command !== null);
  if (real.length === 0) return null;
  return { kind: 'together', as, what, commands: real };
}

/** Places that are computed are written down as they are, so that one box can be moved and the others stay. */
export function frozen(scene: Scene, routes: ReadonlyMap<string, Routed>): Command[] {
  if (scene.hasLayout) return [];
  const places: PlaceNodes['places'] = {};
  for (const node of scene.nodes.values()) {
    if (!isReal(node)) continue;
    const size = { w: short(node.width), h: short(node.height) };
    places[node.id] = { from: null, to: { x: short(node.x), y: short(node.y), ...size } };
  }
  const bends = [...scene.lines.values()].flatMap((line): Command[] => {
    const turns = (routes.get(line.id)?.points ?? []).slice(1, -1);
    if (turns.length === 0 || line.isImplied || line.shows === 'decor' || line.shows === 'part') return [];
    const to = turns.map(({ x, y }) => [short(x), short(y)]);
    return [{ kind: 'bend-line', view: scene.view, line: line.id, from: null, to }];
  });
  return Object.keys(places).length > 0 ? [{ kind: 'place-nodes', view: scene.view, places }, ...bends] : [];
}

/** Boxes get other places; none where nothing moves. */
export function place(
  scene: Scene,
  routes: ReadonlyMap<string, Routed>,
  moves: ReadonlyMap<string, Place>,
): Command | null {
  const first = frozen(scene, routes);
  const places: PlaceNodes['places'] = {};
  for (const [id, { x, y, w, h }] of moves) {
    const node = scene.nodes.get(id);
    if (!node || !isReal(node)) continue;
    const isFrozen = first.length > 0;
    const size = { w: short(node.width), h: short(node.height) };
    const from = isFrozen ? { x: short(node.x), y: short(node.y), ...size } : node.place;
    const to = {
      ...from,
      x: whole(x),
      y: whole(y),
      ...(w === undefined ? {} : { w: whole(w) }),
      ...(h === undefined ? {} : { h: whole(h) }),
    };
    const isSame = from && from.x === to.x && from.y === to.y && from.w === to.w && from.h === to.h;
    if (!isSame) places[id] = { from, to };
  }
  const count = Object.keys(places).length;
  if (count === 0) return null;
  const move: Command = { kind: 'place-nodes', view: scene.view, places };
  return first.length > 0 ? together('place-nodes', String(count), [...first, move]) : move;
}

/** A view that shows nothing by its selector is a drawing from its first box on. */
export function opened(scene: Scene): Command[] {
  if (!scene.isEmptyByQuestion) return [];
  return [{ kind: 'set-field', item: addressOf('view', scene.view), path: ['selector'], from: NOTHING }];
}

/** Where something new comes to stand. */
export interface Spot {
  /** The box it stands in; null is the view itself. */
  holder: string | null;
  /** Relative to the holder. */
  at: Point;
}

/** Lines for relations of an element whose other end is on the canvas. */
function linesFor(scene: Scene, node: string, element: string, relations: readonly Related[]): Command[] {
  const nodeOf = new Map<string, string>();
  for (const one of scene.nodes.values()) {
    if (one.element && one.shows === 'element') nodeOf.set(one.element.elementId, one.id);
  }
  return relations.flatMap((relation): Command[] => {
    const isOut = relation.source === element;
    const other = nodeOf.get(isOut ? relation.target : relation.source);
    if (!other || other === node) return [];
    const [from, to] = isOut ? [node, other] : [other, node];
    return [lineOf(scene.view, relation, from, to)];
  });
}

/** A line for a relation. */
export function lineOf(view: string, relation: Related, from: string, to: string): Command {
  const look = { label: relation.name, kind: relation.kind };
  return { kind: 'add-line', view, id: newId('c'), relation: relation.id, from, to, bends: null, look };
}

/** How an element looks until the server has drawn it. */
export function lookOf(
  { name, names, kind, kindLabel, layer }: Found,
  kinds: ReadonlyMap<string, Kind>,
): Look {
  return { label: name, names, kind, kindLabel, layer, shape: kinds.get(kind)?.shape ?? kind };
}

interface Reference {
  found: Found;
  relations: readonly Related[];
  look: Look;
  spot: Spot;
}

/** An element of the model comes onto the canvas, with its relations to what is there. */
export function refer(
  scene: Scene,
  routes: ReadonlyMap<string, Routed>,
  { found, relations, look, spot }: Reference,
): { node: string; command: Command } {
  const id = newId('n');
  const fields = { element: found.id };
  const node: Command = {
    kind: 'add-node',
    view: scene.view,
    id,
    holder: spot.holder,
    fields,
    place: spot.at,
    look,
  };
  const lines = linesFor(scene, id, found.id, relations);
  const all = [...opened(scene), ...frozen(scene, routes), node, ...lines];
  return { node: id, command: { kind: 'together', as: 'refer', what: found.name, commands: all } };
}

/** A relation of a new element with one that is on the canvas. */
export interface Tie {
  relation: string;
  direction: 'OUT' | 'IN';
  /** The box at the other end. */
  node: SceneNode;
}

interface Creation {
  name: string;
  kind: Kind;
  spot: Spot;
  language: string;
  languages: readonly string[];
  tie?: Tie | undefined;
}

/** A name as files write it. */
export function nameFields(name: string, language: string, languages: readonly string[]): Names {
  if (languages.length < 2) return name;
  return { [languages.includes(language) ? language : (languages[0] ?? language)]: name };
}

/** A new element, its box, and its relation with the box it was drawn from. */
export function create(
  scene: Scene,
  routes: ReadonlyMap<string, Routed>,
  { name, kind, spot, language, languages, tie }: Creation,
): { node: string; command: Command } {
  const element = newElementId(name);
  const names = nameFields(name, language, languages);
  const look: Look = {
    label: name,
    names:
      typeof names === 'string'
        ? [{ language: null, text: names }]
        : Object.entries(names).map(([code, text]) => ({ language: code, text })),
    kind: kind.id,
    kindLabel: kind.label,
    layer: kind.layer,
    shape: kind.shape,
  };
  const id = newId('n');
  const fields = { element };
  const commands: Command[] = [
    { kind: 'create-element', id: element, fields: { kind: kind.id, name: names } },
    ...opened(scene),
    ...frozen(scene, routes),
    { kind: 'add-node', view: scene.view, id, holder: spot.holder, fields, place: spot.at, look },
  ];
  if (tie) {
    const { connect, related, from, to } = relateElements(tie, element, id);
    commands.push(connect, lineOf(scene.view, related, from, to));
  }
  return { node: id, command: { kind: 'together', as: 'create-element', what: name, commands } };
}

/** A new relation of an element that comes onto the canvas, and the boxes at its ends. */
export function relateElements({ relation, direction, node }: Tie, element: string, box: string) {
  const id = newRelationId();
  const near = node.element?.elementId ?? '';
  const isOut = direction === 'OUT';
  const [source, target] = isOut ? [near, element] : [element, near];
  const [from, to] = isOut ? [node.id, box] : [box, node.id];
  const connect: Command = { kind: 'connect', id, from: source, relation, to: target };
  const related: Related = { id, kind: relation, source, target, name: '' };
  return { connect, related, from, to };
}

/** A new relation between two boxes, with its line. */
export function relate(scene: Scene, from: SceneNode, to: SceneNode, relation: string): Command | null {
  if (!from.element || !to.element) return null;
  const id = newRelationId();
  const [source, target] = [from.element.elementId, to.element.elementId];
  const connect: Command = { kind: 'connect', id, from: source, relation, to: target };
  if (!scene.isDrawn) return connect;
  const related = { id, kind: relation, source, target, name: '' };
  return {
    kind: 'together',
    as: 'connect',
    what: `${from.label} → ${to.label}`,
    commands: [connect, lineOf(scene.view, related, from.id, to.id)],
  };
}

/** A line takes another way. */
export function bend(
  scene: Scene,
  routes: ReadonlyMap<string, Routed>,
  line: SceneLine,
  to: readonly Point[],
): Command | null {
  const first = frozen(scene, routes);
  const bends: Json[] = to.map(({ x, y }) => [whole(x), whole(y)]);
  const drawn = first.find((one) => one.kind === 'bend-line' && one.line === line.id);
  const before = drawn?.kind === 'bend-line' ? drawn.to : line.hasEntry ? line.bends : null;
  const command: Command = { kind: 'bend-line', view: scene.view, line: line.id, from: before, to: bends };
  return first.length > 0 ? together('bend-line', line.label, [...first, command]) : command;
}
