import { type Point, distance, middle } from '../scene/geometry';
import type { SceneLine } from '../scene/scene';
import { type Colors, lineShapeOf, markerOf } from './language';
import { escaped, widthOf } from './text';

const RADIUS = 4;
/** A line shorter than this has smaller heads. */
const MARKER_ROOM = 20;

const short = (value: number) => String(Math.round(value * 100) / 100);

function near(point: Point, other: Point, by: number): Point {
  const length = Math.max(distance(point, other), 0.01);
  return {
    x: point.x + ((other.x - point.x) * by) / length,
    y: point.y + ((other.y - point.y) * by) / length,
  };
}

/** The way of a line, its turns a little round. */
export function pathOf(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before || !after) return `${index === 0 ? 'M' : 'L'}${short(point.x)} ${short(point.y)}`;
      const radius = Math.min(RADIUS, distance(point, before) / 2, distance(point, after) / 2);
      const [into, out] = [near(point, before, radius), near(point, after, radius)];
      return `L${short(into.x)} ${short(into.y)} Q${short(point.x)} ${short(point.y)} ${short(out.x)} ${short(out.y)}`;
    })
    .join(' ');
}

function head(marker: string | undefined, tip: Point, from: Point | undefined, scale: number): string {
  if (!marker || !from) return '';
  const angle = (Math.atan2(tip.y - from.y, tip.x - from.x) * 180) / Math.PI;
  const less = scale < 1 ? ` scale(${short(scale)})` : '';
  return `<g transform="translate(${short(tip.x)} ${short(tip.y)}) rotate(${short(angle)})${less}">${marker}</g>`;
}

/** The line as the server drew it, going elsewhere: dashes, colour and width stay, heads turn. */
function bent(drawing: string, points: readonly Point[]): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const ends = [
    { tip: first, from: points.find((point) => distance(point, first) > 1) },
    { tip: last, from: points.findLast((point) => distance(point, last) > 1) },
  ];
  const before = (/ d="M(-?[\d.]+) (-?[\d.]+)/.exec(drawing) ?? []).slice(1).map(Number);
  const isStart = (x: number, y: number) => x === before[0] && y === before[1];
  return drawing
    .replace(/ d="[^"]*"/, ` d="${pathOf(points)}"`)
    .replace(
      /<g transform="translate\((-?[\d.]+) (-?[\d.]+)\) rotate\(-?[\d.]+\)/g,
      (_, x: string, y: string) => {
        const { tip, from } = ends[isStart(Number(x), Number(y)) ? 0 : 1]!;
        const angle = from ? (Math.atan2(tip.y - from.y, tip.x - from.x) * 180) / Math.PI : 0;
        return `<g transform="translate(${short(tip.x)} ${short(tip.y)}) rotate(${short(angle)})`;
      },
    );
}

/** A line with its heads; `drawing` is the server's, which may go elsewhere. */
export function drawLine(
  line: SceneLine,
  points: readonly Point[],
  drawing: string | undefined,
  colors: Colors,
): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return '';
  if (drawing) return bent(drawing, points);
  const shape = lineShapeOf(line.kind);
  const dash = shape.dash ? ` stroke-dasharray="${shape.dash}"` : '';
  const length = points.slice(1).reduce((sum, point, index) => sum + distance(points[index]!, point), 0);
  const scale = Math.min(1, Math.max(0.4, length / MARKER_ROOM));
  const start = points.find((point) => distance(point, first) > 1);
  const end = points.findLast((point) => distance(point, last) > 1);
  const heads =
    head(markerOf(shape.start), first, start, scale) + head(markerOf(shape.end), last, end, scale);
  return (
    `<path d="${pathOf(points)}" fill="none" stroke="${colors.edge}" stroke-width="1.2"${dash}/>` +
    `<g fill="${colors.canvas}" stroke="${colors.edge}" color="${colors.edge}" stroke-width="1.2">${heads}</g>`
  );
}

/** What a line says, on a plate half way along it. */
export function drawLineLabel(line: SceneLine, points: readonly Point[], colors: Colors): string {
  if (!line.label) return '';
  const { x, y } = middle(points);
  const text = line.label.slice(0, 80);
  const wide = widthOf(text) * 12 + 6;
  return (
    `<rect x="${short(x - wide / 2)}" y="${short(y - 8)}" width="${short(wide)}" height="16" rx="3" fill="${colors.canvas}" fill-opacity="0.88"/>` +
    `<g class="aw-label" fill="${colors.text}" font-size="12" text-anchor="middle"><text x="${short(x)}" y="${short(y + 4.2)}">${escaped(text)}</text></g>`
  );
}
