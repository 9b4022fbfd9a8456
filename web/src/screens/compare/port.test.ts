import { expect, test } from 'vitest';
import { centred, keyed, zoomed } from './port';

const port = { x: 0, y: 0, width: 100, height: 50 };
const whole = { x: -10, y: -10, width: 500, height: 300 };

test('what is under the pointer stays there', () => {
  expect(zoomed(port, 0.5, { x: 100, y: 50 })).toEqual({ x: 50, y: 25, width: 50, height: 25 });
  expect(zoomed(port, 2, { x: 0, y: 0 })).toEqual({ x: 0, y: 0, width: 200, height: 100 });
});

test('a change comes into the middle, and all of it is seen', () => {
  expect(centred(port, { x: 200, y: 100, width: 20, height: 10 })).toEqual({
    x: 160,
    y: 80,
    width: 100,
    height: 50,
  });
  expect(centred(port, { x: 0, y: 0, width: 200, height: 10 }).width).toBe(280);
});

test.each([
  ['0', whole],
  ['ArrowRight', { x: 10, y: 0, width: 100, height: 50 }],
  ['ArrowUp', { x: 0, y: -10, width: 100, height: 50 }],
  ['x', null],
])('%s', (key, expected) => {
  expect(keyed(port, key, whole)).toEqual(expected);
});
