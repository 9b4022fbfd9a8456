import { expect, test } from 'vitest';
import { differenceOf, partsOf } from './lines';

const SIGNS = { same: '', added: '+', removed: '-' };

test.each([
  ['nothing', '', '', ''],
  ['a new file', '', 'a\nb\n', '+a +b'],
  ['a file that is gone', 'a\nb', '', '-a -b'],
  ['the same', 'a\nb\n', 'a\nb\n', 'a b'],
  ['a line end at the end is no line', 'a\nb', 'a\nb\n', 'a b'],
  ['line ends of another system', 'a\r\nb\r\n', 'a\nb\n', 'a b'],
  ['a line in the middle', 'a\nb\nc', 'a\nx\nc', 'a -b +x c'],
  ['a line more', 'a\nc', 'a\nb\nc', 'a +b c'],
  ['a line that is there twice', 'a\na\nb', 'a\nb', 'a -a b'],
  ['the fewest lines', 'a\nb\nc\nd\ne', 'b\nx\nd\ne\nf', '-a b -c +x d e +f'],
])('%s', (_, before, after, expected) => {
  const lines = differenceOf(before, after) ?? [];
  expect(lines.map(({ sort, text }) => SIGNS[sort] + text).join(' ')).toBe(expected);
  // Both texts can be read from it, in order and with their numbers.
  for (const [side, text] of [
    ['before', before],
    ['after', after],
  ] as const) {
    const own = lines.filter((line) => line[side] !== null);
    expect(own.map((line) => line.text)).toEqual(text.split(/\r?\n/).filter(Boolean));
    expect(own.map((line) => line[side])).toEqual(own.map((_line, index) => index + 1));
  }
});

test('texts that are too long are not compared, unless their ends are the same', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join('\n');
  expect(differenceOf(long('a'), long('b'))).toBeNull();
  expect(differenceOf(long('a'), `${long('a')}\nmore`)?.filter(({ sort }) => sort !== 'same')).toHaveLength(
    1,
  );
  expect(differenceOf('', long('b'))).toHaveLength(3000);
});

test('differences are shown with three lines around them', () => {
  const numbers = Array.from({ length: 20 }, (_, at) => `${at}`);
  const after = numbers.with(8, 'x');
  const parts = partsOf(differenceOf(numbers.join('\n'), after.join('\n')) ?? []);
  expect(
    parts.map((part) => ('skipped' in part ? part.skipped : part.lines.map(({ text }) => text).join(' '))),
  ).toEqual([5, '5 6 7 8 x 9 10 11', 8]);
});
