import { describe, expect, test } from 'vitest';
import { type Provision, outcomeOf, retiredOf, toggled } from './retire';

/** A model of lines `provider > what it provides for`; with `!` before it, an element is retired; with `+`, cut. */
function model(text: string): Map<string, Provision | null> {
  const lines = text.split(' ').map((line) => line.split('>'));
  const plain = (id: string) => id.replace(/[!+]/, '');
  const ids = [...new Set(lines.flat())];
  const is = (id: string, sign: string) => ids.includes(sign + id);
  return new Map(
    ids.map(plain).map((id) => [
      id,
      {
        id,
        name: id.toUpperCase(),
        kindLabel: '',
        layer: null,
        isRetired: is(id, '!'),
        isCut: is(id, '+'),
        provides: lines.flatMap(([from, to]) => (plain(from!) === id && to ? [plain(to)] : [])),
        providers: lines.flatMap(([from, to]) => {
          if (!to || plain(to) !== id) return [];
          const one = plain(from!);
          return [{ id: one, name: one.toUpperCase(), verb: 'served by', isRetired: is(one, '!') }];
        }),
      },
    ]),
  );
}

describe('what loses its last provider', () => {
  test.each([
    ['its only one', 'a', 'a>x', 'x1', ''],
    ['one of two', 'a', 'a>x b>x', '', 'x:b'],
    ['both of two', 'a,b', 'a>x b>x', 'x1', ''],
    ['the other is retired already', 'a', 'a>x !b>x', 'x1', ''],
    ['what is retired already loses nothing', 'a', 'a>!x', '', ''],
    ['in turn', 'a', 'a>x x>y y>z', 'x1 y2 z3', ''],
    ['in turn, but another keeps it', 'a', 'a>x x>y b>y', 'x1', 'y:b'],
    ['by one at once and by another in turn', 'a', 'a>x a>y x>y', 'x1 y2', ''],
    ['a ring is gone round once', 'a', 'a>x x>y y>a', 'x1 y2', ''],
    ['two that keep each other', 'a', 'a>x x>y y>x', '', 'x:y'],
    ['itself is no provider of itself', 'a', 'a>x x>x', 'x1', ''],
    ['not all providers are known', 'a', 'a>+x', '', 'x:'],
    ['what is not touched', 'a', 'a>x b>y', 'x1', ''],
    ['nothing is retired', '', 'a>x', '', ''],
  ])('%s', (_, retired, text, lost, kept) => {
    const found = outcomeOf(retiredOf(retired), model(text));
    expect(found.lost.map(({ element, step }) => `${element.id}${step}`).join(' ')).toBe(lost);
    expect(found.kept.map(({ element, left }) => `${element.id}:${left.map(({ id }) => id)}`).join(' ')).toBe(
      kept,
    );
    expect(found.missing).toEqual([]);
  });

  test.each([
    ['first what is retired', 'a', new Map(), ['a']],
    ['then for what it provides', 'a', new Map([['a', model('a>x').get('a')!]]), ['x']],
    ['not what is not there', 'a', new Map([['a', null]]), []],
    ['not what is beyond one that is kept', 'a', model('a>x b>x x>y'), []],
  ])('it is asked: %s', (_, retired, known, missing) => {
    expect(outcomeOf(retiredOf(retired), known).missing).toEqual(missing);
  });
});

test.each([
  ['', 'a', 'a'],
  ['a', 'b', 'a,b'],
  ['a,b,b', 'a', 'b'],
  ['a', 'a', ''],
])('"%s" with %s turned is "%s"', (before, id, after) => {
  expect(toggled(retiredOf(before), id)).toBe(after);
});
