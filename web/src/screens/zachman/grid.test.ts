import { describe, expect, test } from 'vitest';
import { type Cell, type ColorBy, type GridKind, belongingTo, dots, moved, placedIn, strength } from './grid';

const cell: Cell = {
  id: 'a.what',
  row: 'a',
  column: 'what',
  name: '',
  classic: '',
  count: 10,
  confirmed: 2,
  share: 0.5,
  problems: 9,
};

function kind(kindId: string, place: string | null, others: Partial<GridKind> = {}): GridKind {
  const fixed = { label: kindId, description: '', layer: 'business', home: 'model', cells: [] };
  return { kindId, cell: place, ...fixed, ...others };
}

const kinds = [
  kind('actor', 'business.who'),
  kind('group', 'business.what', {
    cells: [{ cell: 'business.who', when: [{ key: 'is_team', value: 'yes' }] }],
  }),
  kind('incident', 'business.who', { home: 'ledger' }),
  kind('user', 'system.who'),
  kind('node', 'system.where'),
  kind('junction', null),
];
const ids = (some: GridKind[]) => some.map(({ kindId }) => kindId);

describe('the grid', () => {
  test.each<[ColorBy, number]>([
    ['count', 2],
    ['complete', 2],
    ['confirmed', 1],
    ['problems', 4],
  ])('colour by %s', (by, expected) => {
    expect(strength(cell, by, 20)).toBe(expected);
    expect(strength({ ...cell, count: 0 }, by, 20)).toBe(0);
  });

  test.each([
    [0, '○○○○'],
    [0.5, '●●○○'],
    [0.97, '●●●○'],
    [1, '●●●●'],
  ])('%d is %s', (share, expected) => {
    expect(dots(share)).toBe(expected);
  });

  test('a cell says which kinds belong there, and how', () => {
    const found = belongingTo('business.who', kinds);
    expect(ids(found.usual)).toEqual(['actor']);
    expect(ids(found.conditional)).toEqual(['group']);
    expect(ids(found.reported)).toEqual(['incident']);
    expect(ids(found.others)).toEqual(['user']);
  });

  test('the cell is written down only where the kind does not say it', () => {
    expect(placedIn('business.who', kinds[0]!)).toEqual({});
    expect(placedIn('business.who', kinds[3]!)).toEqual({ zachman: 'business.who' });
  });

  test.each<[string, [number, number] | null]>([
    ['ArrowUp', [0, 1]],
    ['ArrowLeft', [0, 0]],
    ['ArrowRight', [0, 2]],
    ['ArrowDown', [1, 1]],
    ['End', [0, 6]],
    ['x', null],
  ])('%s', (key, expected) => {
    expect(moved([0, 1], key)).toEqual(expected);
  });
});
