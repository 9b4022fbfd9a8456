import { describe, expect, test } from 'vitest';
import type { Command, CommandName, Documents } from './command';
import { COMMANDS, apply, edits, invert, isAlone } from './kinds';

const documents: Documents = {
  'element/crm': {
    kind: 'application-component',
    name: { en: 'CRM', zh: '客户' },
    properties: { cost: '4' },
  },
  'element/erp': { kind: 'application-component', name: 'ERP' },
  'relation/r-1': { kind: 'serving', source: 'crm', target: 'erp' },
  'node-layout/overview/n1': { x: 10, y: 20 },
  'node/overview/n8': { element: 'crm', holder: 'n1' },
  'node-layout/overview/n8': { x: 1, y: 2 },
  'connection/overview/c1': { relation: 'r-1', from: 'n1', to: 'n8' },
  'connection-layout/overview/c1': { bends: [[1, 2]] },
  'view/old': { name: 'Old' },
};

const node = (kind: 'add-node' | 'remove-node', id: string): Command => ({
  kind,
  view: 'overview',
  id,
  holder: 'n1',
  fields: { element: 'crm' },
  place: { x: 1, y: 2 },
  look: { label: 'CRM' },
});
const line = (kind: 'add-line' | 'remove-line', id: string): Command => ({
  kind,
  view: 'overview',
  id,
  relation: 'r-1',
  from: 'n1',
  to: 'n8',
  bends: [[1, 2]],
  look: { label: '' },
});

/** A command of each kind that documents can take back, or several. */
const cases: Command[] = [
  { kind: 'set-field', item: 'element/crm', path: ['properties', 'cost'], from: '4', to: '5' },
  { kind: 'set-field', item: 'element/crm', path: ['properties', 'cost'], from: '4' },
  { kind: 'set-field', item: 'element/erp', path: ['properties', 'cost'], to: '7' },
  { kind: 'set-field', item: 'element/erp', path: ['description', 'zh'], to: '系统' },
  { kind: 'rename', item: 'element/crm', from: { en: 'CRM', zh: '客户' }, to: { en: 'Hub', zh: '客户' } },
  { kind: 'change-kind', item: 'element/erp', from: 'application-component', to: 'application-service' },
  { kind: 'create-element', id: 'new', fields: { kind: 'goal', name: 'New' } },
  { kind: 'delete-element', id: 'erp', fields: { kind: 'application-component', name: 'ERP' } },
  { kind: 'connect', id: 'r-2', from: 'erp', relation: 'serving', to: 'crm' },
  { kind: 'disconnect', id: 'r-1', from: 'crm', relation: 'serving', to: 'erp' },
  {
    kind: 'together',
    as: 'several',
    what: 'owner',
    commands: [
      { kind: 'set-field', item: 'element/crm', path: ['owners'], to: { business: 'sales' } },
      { kind: 'set-field', item: 'element/erp', path: ['owners'], to: { business: 'sales' } },
    ],
  },
  { kind: 'place-nodes', view: 'overview', places: { n1: { from: { x: 10, y: 20 }, to: { x: 40, y: 20 } } } },
  { kind: 'place-nodes', view: 'overview', places: { n7: { from: null, to: { x: 4, y: 2, w: 90, h: 40 } } } },
  node('add-node', 'n9'),
  node('remove-node', 'n8'),
  { kind: 'nest-node', view: 'overview', node: 'n8', from: 'n1', to: null },
  line('add-line', 'c9'),
  line('remove-line', 'c1'),
  { kind: 'bend-line', view: 'overview', line: 'c1', from: [[1, 2]], to: [[3, 4]] },
  { kind: 'bend-line', view: 'overview', line: 'c2', from: null, to: [[3, 4]] },
  { kind: 'create-view', id: 'fresh', fields: { name: 'Fresh' } },
  { kind: 'delete-view', id: 'old', fields: { name: 'Old' } },
  {
    kind: 'together',
    as: 'draw',
    what: 'New',
    commands: [
      { kind: 'create-element', id: 'new', fields: { kind: 'goal', name: 'New' } },
      node('add-node', 'n9'),
    ],
  },
];

describe('commands', () => {
  test.each(cases.map((command) => [command.kind, command] as const))(
    '%s and back changes nothing',
    (_, command) => {
      const after = apply(documents, command);
      expect(after).not.toEqual(documents);
      const back = invert(command);
      expect(back).not.toBeNull();
      expect(apply(after, back!)).toEqual(documents);
      expect(invert(back!)).toEqual(command);
    },
  );

  test('every kind but those that only the server can do has a case', () => {
    const covered = new Set<CommandName>([
      ...cases.map(({ kind }) => kind),
      'take-back',
      'take-out',
      'apply-edits',
    ]);
    expect([...covered].sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  test('edits of the server show at once what they set', () => {
    const to = { en: 'Hub' };
    const command: Command = {
      kind: 'apply-edits',
      name: 'Fix',
      edits: [
        { update: { item: 'element/crm', fields: [{ path: ['properties', 'cost'], to: '9' }] } },
        { rename: { item: 'element/erp', name: to } },
        { update: { item: 'element/unknown', fields: [{ path: ['x'], to: 1 }] } },
      ],
    };
    const after = apply(documents, command);
    expect(after['element/crm']?.['properties']).toEqual({ cost: '9' });
    expect(after['element/erp']?.['name']).toEqual(to);
    expect(Object.keys(after)).toEqual(Object.keys(documents));
    expect(edits(command)).toBe(command.edits);
  });

  test('a removed field is null for the server', () => {
    expect(edits(cases[1]!)).toEqual([
      { update: { item: 'element/crm', fields: [{ path: ['properties', 'cost'], from: '4', to: null }] } },
    ]);
  });

  test('a move along one axis tells the server about that axis', () => {
    const item = 'node-layout/overview/n1';
    const move = cases.find(({ kind }) => kind === 'place-nodes')!;
    expect(edits(move)).toEqual([{ update: { item, fields: [{ path: ['x'], from: 10, to: 40 }] } }]);
  });

  test('a line without an entry in the layout gets one, and loses it again', () => {
    const item = 'connection-layout/overview/c2';
    const bend = cases.find((one) => one.kind === 'bend-line' && one.from === null)!;
    expect(edits(bend)).toEqual([{ create: { item, fields: { bends: [[3, 4]] } } }]);
    expect(edits(invert(bend)!)).toEqual([{ delete: { item, references: false } }]);
  });

  test('what holds a command that stands alone stands alone, and only the server takes it back', () => {
    const out: Command = { kind: 'take-out', view: 'overview', nodes: ['n8'] };
    const both: Command = { kind: 'together', as: 'draw', what: '', commands: [cases[0]!, out] };
    expect(isAlone(both)).toBe(true);
    expect(isAlone({ ...both, commands: [cases[0]!] })).toBe(false);
    expect(invert(both)).toBeNull();
    expect(apply(documents, both)).not.toHaveProperty('node-layout/overview/n8');
  });
});
