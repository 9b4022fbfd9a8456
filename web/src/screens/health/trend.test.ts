import { expect, test } from 'vitest';
import { changeOf, lineOf } from './trend';

test('a line goes from edge to edge and up to the greatest value', () => {
  expect(lineOf([0, 5, 10], 100, 20)).toEqual([
    [0, 20],
    [50, 10],
    [100, 0],
  ]);
  expect(lineOf([3], 100, 20)).toEqual([[50, 0]]);
  expect(lineOf([0, 0], 100, 20)).toEqual([
    [0, 20],
    [100, 20],
  ]);
});

test.each([
  [[], 0],
  [[4], 0],
  [[4, 9, 1], -3],
])('%j changed by %i', (values, change) => {
  expect(changeOf(values)).toBe(change);
});
