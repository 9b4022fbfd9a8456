import { describe, expect, test } from 'vitest';
import { nameFrom, newRequirement } from './newRequirement';
import { readKept } from './Saved';
import { boardSearch, filterOf } from './search';

describe('an address', () => {
  test.each([
    [{}, {}],
    [
      { show: 'table', lanes: 'owner', sort: 'SINCE' },
      { show: 'table', lanes: 'owner', sort: 'SINCE' },
    ],
    [{ show: 'nonsense', lanes: 3, priority: 9, older: -1, state: 'DONE' }, {}],
    [
      { flags: ['blocked', 'evil'], older: '30', priority: 2 },
      { flags: ['blocked'], older: 30, priority: 2 },
    ],
    [{ q: 'x'.repeat(1000) }, { q: 'x'.repeat(200) }],
    [{ q: 103 }, { q: '103' }],
  ])('%j', (search, read) => expect(boardSearch(search)).toEqual(read));
  test('what the server filters by', () => {
    const search = { q: 'out', env: 'env-prod', flags: ['blocked' as const], priority: 1, older: 7 };
    expect(filterOf(search)).toEqual({ text: 'out', environment: 'env-prod', priority: 1 });
  });
});

test.each([
  [null, []],
  ['not json', []],
  ['{"a":1}', []],
  [
    '[null, {"name": 3}, {"name": "Mine", "search": {"show": "table", "x": 1}}]',
    [{ name: 'Mine', search: { show: 'table' } }],
  ],
])('kept filters from %s', (text, kept) => expect(readKept(text)).toEqual(kept));

test.each([
  ['Callers wait. They are angry.', 'Callers wait'],
  ['客户等待太久。很多人挂断。', '客户等待太久'],
  ['One line\nanother', 'One line'],
  [`${'word '.repeat(30)}`, `${'word '.repeat(11)}word…`.slice(0, 59).replace(/\s+\S*$/, '') + '…'],
])('a name from %s', (text, name) => expect(nameFrom(text)).toBe(name));

test.each([
  ['stakeholder', ['splits-into', 'raised-by']],
  ['business-role', ['splits-into']],
  ['business-actor', ['splits-into']],
])('a new requirement comes with the demand of a %s behind it', (kindId, relations) => {
  const commands = newRequirement({
    hurts: 'It hurts.',
    who: { elementId: 'sh-1', kindId },
    better: 'Less.',
    by: '2027-01-01',
    language: 'en',
  });
  const [requirement, demand, ...related] = commands;
  expect(requirement).toMatchObject({
    kind: 'create-element',
    fields: { kind: 'requirement', name: { en: 'It hurts' }, properties: { acceptance: { en: 'Less.' } } },
  });
  expect(demand).toMatchObject({
    fields: {
      kind: 'demand',
      properties: { raised_by: 'sh-1', wanted_by: '2027-01-01', problem: { en: 'It hurts.' } },
    },
  });
  const [from, to] = [demand, requirement].map((command) => command?.kind === 'create-element' && command.id);
  expect(related).toMatchObject(
    relations.map((relation) => ({
      kind: 'connect',
      relation,
      from,
      to: relation === 'raised-by' ? 'sh-1' : to,
    })),
  );
});
