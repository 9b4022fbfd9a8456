import { describe, expect, test } from 'vitest';
import { type Arrangement, arrange, pushed } from './arrange';

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height });
const frames = new Map([
  ['a', box(0, 10)],
  ['b', box(130, 40, 60, 30)],
  ['c', box(400, 90)],
]);

describe('boxes are arranged', () => {
  test.each<[Arrangement, number[][]]>([
    [
      'left',
      [
        [0, 10],
        [0, 40],
        [0, 90],
      ],
    ],
    [
      'right',
      [
        [400, 10],
        [440, 40],
        [400, 90],
      ],
    ],
    [
      'centre',
      [
        [200, 10],
        [220, 40],
        [200, 90],
      ],
    ],
    [
      'top',
      [
        [0, 10],
        [130, 10],
        [400, 10],
      ],
    ],
    [
      'bottom',
      [
        [0, 90],
        [130, 110],
        [400, 90],
      ],
    ],
    [
      'middle',
      [
        [0, 50],
        [130, 60],
        [400, 50],
      ],
    ],
    // 500 px hold 260 px of boxes: two gaps of 120.
    [
      'across',
      [
        [0, 10],
        [220, 40],
        [400, 90],
      ],
    ],
    [
      'down',
      [
        [0, 10],
        [130, 60],
        [400, 90],
      ],
    ],
  ])('%s', (arrangement, places) => {
    const after = arrange(frames, arrangement);
    expect(['a', 'b', 'c'].map((id) => [after.get(id)!.x, after.get(id)!.y])).toEqual(places);
  });

  test('in the size of the first', () => {
    expect(arrange(frames, 'size').get('b')).toEqual(box(130, 40));
  });

  test('two boxes cannot be spread', () => {
    const two = new Map([...frames].slice(0, 2));
    expect(arrange(two, 'across')).toEqual(two);
  });

  test('room is made by moving what is beyond', () => {
    expect([...pushed(frames, { x: 120, y: 0 }, { x: 50, y: 3 }).keys()]).toEqual(['b', 'c']);
    expect(pushed(frames, { x: 0, y: 80 }, { x: 0, y: 30 }).get('c')).toEqual(box(400, 120));
  });
});
