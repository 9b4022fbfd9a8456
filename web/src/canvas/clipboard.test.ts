import { expect, test } from 'vitest';
import { apply } from '@/model/commands/kinds';
import { asYaml, copied, pasted } from './clipboard';
import { grouped, ungrouped } from './grouping';
import { framesOf } from './scene/frames';
import { play } from './scene/play';
import type { Scene, SceneLine, SceneNode } from './scene/scene';

const node = (id: string, more: Partial<SceneNode> = {}): SceneNode => ({
  id,
  parent: null,
  x: 100,
  y: 50,
  width: 120,
  height: 55,
  label: id.toUpperCase(),
  shows: 'element',
  kind: 'goal',
  kindLabel: 'Goal',
  layer: 'motivation',
  shape: 'goal',
  style: null,
  element: { id, elementId: `e-${id}`, kindId: 'goal', layer: 'motivation', names: [] },
  leads: null,
  place: { x: 100, y: 50 },
  drawing: 'server',
  ...more,
});
const line = (id: string, from: string, to: string): SceneLine => ({
  id,
  from,
  to,
  label: '',
  shows: 'relation',
  kind: 'influence',
  kindLabel: null,
  relation: { id: `r-${id}`, source: `e-${from}`, target: `e-${to}` },
  isImplied: false,
  bends: [],
  hasEntry: false,
  points: null,
});
const group = node('g', { shows: 'group', element: null, kind: null, x: 10, y: 10, width: 400, height: 300 });
const nodes = [group, node('a', { parent: 'g' }), node('b', { x: 500 }), node('c', { x: 700 })];
const scene: Scene = {
  view: 'v',
  nodes: new Map(nodes.map((one) => [one.id, one])),
  lines: new Map([line('1', 'a', 'b'), line('2', 'b', 'c')].map((one) => [one.id, one])),
  isDrawn: true,
  isEmptyByQuestion: false,
  hasLayout: true,
};
const frames = framesOf(scene);
const routes = new Map();
const count = (after: Scene) => [after.nodes.size, after.lines.size];

test('a group is copied with what stands in it, and lines that lead out of it stay behind', () => {
  const clip = copied(scene, frames, ['g', 'a', 'b'])!;
  expect(clip.nodes.map(({ id, holder }) => [id, holder])).toEqual([
    ['g', null],
    ['a', 'g'],
    ['b', null],
  ]);
  expect(clip.lines.map(({ from, to }) => [from, to])).toEqual([['a', 'b']]);
});

test('pasted as references, nothing is new in the model', () => {
  const clip = copied(scene, frames, ['a', 'b'])!;
  const { command } = pasted(scene, routes, clip, {
    at: { x: 0, y: 0 },
    isCopy: false,
    nameOf: (name) => name,
  });
  expect(count(play(scene, [command], 'en'))).toEqual([6, 3]);
  expect(Object.keys(apply({}, command)).filter((item) => /^(element|relation)\//.test(item))).toEqual([]);
});

test('pasted as copies, elements and the relations between them are made anew', () => {
  const clip = copied(scene, frames, ['a', 'b'])!;
  const paste = { at: { x: 0, y: 0 }, isCopy: true, nameOf: (name: string) => `${name} (copy)` };
  const { command } = pasted(scene, routes, clip, paste);
  const documents = Object.entries(apply({}, command));
  const names = documents.flatMap(([item, { name }]) => (item.startsWith('element/') ? [name] : []));
  expect(names).toEqual(['A (copy)', 'B (copy)']);
  const [relation] = documents.flatMap(([item, fields]) => (item.startsWith('relation/') ? [fields] : []));
  expect(relation?.['kind']).toBe('influence');
  expect(relation?.['source']).not.toBe('e-a');
});

test('the clipboard is YAML in the form of a view, whatever names are', () => {
  const evil = node('x', { label: 'A\n- node: b' });
  const clip = copied({ ...scene, nodes: new Map([['x', evil]]) }, new Map([['x', evil]]), ['x'])!;
  expect(asYaml(clip)).toBe('content:\n  - node: "x"\n    element: "e-x" # A - node: b\n');
  expect(asYaml(copied(scene, frames, ['g', 'b'])!)).toContain('    nodes:\n      - node: "a"');
});

test('a group and back leaves every box where it was', () => {
  const made = grouped(scene, frames, routes, ['b', 'c'], 'New')!;
  const after = play(scene, [made.command], 'en');
  expect([after.nodes.get('b')!.parent, after.nodes.get('c')!.parent]).toEqual([made.node, made.node]);
  expect(framesOf(after).get('c')).toEqual(frames.get('c'));
  const back = play(after, [ungrouped(after, routes, after.nodes.get(made.node)!)!], 'en');
  expect([...framesOf(back)].sort()).toEqual([...frames].sort());
});
