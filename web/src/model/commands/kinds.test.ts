import { describe, expect, test } from 'vitest';
import type { Command, CommandName, Documents } from './command';
import { COMMANDS, apply, edits, invert } from './kinds';

const documents: Documents = {
  'element/crm': {
    kind: 'application-component',
    name: { en: 'CRM', zh: '客户' },
    properties: { cost: '4' },
  },
  'element/erp': { kind: 'application-component', name: 'ERP' },
  'relation/r-1': { kind: 'serving', source: 'crm', target: 'erp' },
  'node-layout/overview/n1': { x: 10, y: 20 },
};

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
    kind: 'several',
    name: 'owner',
    commands: [
      { kind: 'set-field', item: 'element/crm', path: ['owners'], to: { business: 'sales' } },
      { kind: 'set-field', item: 'element/erp', path: ['owners'], to: { business: 'sales' } },
    ],
  },
  { kind: 'place-nodes', view: 'overview', places: { n1: { from: { x: 10, y: 20 }, to: { x: 40, y: 20 } } } },
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

  test('every kind but those that only the server can take back has a case', () => {
    const covered = new Set<CommandName>([...cases.map(({ kind }) => kind), 'take-back', 'apply-edits']);
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
    expect(edits(cases.at(-1)!)).toEqual([{ update: { item, fields: [{ path: ['x'], from: 10, to: 40 }] } }]);
  });
});
