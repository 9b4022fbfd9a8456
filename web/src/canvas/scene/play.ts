import type { AddLine, AddNode, Command, CommandName, Look, PlaceNodes } from '@/model/commands/command';
import { nodeAddress } from '@/model/commands/viewing';
import { addressOf } from '@/model/commands/structure';
import type { Json } from '@/model/json';
import { isFields } from '@/model/json';
import { type Scene, type SceneLine, type SceneNode, subtree } from './scene';

/** Sizes that the server gives to what has none. */
export const SIZES: Record<string, { width: number; height: number }> = {
  element: { width: 120, height: 55 },
  note: { width: 185, height: 80 },
  group: { width: 400, height: 140 },
  view: { width: 120, height: 55 },
};

type Player<C extends Command> = (scene: Scene, command: C, language: string) => Scene;
type Players = { [K in CommandName]?: Player<Extract<Command, { kind: K }>> };

function textOf(value: Json | undefined, language: string): string {
  if (typeof value === 'string') return value;
  if (!isFields(value)) return '';
  const text = value[language] ?? Object.values(value)[0];
  return typeof text === 'string' ? text : '';
}

function changed(scene: Scene, change: (node: SceneNode) => SceneNode): Scene {
  const nodes = [...scene.nodes].map(([id, node]) => [id, change(node)] as const);
  return { ...scene, nodes: new Map(nodes) };
}

/** Without boxes, what stands in them and the lines at them. */
function without(scene: Scene, gone: ReadonlySet<string>): Scene {
  const all = new Set([...gone].flatMap((id) => [...subtree(scene.nodes, id)]));
  const lines = new Map(scene.lines);
  for (let before = -1; before !== all.size;) {
    before = all.size;
    for (const { id, from, to } of lines.values()) {
      if (!all.has(from) && !all.has(to)) continue;
      all.add(id);
      lines.delete(id);
    }
  }
  return { ...scene, nodes: new Map([...scene.nodes].filter(([id]) => !all.has(id))), lines };
}

function placed(node: SceneNode, to: PlaceNodes['places'][string]['to']): SceneNode {
  if (!to) return { ...node, place: null };
  const usual = SIZES[node.shows] ?? SIZES['element']!;
  const hadSize = node.place?.w !== undefined || node.place?.h !== undefined;
  const width = to.w ?? (hadSize ? usual.width : node.width);
  const height = to.h ?? (hadSize ? usual.height : node.height);
  const isResized = width !== node.width || height !== node.height;
  return { ...node, x: to.x, y: to.y, width, height, place: to, drawing: isResized ? 'own' : node.drawing };
}

function added({ id, holder, fields, place, look }: AddNode, language: string): SceneNode {
  const shows = ['note', 'group', 'view'].find((key) => key in fields) ?? 'element';
  const usual = SIZES[shows]!;
  const element = typeof fields['element'] === 'string' ? fields['element'] : null;
  return {
    id,
    parent: holder,
    x: place?.x ?? 0,
    y: place?.y ?? 0,
    width: place?.w ?? usual.width,
    height: place?.h ?? usual.height,
    label: look.label || textOf(fields[shows], language),
    shows,
    kind: look.kind ?? null,
    kindLabel: look.kindLabel ?? null,
    layer: look.layer ?? 'other',
    shape: look.shape ?? look.kind ?? null,
    style: null,
    element: element === null ? null : elementOf(element, look),
    leads: typeof fields['view'] === 'string' ? fields['view'] : null,
    place,
    drawing: 'own',
  };
}

function elementOf(id: string, look: Look): SceneNode['element'] {
  const names = look.names ?? [{ language: null, text: look.label }];
  return { id: `new ${id}`, elementId: id, kindId: look.kind ?? '', layer: look.layer ?? 'other', names };
}

function lineAdded({ id, relation, from, to, bends, look }: AddLine, scene: Scene): SceneLine {
  const elementAt = (node: string) => scene.nodes.get(node)?.element?.elementId ?? '';
  return {
    id,
    from,
    to,
    label: look.label,
    shows: relation ? 'relation' : 'plain',
    kind: look.kind ?? null,
    kindLabel: look.kindLabel ?? null,
    relation: relation ? { id: relation, source: elementAt(from), target: elementAt(to) } : null,
    isImplied: false,
    bends: (bends ?? []) as number[][],
    hasEntry: bends !== null,
    points: null,
  };
}

function withLine(scene: Scene, id: string, change: (line: SceneLine) => SceneLine): Scene {
  const line = scene.lines.get(id);
  return line ? { ...scene, lines: new Map(scene.lines).set(id, change(line)) } : scene;
}

function named(scene: Scene, item: string, label: string): Scene {
  return changed(scene, (node) => {
    const isIt =
      (node.element && addressOf('element', node.element.elementId) === item) ||
      nodeAddress(scene.view, node.id) === item;
    return isIt ? { ...node, label, drawing: node.drawing === 'server' ? 'renamed' : node.drawing } : node;
  });
}

/** What each kind of command does to a picture. Those that are not here do nothing that can be seen at once. */
const PLAYERS: Players = {
  'place-nodes': (scene, { places }) =>
    changed({ ...scene, hasLayout: true }, (node) => {
      const place = places[node.id];
      return place ? placed(node, place.to) : node;
    }),
  'add-node': (scene, command, language) => ({
    ...scene,
    isDrawn: true,
    isEmptyByQuestion: false,
    hasLayout: scene.hasLayout || command.place !== null,
    nodes: new Map(scene.nodes).set(command.id, added(command, language)),
  }),
  'remove-node': (scene, { id }) => without(scene, new Set([id])),
  'take-out': (scene, { nodes }) => without(scene, new Set(nodes)),
  'nest-node': (scene, { node: id, to }) => {
    const node = scene.nodes.get(id);
    if (!node) return scene;
    const nodes = new Map(scene.nodes);
    // Last among its siblings, as the server puts it.
    const moving = [...subtree(scene.nodes, id)].map((one) => nodes.get(one)!);
    for (const one of moving) nodes.delete(one.id);
    for (const one of moving) nodes.set(one.id, one.id === id ? { ...one, parent: to } : one);
    return { ...scene, nodes };
  },
  'add-line': (scene, command) => ({
    ...scene,
    lines: new Map(scene.lines).set(command.id, lineAdded(command, scene)),
  }),
  'remove-line': (scene, { id }) => without(scene, new Set([id])),
  'bend-line': (scene, { line, to }) =>
    withLine(scene, line, (now) => ({
      ...now,
      bends: (to ?? []) as number[][],
      hasEntry: to !== null,
      points: null,
    })),
  rename: (scene, { item, to }, language) => named(scene, item, textOf(to, language)),
  'set-field': (scene, { item, path, to }, language) =>
    path[0] === 'note' || path[0] === 'group' ? named(scene, item, textOf(to, language)) : scene,
  'change-kind': (scene, { item, to }) =>
    changed(scene, (node) =>
      node.element && addressOf('element', node.element.elementId) === item
        ? { ...node, kind: to, shape: to, drawing: 'own' }
        : node,
    ),
  'delete-element': (scene, { id }) => {
    const gone = [...scene.nodes.values()].filter(({ element }) => element?.elementId === id);
    return without(scene, new Set(gone.map((node) => node.id)));
  },
  disconnect: (scene, { id }) => {
    const gone = [...scene.lines.values()].filter(({ relation }) => relation?.id === id);
    return without(scene, new Set(gone.map((line) => line.id)));
  },
  connect: (scene, { id, from, to, relation }) => {
    // A drawing gets its line by a command of its own; a view that the model fills has it at once.
    if (scene.isDrawn) return scene;
    const nodeOf = (element: string) =>
      [...scene.nodes.values()].find((node) => node.element?.elementId === element)?.id;
    const [start, end] = [nodeOf(from), nodeOf(to)];
    if (!start || !end) return scene;
    const look = { label: '', kind: relation };
    const line = { view: scene.view, id, relation: id, from: start, to: end, bends: null, look };
    return {
      ...scene,
      lines: new Map(scene.lines).set(id, lineAdded({ kind: 'add-line', ...line }, scene)),
    };
  },
  together: (scene, { commands }, language) => play(scene, commands, language),
};

/** Whether a command is about what another view shows. */
function isElsewhere(command: Command, view: string): boolean {
  return 'view' in command && command.view !== view;
}

/** The picture with edits that it does not show yet. */
export function play(scene: Scene, commands: readonly Command[], language: string): Scene {
  return commands.reduce((now, command) => {
    // The table pairs each name with a player of that name.
    const player = PLAYERS[command.kind] as Player<Command> | undefined;
    return player && !isElsewhere(command, scene.view) ? player(now, command, language) : now;
  }, scene);
}
