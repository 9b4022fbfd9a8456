import type { Frame, Point } from './scene/geometry';

/** A way to arrange several boxes. */
export type Arrangement =
  'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down' | 'size';

type Frames = ReadonlyMap<string, Frame>;

/** What each arrangement needs at least. */
export function fewest(arrangement: Arrangement): number {
  return arrangement === 'across' || arrangement === 'down' ? 3 : 2;
}

function distributed(frames: Frames, axis: 'x' | 'y'): Map<string, Frame> {
  const size = axis === 'x' ? 'width' : 'height';
  const row = [...frames].sort(([, a], [, b]) => a[axis] - b[axis]);
  const [first, last] = [row[0]![1], row.at(-1)![1]];
  const room = last[axis] + last[size] - first[axis];
  const gap = (room - row.reduce((sum, [, frame]) => sum + frame[size], 0)) / (row.length - 1);
  let at = first[axis];
  return new Map(
    row.map(([id, frame]) => {
      const moved = { ...frame, [axis]: Math.round(at) };
      at += frame[size] + gap;
      return [id, moved] as const;
    }),
  );
}

/** Where boxes stand when they are arranged; the first one is the one that others follow in size. */
export function arrange(frames: Frames, arrangement: Arrangement): Map<string, Frame> {
  const all = [...frames.values()];
  const [first] = all;
  if (!first || all.length < fewest(arrangement)) return new Map(frames);
  if (arrangement === 'across') return distributed(frames, 'x');
  if (arrangement === 'down') return distributed(frames, 'y');
  const left = Math.min(...all.map(({ x }) => x));
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  const to: Record<Exclude<Arrangement, 'across' | 'down'>, (frame: Frame) => Partial<Frame>> = {
    left: () => ({ x: left }),
    right: ({ width }) => ({ x: right - width }),
    centre: ({ width }) => ({ x: Math.round((left + right - width) / 2) }),
    top: () => ({ y: top }),
    bottom: ({ height }) => ({ y: bottom - height }),
    middle: ({ height }) => ({ y: Math.round((top + bottom - height) / 2) }),
    size: () => ({ width: first.width, height: first.height }),
  };
  return new Map([...frames].map(([id, frame]) => [id, { ...frame, ...to[arrangement](frame) }]));
}

/** Boxes to the right of a place, or below it, move by a distance: room for something new. */
export function pushed(frames: Frames, from: Point, by: Point): Map<string, Frame> {
  const isAcross = Math.abs(by.x) >= Math.abs(by.y);
  const moved = [...frames].filter(([, { x, y }]) => (isAcross ? x >= from.x : y >= from.y));
  return new Map(
    moved.map(([id, frame]) => [
      id,
      isAcross ? { ...frame, x: frame.x + by.x } : { ...frame, y: frame.y + by.y },
    ]),
  );
}
