import { describe, expect, test } from 'vitest';
import { endOf, lastOf, placeOf, pressed, snapped, stepOf, stopsOf, tickAt, timeAt } from './ticks';

function ticks(...times: string[]) {
  return times.map((time, index) => ({ revision: String(index), time, title: '', author: '' }));
}

const rounded = (place: number | null) => place && Math.round(place * 1000) / 1000;
const day = (time: number) => new Date(time).toISOString().slice(0, 10);

test.each([
  ['none', [], undefined, []],
  ['one', ['2026-01-01'], undefined, [1]],
  ['at equal distances', ['2026-01-01', '2026-01-02', '2026-01-03'], undefined, [0, 0.5, 1]],
  ['at one time', ['2026-01-01', '2026-01-01', '2026-01-01'], undefined, [0, 0.5, 1]],
  ['one long after two', ['2026-01-01', '2026-01-02', '2026-01-11'], undefined, [0, 0.3, 1]],
  ['a clock that goes back', ['2026-01-01', '2026-01-11', '2026-01-03'], undefined, [0, 0.75, 1]],
  ['no time', ['2026-01-01', '?', '2026-01-11'], undefined, [0, 0.25, 1]],
  ['an end after the last', ['2026-01-01', '2026-01-02'], '2026-01-11', [0, 0.3, 1]],
  ['an end before the last', ['2026-01-01', '2026-01-11'], '2026-01-05', [0, 1]],
  ['an end that is no time', ['2026-01-01', '2026-01-11'], '?', [0, 1]],
])('%s', (_, times, end, expected) => {
  expect(stopsOf(ticks(...times), end).map(({ place }) => rounded(place))).toEqual(expected);
});

describe('a line of three commits', () => {
  const commits = ticks('2026-01-01', '2026-01-02', '2026-01-11');
  const stops = stopsOf(commits);

  test.each([
    ['2025-12-01', 0, 0],
    ['2026-01-01', 0, 0],
    ['2026-01-01T12:00', 0.15, 0],
    ['2026-01-02', 0.3, 1],
    ['2026-01-05', 0.533, 1],
    ['2026-01-11', 1, 2],
    ['2027-01-01', 1, 2],
  ])('%s stands at %d, and commit %d held', (time, place, tick) => {
    const found = placeOf(Date.parse(time + (time.includes('T') ? 'Z' : '')), stops);
    expect(rounded(found)).toBe(place);
    expect(tickAt(found, commits, stops)).toBe(tick);
  });

  test.each([
    [0, '2026-01-01'],
    [0.3, '2026-01-02'],
    [0.54, '2026-01-05'],
    [1, '2026-01-11'],
  ])('%d is %s', (place, expected) => {
    expect(day(timeAt(place, stops))).toBe(expected);
  });

  test.each([
    ['ArrowRight', 0, '2026-01-02'],
    ['ArrowUp', 0.3, '2026-01-03'],
    ['ArrowLeft', 1, '2026-01-10'],
    ['ArrowDown', 0, '2026-01-01'],
    ['ArrowRight', 1, '2026-01-11'],
    ['PageUp', 0.5, '2026-01-11'],
    ['PageUp', 1, '2026-01-11'],
    ['PageDown', 0.5, '2026-01-02'],
    ['PageDown', 0, '2026-01-01'],
    ['Home', 0.5, '2026-01-01'],
    ['End', 0.5, '2026-01-11'],
  ])('%s at %d leads to %s', (key, place, expected) => {
    expect(day(timeAt(pressed(key, place, stops)!, stops))).toBe(expected);
  });

  test('other keys lead nowhere', () => expect(pressed('a', 0, stops)).toBeNull());

  test.each([
    [0.29, 0.02, 0.3],
    [0.2, 0.02, 0.2],
    [0.97, 0.05, 1],
  ])('%d within %d is %d', (place, reach, expected) => {
    expect(snapped(place, stops, reach)).toBe(expected);
  });
});

test('commits of one moment are passed one by one', () => {
  const commits = ticks('2026-01-01', '2026-01-01', '2026-01-01');
  const stops = stopsOf(commits);
  expect(tickAt(0.5, commits, stops)).toBe(1);
  expect(pressed('PageUp', 0, stops)).toBe(0.5);
  expect(pressed('ArrowLeft', 0.5, stops)).toBeLessThanOrEqual(0.5);
  expect(pressed('ArrowRight', 0.5, stops)).toBeGreaterThanOrEqual(0.5);
});

test.each([
  ['a year', ['2026-01-01', '2027-01-01'], 86_400_000],
  ['three days', ['2026-01-01', '2026-01-04'], 3_600_000],
  ['an hour', ['2026-01-01T10:00Z', '2026-01-01T11:00Z'], 60_000],
])('a step of %s', (_, times, expected) => {
  expect(stepOf(stopsOf(ticks(...times)))).toBe(expected);
});

test.each([
  ['2026-05-31', undefined],
  ['2026-06-01', 'a'],
  ['2026-06-09', 'a'],
  ['2026-07-01', 'b'],
])('by the end of %s it was %s', (until, expected) => {
  const deployed = [
    { at: '2026-06-01T10:00:00Z', purl: 'a' },
    { at: '2026-06-10T10:00:00Z', purl: 'b' },
  ];
  expect(lastOf(deployed, endOf(until))?.purl).toBe(expected);
});
