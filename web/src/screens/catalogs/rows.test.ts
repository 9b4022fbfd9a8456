import { describe, expect, test } from 'vitest';
import { type Column, type Row, columnsOf, documentOf, usualColumns } from './columns';
import type { CatalogElement, CatalogKind } from './queries';
import { asked, grouped, matches, namesOf, parseFilter, rawOf, shownOf, sorted } from './rows';

function definition(key: string, type: string, others = {}) {
  const fixed = { description: '', typeText: type, required: false, computed: false, parts: false };
  return { key, label: key, type, ...fixed, min: null, max: null, to: [], choices: [], ...others };
}

const kind: CatalogKind = {
  kindId: 'application',
  label: 'Application',
  description: '',
  layer: 'application',
  home: 'model',
  children: [],
  properties: [
    definition('cost', 'integer'),
    definition('fit', 'enum', {
      required: true,
      choices: [
        { value: 'low', label: 'Low' },
        { value: 'high', label: 'High' },
      ],
    }),
    definition('slogan', 'localized'),
    definition('states', 'list', { parts: true }),
  ],
};

function element(elementId: string, name: string, others: Partial<CatalogElement> = {}): CatalogElement {
  return {
    id: elementId,
    elementId,
    kindId: 'application',
    layer: 'application',
    name,
    names: [
      { language: 'en', text: name },
      { language: 'zh', text: `${name}中` },
    ],
    description: '',
    tags: [],
    kind: { label: 'Application' },
    owners: { business: null, technology: null },
    lifecycle: null,
    completeness: { share: 0.5 },
    diagnostics: [],
    properties: [],
    ...others,
  };
}

const property = (key: string, value: string, type = 'text') => ({
  key,
  type,
  value,
  values: [value],
  reference: null,
});
const owner = (elementId: string, name: string) => ({
  text: elementId,
  element: { id: elementId, elementId, name },
});
const elements = [
  element('crm', 'CRM', {
    tags: ['core', 'eu'],
    owners: { business: owner('sales', 'Sales'), technology: null },
    properties: [property('cost', '90'), property('fit', 'high', 'enum')],
  }),
  element('erp', 'ERP', {
    lifecycle: { state: 'active' },
    properties: [
      property('cost', '100'),
      property('fit', 'low', 'enum'),
      property('slogan', '{"en":"Go","zh":"走"}', 'localized'),
    ],
  }),
  element('bi', 'BI', { owners: { business: { text: 'Ms Wang', element: null }, technology: null } }),
];
const rows: Row[] = elements.map((one) => ({ id: one.elementId, element: one, fields: documentOf(one) }));
const columns = columnsOf(kind, (key) => key);
const names = namesOf(rows);
const named = (key: string): Column => columns.find((column) => column.key === key)!;
const show = (row: Row, column: Column) => shownOf(row, column, 'en', names);
const raw = (row: Row, column: Column) => rawOf(row, column, 'en');
const ids = (some: Row[]) => some.map(({ id }) => id).join(' ');

describe('a catalog', () => {
  test.each([
    ['name', 'en', 'ERP', 'ERP'],
    ['name', 'zh', 'ERP中', 'ERP中'],
    ['lifecycle', 'en', 'active', 'catalog.lifecycle.active'],
    ['properties.fit', 'en', 'low', 'Low'],
    ['properties.slogan', 'zh', '走', '走'],
    ['completeness', 'en', '50', '50%'],
    ['owner', 'en', '', ''],
  ])('%s in %s', (key, language, value, shown) => {
    expect(rawOf(rows[1]!, named(key), language)).toBe(value);
    expect(shownOf(rows[1]!, named(key), language, names)).toBe(shown);
  });

  test('an owner is named, whether an element or a text', () => {
    expect(rows.map((row) => show(row, named('owner')))).toEqual(['Sales', '', 'Ms Wang']);
  });

  test('required properties come first, those that no cell can show are left out', () => {
    expect(usualColumns(kind)).toEqual([
      'name',
      'owner',
      'lifecycle',
      'properties.fit',
      'properties.cost',
      'completeness',
      'problems',
    ]);
  });

  test.each([
    ['properties.cost', 'crm erp bi'],
    ['-properties.cost', 'erp crm bi'],
    ['properties.fit', 'erp crm bi'],
    ['name', 'bi crm erp'],
    ['nothing', 'crm erp bi'],
  ])('sorted by %s', (sort, expected) => {
    expect(ids(sorted(rows, sort, columns, show, raw))).toBe(expected);
  });

  test.each([
    [['owner:sales'], 'crm'],
    [['owner:sales', 'owner:Ms Wang'], 'crm bi'],
    [['tags:eu'], 'crm'],
    [['tags:eu', 'properties.fit:low'], ''],
    [['lifecycle:'], 'crm bi'],
    [['unknown:x'], 'crm erp bi'],
  ])('filtered by %j', (texts, expected) => {
    const filters = texts.map((text) => parseFilter(text)!);
    expect(ids(rows.filter((row) => matches(row, filters, columns, 'en')))).toBe(expected);
  });

  test('the server is asked for what it can tell', () => {
    const filters = [
      'tags:eu',
      'properties.fit:low',
      'properties.cost:1',
      'properties.cost:2',
      'owner:sales',
    ];
    expect(
      asked(
        'application',
        'bill',
        filters.map((text) => parseFilter(text)!),
      ),
    ).toEqual({
      kinds: ['application'],
      text: 'bill',
      tags: ['eu'],
      properties: [{ key: 'fit', value: 'low' }],
    });
    expect(parseFilter('none')).toBeNull();
  });

  test('groups have heads, those without a value are last, folded ones show no rows', () => {
    const lines = grouped(rows, named('properties.fit'), new Set(['high']), show, raw);
    expect(lines.map((line) => (line.kind === 'row' ? line.row.id : `${line.label} ${line.count}`))).toEqual([
      'Low 1',
      'erp',
      'High 1',
      ' 1',
      'bi',
    ]);
  });
});
