import { describe, expect, test } from 'vitest';
import { divergence, missing } from './ancestry';

/** `m<b+x b<a x<a a`: commits, each with the commits before it. */
function known(text: string): Map<string, string[]> {
  return new Map(
    text.split(' ').map((commit) => {
      const [revision = '', parents] = commit.split('<');
      return [revision, parents ? parents.split('+') : []];
    }),
  );
}

describe('how two commits stand to each other', () => {
  test.each([
    ['the same', 'b', 'b', 'b<a a', { ahead: 0, behind: 0, base: 'b' }],
    ['ahead', 'c', 'b', 'c<b b<a a', { ahead: 1, behind: 0, base: 'b' }],
    ['behind', 'a', 'c', 'c<b b<a a', { ahead: 0, behind: 2, base: 'a' }],
    ['both', 'd', 'c', 'd<a c<b b<a a', { ahead: 1, behind: 2, base: 'a' }],
    ['after an update', 'm', 'e', 'm<d+c d<a e<c c<b b<a a', { ahead: 2, behind: 1, base: 'c' }],
    ['after a merge', 'd', 'm', 'm<c+d d<a c<a a', { ahead: 0, behind: 2, base: 'd' }],
    ['further back than is known', 'd', 'c', 'd<c2 c2<c1 c<b b<a', null],
    ['pages that end', 'd', 'c', 'd<b c<b b<a a<z', { ahead: 1, behind: 1, base: 'b' }],
  ])('%s', (_, ours, theirs, commits, expected) => {
    expect(divergence(ours, theirs, known(commits))).toEqual(expected);
  });

  test.each([
    ['nothing merged', 'c', 'b', 'c<b b<a a', []],
    ['what one side merged', 'm', 'b', 'm<b+x b<a a', ['x']],
    ['what both have merged', 'm', 'n', 'm<k n<k k<b+x b<a a', []],
    ['what is known by now', 'm', 'b', 'm<b+x x<a b<a a', []],
  ])('to be asked for: %s', (_, ours, theirs, commits, expected) => {
    expect(missing(ours, theirs, known(commits))).toEqual(expected);
  });
});
