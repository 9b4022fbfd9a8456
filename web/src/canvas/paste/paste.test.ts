import { describe, expect, test } from 'vitest';
import type { Fields } from '@/model/json';
import { apply } from '@/model/commands/kinds';
import { asYaml } from '../clipboard';
import { play } from '../scene/play';
import type { Scene } from '../scene/scene';
import type { Found, Kind, Related, Rule } from '../surroundings';
import { draftOf } from './draft';
import { type Known, planOf } from './plan';
import { readYaml } from './yaml';

test.each<[string, string, unknown]>([
  [
    'maps, lists and flow',
    'a: 1\nb: [x, "y z"]\nc: { d: true }',
    [{ a: 1, b: ['x', 'y z'], c: { d: true } }],
  ],
  ['a comment and a quote in quotes', "- name: 'it''s' # so\n- ~", [[{ name: "it's" }, null]]],
  ['several documents', 'a: 1\n---\na: 2\n', [{ a: 1 }, { a: 2 }]],
  ['a text in lines of its own', 'text: |\n  one\n  two\nnext: 3', [{ text: 'one\ntwo', next: 3 }]],
  ['line ends of Windows', 'a: x\r\nb: y\r\n', [{ a: 'x', b: 'y' }]],
  ['an anchor is not read', 'a: &x 1\nb: *x', null],
  ['a tag is not read', 'a: !!js/function x', null],
  ['not YAML', 'a: b: c\n - d', null],
])('%s', (_, text, value) => {
  expect(readYaml(text)).toEqual(value);
});

const kind = (id: string, label: string): Kind => ({
  id,
  label,
  description: '',
  layer: 'application',
  shape: id,
  ancestors: new Set([id]),
});
const kinds = new Map([kind('component', 'Component'), kind('goal', 'Goal')].map((one) => [one.id, one]));
const element = (id: string, name: string): Found => ({
  id,
  name,
  names: [{ language: 'en', text: name }],
  kind: 'component',
  kindLabel: 'Component',
  layer: 'application',
});
const serves: Related = { id: 'r1', kind: 'serving', source: 'crm', target: 'billing', name: '' };
const rule: Rule = {
  relation: 'serving',
  direction: 'OUT',
  label: 'serves',
  isDerived: () => false,
  fits: ({ id }) => id === 'component',
};
const known: Known = {
  elements: new Map([
    ['crm', { found: element('crm', 'CRM'), relations: [serves] }],
    ['billing', { found: element('billing', 'Billing'), relations: [serves] }],
  ]),
  named: new Map([['CRM', [element('crm', 'CRM')]]]),
  kinds,
  rules: new Map([['component', [rule]]]),
};
const scene: Scene = {
  view: 'v',
  nodes: new Map(),
  lines: new Map(),
  isDrawn: true,
  isEmptyByQuestion: false,
  hasLayout: true,
};
const around = {
  scene,
  routes: new Map(),
  at: { x: 100, y: 50 },
  kind: 'goal',
  language: 'en',
  languages: ['en'],
};
const plan = (text: string) => planOf(draftOf(text, readYaml(text)), known, around);

describe('what becomes of what is pasted', () => {
  test.each<[string, string, string[]]>([
    [
      'names, known and new',
      '- CRM\n- Faster answers\tGoal\nOther',
      ['reference CRM', 'new Faster answers', 'new Other'],
    ],
    ['the same name twice is one', 'Other\nOther', ['new Other']],
    [
      'a part of a view',
      'content:\n  - { node: a, element: crm }\n  - { node: b, element: billing }\nconnections:\n  - { relation: r1, from: b, to: a }',
      ['reference CRM', 'reference Billing', 'line Billing → CRM'],
    ],
    [
      'what is not in the model',
      'content:\n  - { node: a, element: gone }\n  - { node: b, element: crm }\nconnections:\n  - { relation: r1, from: a, to: b }\n  - { relation: r9, from: b, to: b }',
      ['refused noElement', 'reference CRM', 'refused noEnd', 'refused noRelation'],
    ],
    [
      'groups, notes and what stands in them',
      'content:\n  - node: g\n    group: Centre\n    nodes:\n      - { node: n, note: Hello }\n  - { node: w, view: other }',
      ['box Centre', 'box Hello', 'refused noView'],
    ],
    [
      'elements with relations',
      'id: erp\nkind: component\nname: ERP\nrelations:\n  - serving: crm\n  - { kind: flow, to: crm }\n  - serving: nobody\n---\nid: x\nkind: starship\nname: X',
      ['new ERP', 'refused noKind', 'relation ERP → CRM', 'refused notAllowed', 'refused noEnd'],
    ],
    ['what is known already', 'id: crm\nkind: component\nname: CRM', ['reference CRM']],
    ['another text', 'port: 80\nhost: here', []],
  ])('%s', (_, text, rows) => {
    expect(plan(text).rows.map(({ becomes, label, why }) => `${becomes} ${why ?? label}`)).toEqual(rows);
  });
});

test('what is pasted is drawn, and can be taken out of a file again', () => {
  const { command, nodes } = plan(
    'content:\n  - node: g\n    group: Centre\n    nodes: [{ node: a, element: crm }]',
  );
  const after = play(scene, [command!], 'en');
  expect([...after.nodes.keys()]).toEqual(nodes);
  const [group, inside] = [...after.nodes.values()];
  expect(inside!.parent).toBe(group!.id);
  expect([group!.x, group!.y]).toEqual([100, 50]);
  expect(group!.width).toBeGreaterThan(inside!.x + inside!.width);
});

test('a new element keeps what its file says', () => {
  const { command } = plan('id: erp\nkind: component\nname: { en: ERP, zh: 资源 }\nproperties: { size: 3 }');
  const made = apply({}, command!)['element/erp'] as Fields;
  expect(made).toEqual({ kind: 'component', name: { en: 'ERP', zh: '资源' }, properties: { size: 3 } });
});

test('what is copied here can be read here', () => {
  const clip = {
    view: 'v',
    nodes: [
      {
        id: 'a',
        holder: null,
        fields: { element: 'crm' },
        place: { x: 0, y: 0, w: 1, h: 1 },
        look: { label: 'CRM: "the" #1' },
      },
    ],
    lines: [],
  };
  expect(plan(asYaml(clip)).rows.map(({ becomes }) => becomes)).toEqual(['reference']);
});
