import { describe, expect, test } from 'vitest';
import type { Command, Documents } from '@/model/commands/command';
import { apply } from '@/model/commands/kinds';
import { type Head, cellKey, lettersIn, marksOf, readLetters, withMarks } from './cells';
import {
  type Legal,
  choicesOf,
  following,
  followingLetters,
  lettered,
  lettersAllowed,
  replaced,
} from './choices';
import { matrixSearch, transposed } from './presets';

const head = (id: string, kind: string): Head => ({ id, kind, label: id });
const [call, repair] = [head('call', 'process'), head('repair', 'process')];
const [agent, crew] = [head('agent', 'role'), head('crew', 'role')];
const relation = (kind: string, source: string, target: string, properties = {}) => ({
  kind,
  source,
  target,
  properties,
});
const documents: Documents = {
  'relation/r1': relation('assignment', 'agent', 'call', { responsibility: ['A', 'R'] }),
  'relation/r2': relation('association', 'agent', 'repair', { responsibility: ['informed'] }),
  'relation/r3': relation('assignment', 'crew', 'repair'),
  'relation/r4': relation('serving', 'elsewhere', 'repair'),
};
const legal: Legal = [
  { from: 'role', to: 'process', relations: ['assignment', 'association', 'serving'] },
  { from: 'process', to: 'role', relations: ['association', 'serving'] },
];
let made = 0;
const newId = () => `new-${(made += 1)}`;
const cell = (now: Documents, row: Head, column: Head, shows: 'relations' | 'raci' | 'crud' = 'raci') =>
  marksOf(now, [call, repair], [agent, crew], shows).get(cellKey(row.id, column.id)) ?? [];
const after = (command: Command | null) => (command ? apply(documents, command) : documents);

describe('cells', () => {
  test.each([
    [['R'], 'RACI', 'R'],
    [['ar'], 'RACI', 'RA'],
    [['A, R'], 'RACI', 'RA'],
    [['Accountable / Informed'], 'RACI', 'AI'],
    [['create'], 'CRUD', 'C'],
    [['CRUD'], 'CRUD', 'CRUD'],
    [['说明'], 'CRUD', ''],
  ])('%j of %s is %s', (values, known, expected) => {
    expect(readLetters(values, known)).toBe(expected);
  });

  test('letters are those that are said, or follow from the relation', () => {
    expect(lettersIn(cell(documents, call, agent), 'raci')).toBe('RA');
    expect(lettersIn(cell(documents, repair, agent), 'raci')).toBe('I');
    expect(lettersIn(cell(documents, repair, crew), 'raci')).toBe('R');
    expect(cell(documents, call, crew)).toEqual([]);
  });

  test('rows and columns without a mark can be hidden', () => {
    const marks = marksOf(
      { r: {}, 'relation/r1': documents['relation/r1']! },
      [call, repair],
      [agent, crew],
      'raci',
    );
    expect(withMarks([call, repair], [agent, crew], marks, false)).toEqual({
      rows: [call],
      columns: [agent],
    });
    expect(withMarks([call, repair], [agent, crew], marks, true).rows).toEqual([call, repair]);
  });
});

describe('choices', () => {
  const choices = choicesOf(legal, call, agent, []);

  test('both directions are offered, an association once; nothing with itself', () => {
    expect(choices.map(({ kind, isForward }) => `${kind} ${isForward}`)).toEqual([
      'association true',
      'serving true',
      'assignment false',
      'serving false',
    ]);
    expect(choicesOf(legal, call, call, [])).toEqual([]);
    expect(choicesOf(legal, call, repair, [])).toEqual([]);
    expect(choicesOf(legal, call, agent, ['assignment'])).toEqual([{ kind: 'assignment', isForward: false }]);
  });

  test('a click leads from one to the next, and to none after the last', () => {
    const some = choicesOf(legal, repair, crew, ['assignment', 'serving']);
    const marks = cell(documents, repair, crew, 'relations');
    expect(following([], some, repair, crew)).toEqual({ kind: 'serving', isForward: true });
    expect(following(marks, some, repair, crew)).toEqual({ kind: 'serving', isForward: false });
    expect(following([{ ...marks[0]!, kind: 'serving' }], some, repair, crew)).toBeNull();
  });

  test.each([
    [{ kind: 'assignment', isForward: false }, 'set', 'assignment'],
    [{ kind: 'association', isForward: false }, 'change-kind', 'association'],
    [{ kind: 'serving', isForward: true }, 'several', 'serving'],
    [null, 'disconnect', ''],
  ])('a cell gets %j', (choice, kind, expected) => {
    const command = replaced(cell(documents, repair, crew, 'relations'), choice, repair, crew, newId);
    expect(command?.kind ?? 'set').toBe(kind);
    expect(
      cell(after(command), repair, crew, 'relations')
        .map((mark) => mark.kind)
        .join(),
    ).toBe(expected);
  });

  test.each([
    ['', 'R', 'R'],
    ['R', 'A', 'A'],
    ['RA', '', ''],
    ['', 'AC', 'AC'],
  ])('letters are written: %s to %s', (_, letters, expected) => {
    for (const [row, column] of [
      [call, agent],
      [call, crew],
      [repair, agent],
    ] as const) {
      const all = choicesOf(legal, row, column, []);
      const command = lettered(cell(documents, row, column), letters, all, row, column, 'raci', newId);
      expect(lettersIn(cell(after(command), row, column), 'raci')).toBe(expected);
    }
  });

  test('letters need a relation that may be there', () => {
    expect(lettersAllowed(choices, 'raci')).toBe('RACI');
    expect(lettersAllowed(choicesOf(legal, call, agent, ['association']), 'raci')).toBe('CI');
    expect(lettersAllowed(choices, 'crud')).toBe('');
    expect(['', 'R', 'A', 'C', 'I', 'RA'].map((now) => followingLetters(now, 'RACI', 'raci'))).toEqual([
      'R',
      'A',
      'C',
      'I',
      '',
      'R',
    ]);
  });
});

describe('the address', () => {
  test('is read, and turned', () => {
    const search = matrixSearch({
      rows: 'a',
      columns: 'b',
      shows: 'raci',
      rowText: 'x',
      other: 1,
      empty: true,
    });
    expect(search).toEqual({ rows: 'a', columns: 'b', shows: 'raci', rowText: 'x', empty: true });
    expect(transposed(search)).toEqual({
      rows: 'b',
      columns: 'a',
      shows: 'raci',
      columnText: 'x',
      empty: true,
    });
  });
});
