import { expect, test } from 'vitest';
import { rowsOf } from './lanes';

/** `m<b+x b<a x<a a`, the newest first, as rows: lane of the dot, then its lines. */
function drawn(text: string): string[] {
  const commits = text.split(' ').map((commit) => {
    const [revision = '', parents] = commit.split('<');
    return { revision, parents: parents ? parents.split('+') : [] };
  });
  return rowsOf(commits).map(
    ({ lane, strands, width }) =>
      `${lane}/${width}: ${strands.map(({ from, to }) => `${from}-${to}`.replaceAll('dot', '*')).join(' ')}`,
  );
}

test.each([
  ['one line', 'c<b b<a a', ['0/1: *-0', '0/1: 0-* *-0', '0/1: 0-*']],
  [
    'a merge opens a lane, and the common parent ends it',
    'm<b+x b<a x<a a',
    ['0/2: *-0 *-1', '0/2: 0-* 1-1 *-0', '1/2: 0-0 1-* *-0', '0/1: 0-*'],
  ],
  ['two branches that nobody merged', 'b<a x<a a', ['0/1: *-0', '1/2: 0-0 *-0', '0/1: 0-*']],
  ['a page that ends before the parents', 'm<b+x', ['0/2: *-0 *-1']],
])('%s', (_, text, expected) => {
  expect(drawn(text)).toEqual(expected);
});
