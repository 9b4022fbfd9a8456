import { describe, expect, test } from 'vitest';
import { type Group, lineAt, outline, parentOf, typedAhead } from './outline';

const own = (count: number) => ({ filter: {}, count });
const groups: Group[] = [
  {
    id: 'a',
    name: 'Application',
    groups: [
      { id: 'a1', name: 'Component', elements: own(100_000) },
      { id: 'a2', name: 'Service', elements: own(2) },
    ],
  },
  { id: 'v', name: 'Overview', view: 'overview' },
  { id: 'e', name: 'Empty', elements: own(0) },
];

/** A line in a few letters: group, `.` and place for an element, `+` where it is open. */
function say(open: string[], at: number): string | undefined {
  const line = lineAt(outline(groups, new Set(open)), at);
  if (!line) return undefined;
  return line.isHead ? `${line.group.id}${line.isOpen ? '+' : ''}` : `${line.group.id}.${line.index}`;
}

describe('the outline of a tree', () => {
  test.each([
    [[], 3, ['a', 'v', 'e', undefined]],
    [['a'], 5, ['a+', 'a1', 'a2', 'v', 'e', undefined]],
    [['a2'], 3, ['a', 'v', 'e', undefined]],
    [['a', 'a2', 'v', 'e'], 7, ['a+', 'a1', 'a2+', 'a2.0', 'a2.1', 'v', 'e', undefined]],
  ])('with %j open has %i lines', (open, length, lines) => {
    expect(outline(groups, new Set(open)).length).toBe(length);
    expect(lines.map((_, at) => say(open, at))).toEqual(lines);
  });

  test('finds any of 100,000 lines', () => {
    const open = ['a', 'a1'];
    expect(outline(groups, new Set(open)).length).toBe(100_005);
    expect(say(open, 2)).toBe('a1.0');
    expect(say(open, 100_001)).toBe('a1.99999');
    expect(say(open, 100_002)).toBe('a2');
  });

  test.each([
    [3, 2],
    [2, 0],
    [0, 0],
    [5, 5],
  ])('the parent of line %i is line %i', (at, parent) => {
    expect(parentOf(outline(groups, new Set(['a', 'a2'])), at)).toBe(parent);
  });

  test('a bare group is a list', () => {
    const all = outline([{ id: 'f', name: '', isBare: true, elements: own(3) }], new Set());
    expect(all.length).toBe(3);
    expect(lineAt(all, 2)).toMatchObject({ level: 1, index: 2, isHead: false });
  });

  test.each([
    [0, 'o', 3],
    [3, 'o', 3],
    [0, 'ap', 0],
    [3, 'em', 4],
    [4, 'S', 2],
    [0, 'x', undefined],
  ])('from line %i, typing %j leads to %j', (at, typed, to) => {
    expect(typedAhead(outline(groups, new Set(['a'])), at, typed, ({ group }) => group.name)).toBe(to);
  });
});
