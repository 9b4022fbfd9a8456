import { expect, test } from 'vitest';
import { placeOfText, textOf, timeSearch } from './search';

test.each([
  [{}, {}],
  [{ time: 'now' }, { time: 'now' }],
  [
    { time: '2026-07-01T00:00:00.000Z', since: '2026-01-01' },
    { time: '2026-07-01T00:00:00.000Z', since: '2026-01-01' },
  ],
  [{ time: 'yesterday', since: 7 }, {}],
  [{ time: '' }, {}],
])('%o reads as %o', (search, expected) => {
  expect(timeSearch(search)).toEqual(expected);
});

const stops = [
  { time: Date.parse('2026-01-01'), place: 0 },
  { time: Date.parse('2026-01-05'), place: 0.4 },
  { time: Date.parse('2026-01-11'), place: 1 },
];

test.each([
  ['2026-01-03T00:00:00.000Z', 0.2],
  ['2026-01-05T00:00:00.000Z', 0.4],
  ['now', 1],
])('%s stands at %d, and back', (text, place) => {
  expect(placeOfText(text, stops)).toBeCloseTo(place);
  expect(textOf(place, stops)).toBe(text);
});
