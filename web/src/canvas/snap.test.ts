import { describe, expect, test } from 'vitest';
import { snap } from './snap';

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height });

describe('a box that is moved is pulled', () => {
  test.each([
    ['to the grid where nothing is near', box(203, 418), [box(900, 900)], [-3, 2]],
    ['to the left edge of another', box(203, 418), [box(200, 100)], [-3, 2]],
    ['to the centre of another, rather than to the grid', box(253, 418), [box(205, 100, 200)], [2, 2]],
    ['to the top of a box beside it', box(400, 103), [box(100, 105)], [0, 2]],
    // Boxes at 0-100 and 140-240: the next gap of 40 ends at 280.
    ['to the gap that its neighbours have', box(283, 13), [box(0, 3), box(140, 3)], [-3, -3]],
    ['to the middle between two', box(203, 23), [box(0, 0, 100, 100), box(400, 0, 100, 100)], [-3, 2]],
  ])('%s', (_, moving, others, [dx, dy]) => {
    expect(snap(moving, others)).toMatchObject({ dx, dy });
  });

  test('and a line shows with what it is aligned', () => {
    expect(snap(box(203, 418), [box(200, 100)]).guides).toEqual([{ axis: 'x', at: 200, from: 100, to: 468 }]);
  });
});
