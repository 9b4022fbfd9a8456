import { expect, test } from 'vitest';
import { isStorable, problemOf } from './check';

const plain = { min: null, max: null, required: false };

test.each([
  ['text', 'anything', null],
  ['integer', '3', null],
  ['integer', '3.5', 'number'],
  ['integer', 'three', 'number'],
  ['decimal', '-3.5', null],
  ['decimal', '1e5', 'number'],
  ['date', '2026-02-28', null],
  ['date', '2026-02-30', 'date'],
  ['date', '28.2.2026', 'date'],
  ['duration', 'PT30M', null],
  ['duration', 'P1Y2M3DT4H5M6S', null],
  ['duration', 'P2W', null],
  ['duration', 'P', 'duration'],
  ['duration', 'PT', 'duration'],
  ['duration', '30 minutes', 'duration'],
  ['url', 'https://example.org/a', null],
  ['url', 'example.org', 'url'],
  ['url', 'javascript:alert(1)', 'url'],
])('a %s may be %j: %j', (type, text, problem) => {
  expect(problemOf({ ...plain, type }, text)).toBe(problem);
});

test.each([
  ['0', 'range'],
  ['1', null],
  ['5', null],
  ['6', 'range'],
])('from 1 to 5, %s is %j', (text, problem) => {
  expect(problemOf({ type: 'integer', min: 1, max: 5, required: false }, text)).toBe(problem);
});

test('what is asked for may be taken away, and is missed', () => {
  const asked = { ...plain, type: 'date', required: true };
  expect(problemOf(asked, '')).toBe('needed');
  expect(isStorable(asked, '')).toBe(true);
  expect(isStorable(asked, 'soon')).toBe(false);
});
