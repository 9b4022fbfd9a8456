import { expect, test } from 'vitest';
import { type Ancestry, divergence } from './ancestry';

/** `c<b<a` as commits, the newest first; `m<b+x` has two parents. */
function ancestry(text: string, totalCount?: number): Ancestry {
  const nodes = text.split(' ').map((commit) => {
    const [revision = '', parents] = commit.split('<');
    return { revision, parents: parents ? parents.split('+') : [] };
  });
  return { totalCount: totalCount ?? nodes.length, nodes };
}

const cases: [string, Ancestry, Ancestry, ReturnType<typeof divergence>][] = [
  ['the same', ancestry('b<a a'), ancestry('b<a a'), { ahead: 0, behind: 0, base: 'b' }],
  ['ahead', ancestry('c<b b<a a'), ancestry('b<a a'), { ahead: 1, behind: 0, base: 'b' }],
  ['behind', ancestry('a'), ancestry('c<b b<a a'), { ahead: 0, behind: 2, base: 'a' }],
  ['both', ancestry('d<a a'), ancestry('c<b b<a a'), { ahead: 1, behind: 2, base: 'a' }],
  [
    'after a merge of the other side',
    ancestry('m<d+c d<a c<b b<a a'),
    ancestry('e<c c<b b<a a'),
    { ahead: 2, behind: 1, base: 'c' },
  ],
  ['nothing in common that is known', ancestry('c<b', 9), ancestry('y<x', 9), null],
];

test.each(cases)('%s', (_, ours, theirs, expected) => {
  expect(divergence(ours, theirs)).toEqual(expected);
});

test('a short page of one side is made up for by the numbers of all', () => {
  const ours = ancestry('d<b b<a a<z z', 4);
  const theirs = ancestry('f<e', 5);
  const longer = ancestry('f<e e<b b<a a<z z', 5);
  expect(divergence(ours, theirs)).toBeNull();
  expect(divergence(ours, longer)).toEqual({ ahead: 1, behind: 2, base: 'b' });
  // Of theirs, the commits between `f` and `b` are not known.
  expect(
    divergence(ancestry('b<a a<z z', 3), { totalCount: 5, nodes: longer.nodes.toSpliced(1, 1) }),
  ).toEqual({
    ahead: 0,
    behind: 2,
    base: 'b',
  });
});
