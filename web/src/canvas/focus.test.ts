import { expect, test } from 'vitest';
import { nearest } from './focus';

const box = (nodeId: string, x: number, y: number) => ({ nodeId, x, y, width: 100, height: 50 });
const boxes = [box('a', 0, 0), box('b', 200, 10), box('c', 0, 200), box('d', 400, 0)];

test.each([
  ['ArrowRight', 'a', 'b'],
  ['ArrowRight', 'b', 'd'],
  ['ArrowDown', 'a', 'c'],
  ['ArrowUp', 'c', 'a'],
  ['ArrowLeft', 'd', 'b'],
] as const)('%s from %s leads to %s', (direction, from, to) => {
  expect(nearest(boxes, from, direction)).toBe(to);
});

test('at the edge the focus stays', () => expect(nearest(boxes, 'd', 'ArrowRight')).toBeNull());
test('the first arrow enters at the first box', () => expect(nearest(boxes, null, 'ArrowUp')).toBe('a'));
