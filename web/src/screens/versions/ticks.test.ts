import { expect, test } from 'vitest';
import { nearest, places } from './ticks';

function ticks(...times: string[]) {
  return times.map((time, index) => ({ revision: String(index), time, title: '', author: '' }));
}

test.each([
  ['none', [], []],
  ['one', ['2026-01-01'], [1]],
  ['at equal distances', ['2026-01-01', '2026-01-02', '2026-01-03'], [0, 0.5, 1]],
  ['at one time', ['2026-01-01', '2026-01-01', '2026-01-01'], [0, 0.5, 1]],
  ['one long after two', ['2026-01-01', '2026-01-02', '2026-01-11'], [0, 0.3, 1]],
  ['a clock that goes back', ['2026-01-01', '2026-01-11', '2026-01-03'], [0, 0.75, 1]],
  ['no time', ['2026-01-01', '?', '2026-01-11'], [0, 0.25, 1]],
])('%s', (_, times, expected) => {
  const found = places(ticks(...times));
  expect(found.map((place) => Math.round(place * 1000) / 1000)).toEqual(expected);
});

test.each([
  [0, 0],
  [0.2, 0],
  [0.3, 1],
  [0.9, 2],
])('%d is nearest to tick %d', (at, expected) => {
  expect(nearest(at, [0, 0.5, 1])).toBe(expected);
});
