import { describe, expect, test } from 'vitest';
import type { Fields } from '@/model/json';
import { commandOf, together, wrongIn } from './change';
import type { Column, Row } from './columns';

function column(key: string, path: string[], others: Partial<Column> = {}): Column {
  const fixed = { choices: [], to: [], isLocalized: false, isNumber: false, width: 100 };
  return { key, label: key, input: 'text', path, ...fixed, ...others };
}

const fields: Fields = {
  kind: 'application',
  name: { en: 'CRM', zh: '客户系统' },
  tags: ['core'],
  properties: { cost: '9', slogan: { en: 'Go' } },
};
const row: Row = { id: 'crm', fields, element: {} as Row['element'] };
const plain: Row = { ...row, fields: { name: 'CRM', properties: {} } };
const set = (path: string[], from?: unknown, to?: unknown) => ({
  kind: 'set-field',
  item: 'element/crm',
  path,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

describe('a cell is edited', () => {
  const cost = column('properties.cost', ['properties', 'cost'], { isNumber: true, input: 'number' });
  const slogan = column('properties.slogan', ['properties', 'slogan'], { isLocalized: true });
  const tags = column('tags', ['tags'], { input: 'tags' });
  const name = column('name', [], { input: 'name' });
  const prose = column('description', ['description']);

  test.each([
    [row, cost, '12', set(['properties', 'cost'], '9', '12')],
    [row, cost, '', set(['properties', 'cost'], '9')],
    [row, cost, '9', null],
    [row, slogan, '走', set(['properties', 'slogan', 'zh'], undefined, '走')],
    [plain, slogan, '走', set(['properties', 'slogan'], undefined, '走')],
    [row, tags, 'core， eu', set(['tags'], ['core'], ['core', 'eu'])],
    [row, tags, ' ', set(['tags'], ['core'])],
    [row, prose, '主系统', set(['description', 'zh'], undefined, '主系统')],
    [plain, prose, 'Main', set(['description'], undefined, 'Main')],
    [
      row,
      name,
      '客户中心',
      { kind: 'rename', item: 'element/crm', from: fields['name'], to: { en: 'CRM', zh: '客户中心' } },
    ],
    [plain, name, 'Hub', { kind: 'rename', item: 'element/crm', from: 'CRM', to: 'Hub' }],
    [plain, name, 'CRM', null],
  ])('%#', (of, where, text, expected) => {
    expect(commandOf(of, where, text, 'zh')).toEqual(expected);
  });

  test.each([
    [cost, '12.5', null],
    [cost, 'a lot', 'number'],
    [cost, '', null],
    [name, ' ', 'name'],
    [column('d', ['d'], { input: 'date' }), '2026-13', null],
    [column('d', ['d'], { input: 'date' }), 'soon', 'date'],
  ] as const)('%#: what is wrong', (where, text, expected) => {
    expect(wrongIn(where, text)).toBe(expected);
  });

  test('many cells are one command', () => {
    const one = commandOf(row, cost, '12', 'en');
    expect(together([one, null], 'cost')).toBe(one);
    expect(together([null], 'cost')).toBeNull();
    expect(together([one, one], 'cost')).toEqual({
      kind: 'together',
      as: 'several',
      what: 'cost',
      commands: [one, one],
    });
  });
});
