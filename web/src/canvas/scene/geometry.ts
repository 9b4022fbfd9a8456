// Where lines end and how they turn: the same arithmetic as the server's, so that a line that is
// drawn here while a box moves is the line that the server will draw.

/** A point of the view. */
export interface Point {
  x: number;
  y: number;
}

/** A rectangle of the view. */
export interface Frame extends Point {
  width: number;
  height: number;
}

/** What a line ends at: a box, or the middle of another line. */
export type Outline = Frame | Point;

function isFrame(outline: Outline): outline is Frame {
  return 'width' in outline;
}

/** The middle of a rectangle. */
export function centre({ x, y, width, height }: Frame): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function aim(outline: Outline): Point {
  return isFrame(outline) ? centre(outline) : outline;
}

/** The point at a share of the way to another. */
export function towards(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** How far two points are apart. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Whether a point lies in a rectangle. */
export function holds({ x, y, width, height }: Frame, point: Point): boolean {
  return point.x > x && point.x < x + width && point.y > y && point.y < y + height;
}

/** Whether two rectangles touch. */
export function touches(a: Frame, b: Frame): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** The smallest rectangle around all. */
export function around(frames: readonly Frame[]): Frame {
  const left = Math.min(...frames.map(({ x }) => x));
  const top = Math.min(...frames.map(({ y }) => y));
  const right = Math.max(...frames.map(({ x, width }) => x + width));
  const bottom = Math.max(...frames.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function borderTowards(frame: Frame, point: Point): Point {
  const middle = centre(frame);
  const across = Math.abs(point.x - middle.x) / Math.max(frame.width / 2, Number.MIN_VALUE);
  const down = Math.abs(point.y - middle.y) / Math.max(frame.height / 2, Number.MIN_VALUE);
  const reach = Math.max(across, down);
  return reach > 0 ? towards(middle, point, 1 / reach) : { x: middle.x, y: frame.y };
}

/** Where the way from a point inside to one outside crosses the border. */
function crossing(frame: Frame, inside: Point, outside: Point): Point {
  const middle = centre(frame);
  const side = (from: number, to: number, half: number) => {
    const step = (to - from) / half;
    return step === 0 ? 1 : (Math.sign(step) - from / half) / step;
  };
  const share = Math.min(
    side(inside.x - middle.x, outside.x - middle.x, frame.width / 2),
    side(inside.y - middle.y, outside.y - middle.y, frame.height / 2),
  );
  return towards(inside, outside, Math.min(1, Math.max(0, share)));
}

function cutStart(end: Outline, points: Point[]): Point[] {
  if (!isFrame(end)) return points;
  const first = points.findIndex((point) => !holds(end, point));
  const [start, next] = points;
  if (first > 0) return [crossing(end, points[first - 1]!, points[first]!), ...points.slice(first)];
  // A line that never leaves the box ends where it came nearest to leaving.
  if (start && next && holds(end, start)) return [borderTowards(end, next), ...points.slice(1)];
  return points;
}

/** End of a line between two boxes that overlap: it runs from the inner one outwards. */
function inner(end: Outline, other: Outline): Point {
  if (!isFrame(end)) return end;
  const that = aim(other);
  return holds(end, that) ? borderTowards(end, that) : borderTowards(end, towards(that, centre(end), 2));
}

/** The points of a line from border to border. */
export function clip(from: Outline, bends: readonly Point[], to: Outline): Point[] {
  const isInside = (a: Outline, b: Outline) => isFrame(a) && holds(a, aim(b));
  if (bends.length === 0 && (isInside(from, to) || isInside(to, from))) {
    return [inner(from, to), inner(to, from)];
  }
  const points = cutStart(from, [aim(from), ...bends, aim(to)]);
  return cutStart(to, points.reverse()).reverse();
}

const OUT = 22;

/** The loop of a line from a box to itself. */
export function ownLoop(frame: Frame): Point[] {
  const { x, y } = centre(frame);
  const right = frame.x + frame.width;
  const bottom = frame.y + frame.height;
  return [
    { x: right, y },
    { x: right + OUT, y },
    { x: right + OUT, y: bottom + OUT },
    { x, y: bottom + OUT },
    { x, y: bottom },
  ];
}

/** The point half way along a line. */
export function middle(points: readonly Point[]): Point {
  const steps = points.slice(1).map((point, index) => distance(points[index]!, point));
  let left = steps.reduce((sum, step) => sum + step, 0) / 2;
  for (const [index, step] of steps.entries()) {
    if (left <= step) return towards(points[index]!, points[index + 1]!, step === 0 ? 0 : left / step);
    left -= step;
  }
  return points[0] ?? { x: 0, y: 0 };
}

/** Bends as points of the view: a file may have them as offsets from the centres of both ends. */
export function bendPoints(bends: readonly (readonly number[])[], from: Point, to: Point): Point[] {
  return bends.map((numbers, index) => {
    const [a = 0, b = 0, c, d] = numbers;
    if (c === undefined || d === undefined) return { x: a, y: b };
    const start = { x: from.x + a, y: from.y + b };
    return towards(start, { x: to.x + c, y: to.y + d }, (index + 1) / (bends.length + 1));
  });
}

/** How far a point is from a stretch of a line. */
export function distanceTo(point: Point, a: Point, b: Point): number {
  const length = distance(a, b);
  if (length === 0) return distance(point, a);
  const share = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length ** 2;
  return distance(point, towards(a, b, Math.min(1, Math.max(0, share))));
}
