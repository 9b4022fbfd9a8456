import { expect, test } from 'vitest';
import type { SceneLine, SceneNode } from '@/canvas/scene/scene';
import { listOf } from './in-list';

const node = (id: string, more: Partial<SceneNode> = {}): SceneNode => ({
  id,
  parent: null,
  x: 0,
  y: 0,
  width: 1,
  height: 1,
  label: id.toUpperCase(),
  shows: 'element',
  kind: 'goal',
  kindLabel: 'Goal',
  layer: 'motivation',
  shape: 'goal',
  style: null,
  element: { id, elementId: `e-${id}`, kindId: 'goal', layer: 'motivation', names: [] },
  leads: null,
  place: null,
  drawing: 'server',
  ...more,
});
const line = (id: string, from: string, to: string, more: Partial<SceneLine> = {}): SceneLine => ({
  id,
  from,
  to,
  label: '',
  shows: 'relation',
  kind: 'serving',
  kindLabel: 'serves',
  relation: { id: `r-${id}`, source: '', target: '' },
  isImplied: false,
  bends: [],
  hasEntry: false,
  points: null,
  ...more,
});
const byId = <One extends { id: string }>(...all: One[]) => new Map(all.map((one) => [one.id, one]));
const scene = {
  nodes: byId(
    node('g', { shows: 'group', kind: null, kindLabel: null, element: null }),
    node('a', { parent: 'g' }),
    node('b'),
    node('frame', { shows: 'decor' }),
  ),
  lines: byId(
    line('1', 'a', 'b'),
    line('2', 'g', 'b', { relation: null, shows: 'plain', label: 'see' }),
    line('3', '1', 'b', { kindLabel: null }),
    line('4', 'a', 'frame', { shows: 'decor' }),
    line('5', '5', 'nowhere'),
  ),
};
const words = (wanted?: string) => {
  const { boxes, sentences } = listOf(scene, wanted);
  return [
    ...boxes.map(({ label, kind, shows, inside }) =>
      [label, kind ?? shows, inside].filter(Boolean).join(' '),
    ),
    ...sentences.map(({ from, says, to, label }) =>
      [from.label, says ?? '–', to.label, label].filter(Boolean).join(' '),
    ),
  ];
};

test.each<[string, string | undefined, string[]]>([
  [
    'everything but decoration, lines at lines too',
    undefined,
    ['G group', 'A Goal G', 'B Goal', 'A serves B', 'G – B see', '(A serves B) serving B'],
  ],
  ['what has a text in it', ' SEE ', ['G – B see']],
  ['a kind', 'goal', ['A Goal G', 'B Goal']],
  ['nothing', 'unheard of', []],
])('%s', (_, wanted, rows) => {
  // The last line ends at itself: the next test is about it.
  expect(words(wanted).filter((row) => !row.includes('nowhere'))).toEqual(rows);
});

test('a line that ends at itself is named once and for all', () => {
  const last = words().at(-1)!;
  expect(last.length).toBeLessThan(200);
});
