import type { Command, Look } from '@/model/commands/command';
import { newElementId, newRelationId } from '@/model/ids';
import type { Fields } from '@/model/json';
import { frozen, newId } from './edits';
import { outermost } from './grouping';
import type { Routed } from './scene/frames';
import { type Frame, type Point, around } from './scene/geometry';
import { type Scene, type SceneNode, isReal, subtree } from './scene/scene';

/** A box on the clipboard; its place is relative to the box it stands in, or to the left top corner of all. */
export interface ClipNode {
  id: string;
  holder: string | null;
  fields: Fields;
  place: { x: number; y: number; w: number; h: number };
  look: Look;
}

/** A line on the clipboard, between boxes that are on it. */
export interface ClipLine {
  from: string;
  to: string;
  relation: { id: string; kind: string } | null;
  label: string;
}

/** What was copied. */
export interface Clip {
  view: string;
  nodes: ClipNode[];
  lines: ClipLine[];
}

function fieldsOf(node: SceneNode): Fields | null {
  if (node.shows === 'element' && node.element) return { element: node.element.elementId };
  if (node.shows === 'view' && node.leads) return { view: node.leads };
  if (node.shows === 'note' || node.shows === 'group') return { [node.shows]: node.label };
  return null;
}

function lookOf(node: SceneNode): Look {
  const { label, kind, kindLabel, layer, shape, element } = node;
  return {
    label,
    layer,
    ...(kind ? { kind } : {}),
    ...(kindLabel ? { kindLabel } : {}),
    ...(shape ? { shape } : {}),
    ...(element ? { names: element.names.map(({ language, text }) => ({ language, text })) } : {}),
  };
}

/** Boxes with what stands in them, and the lines between them. */
export function copied(scene: Scene, frames: ReadonlyMap<string, Frame>, ids: Iterable<string>): Clip | null {
  const roots = outermost(scene, ids);
  if (roots.length === 0) return null;
  const all = new Set(roots.flatMap(({ id }) => [...subtree(scene.nodes, id)]));
  const corner = around(roots.flatMap(({ id }) => frames.get(id) ?? []));
  const isRoot = new Set(roots.map(({ id }) => id));
  const nodes = [...scene.nodes.values()].flatMap((node): ClipNode[] => {
    const fields = fieldsOf(node);
    if (!all.has(node.id) || !isReal(node) || !fields) return [];
    const frame = frames.get(node.id)!;
    const at = isRoot.has(node.id) ? { x: frame.x - corner.x, y: frame.y - corner.y } : node;
    const place = { x: at.x, y: at.y, w: node.width, h: node.height };
    return [
      { id: node.id, holder: isRoot.has(node.id) ? null : node.parent, fields, place, look: lookOf(node) },
    ];
  });
  const lines = [...scene.lines.values()].flatMap(
    ({ from, to, relation, kind, label, shows }): ClipLine[] => {
      if (!all.has(from) || !all.has(to) || shows === 'decor') return [];
      return [{ from, to, relation: relation && { id: relation.id, kind: kind ?? '' }, label }];
    },
  );
  return { view: scene.view, nodes, lines };
}

interface Paste {
  at: Point;
  /** Whether elements are made anew; otherwise they are shown once more. */
  isCopy: boolean;
  /** The name of a copy. */
  nameOf: (name: string) => string;
}

/** What was copied, on this view. */
export function pasted(
  scene: Scene,
  routes: ReadonlyMap<string, Routed>,
  clip: Clip,
  { at, isCopy, nameOf }: Paste,
): { nodes: string[]; command: Command } {
  const nodeIds = new Map(clip.nodes.map(({ id }) => [id, newId('n')]));
  const elementIds = new Map<string, string>();
  const commands: Command[] = [...frozen(scene, routes)];
  for (const { id, holder, fields, place, look } of clip.nodes) {
    const element = fields['element'];
    let shown = fields;
    let seen = look;
    if (isCopy && typeof element === 'string' && look.kind) {
      const copy = elementIds.get(element) ?? newElementId(look.label);
      if (!elementIds.has(element)) commands.push(copyOf(copy, look, nameOf));
      elementIds.set(element, copy);
      shown = { element: copy };
      seen = { ...look, label: nameOf(look.label) };
    }
    const isRoot = holder === null || !nodeIds.has(holder);
    const to = isRoot ? { ...place, x: place.x + at.x, y: place.y + at.y } : place;
    const rounded = Object.fromEntries(Object.entries(to).map(([side, value]) => [side, Math.round(value)]));
    commands.push({
      kind: 'add-node',
      view: scene.view,
      id: nodeIds.get(id)!,
      holder: isRoot ? null : (nodeIds.get(holder) ?? null),
      fields: shown,
      place: rounded as typeof place,
      look: seen,
    });
  }
  for (const line of clip.lines)
    commands.push(...lineFor(scene.view, line, nodeIds, elementIds, clip, isCopy));
  return {
    nodes: [...nodeIds.values()],
    command: { kind: 'together', as: 'paste', what: String(clip.nodes.length), commands },
  };
}

function copyOf(id: string, { kind = '', label, names }: Look, nameOf: (name: string) => string): Command {
  const texts = (names ?? []).flatMap(({ language, text }) => (language ? [[language, nameOf(text)]] : []));
  const name = texts.length > 0 ? (Object.fromEntries(texts) as Record<string, string>) : nameOf(label);
  return { kind: 'create-element', id, fields: { kind, name } };
}

function lineFor(
  view: string,
  { from, to, relation, label }: ClipLine,
  nodeIds: ReadonlyMap<string, string>,
  elementIds: ReadonlyMap<string, string>,
  clip: Clip,
  isCopy: boolean,
): Command[] {
  const [start, end] = [nodeIds.get(from), nodeIds.get(to)];
  if (!start || !end) return [];
  const line = { kind: 'add-line', view, id: newId('c'), from: start, to: end, bends: null } as const;
  const look = { label, ...(relation ? { kind: relation.kind } : {}) };
  if (!relation || !isCopy) return [{ ...line, relation: relation?.id ?? null, look }];
  const copyAt = (node: string) => {
    const element = clip.nodes.find(({ id }) => id === node)?.fields['element'];
    return typeof element === 'string' ? elementIds.get(element) : undefined;
  };
  const [source, target] = [copyAt(from), copyAt(to)];
  if (!source || !target) return [];
  const id = newRelationId();
  return [
    { kind: 'connect', id, from: source, relation: relation.kind, to: target },
    { ...line, relation: id, look },
  ];
}

/** What was copied as YAML in the form of a view's file: for editors and chats. */
export function asYaml({ nodes, lines }: Clip): string {
  const text = (value: unknown) => JSON.stringify(value);
  const within = (holder: string | null, depth: number): string[] =>
    nodes
      .filter(
        (node) =>
          (node.holder !== null && nodes.some(({ id }) => id === node.holder) ? node.holder : null) ===
          holder,
      )
      .flatMap(({ id, fields, look }) => {
        const pad = '  '.repeat(depth);
        const [[key, value] = ['note', '']] = Object.entries(fields);
        const name = key === 'element' ? ` # ${look.label.replace(/[\p{C}\n]/gu, ' ').slice(0, 120)}` : '';
        const inside = within(id, depth + 2);
        return [
          `${pad}- node: ${text(id)}`,
          `${pad}  ${key}: ${text(value)}${name}`,
          ...(inside.length > 0 ? [`${pad}  nodes:`, ...inside] : []),
        ];
      });
  const connections = lines.map(({ from, to, relation }, index) => {
    const shows = relation ? `relation: ${text(relation.id)}, ` : '';
    return `  - { id: c${index + 1}, ${shows}from: ${text(from)}, to: ${text(to)} }`;
  });
  const list = ['content:', ...within(null, 1)];
  return [...list, ...(connections.length > 0 ? ['connections:', ...connections] : []), ''].join('\n');
}
