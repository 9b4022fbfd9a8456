import { type Frame, type Outline, type Point, bendPoints, centre, clip, middle, ownLoop } from './geometry';
import type { Scene, SceneLine } from './scene';

/** Most boxes in boxes. */
const DEPTH = 64;

/** Where all boxes are in the view, with some of them elsewhere. */
export function framesOf(
  { nodes }: Pick<Scene, 'nodes'>,
  moved?: ReadonlyMap<string, Point>,
): Map<string, Frame> {
  const frames = new Map<string, Frame>();
  const frameOf = (id: string, depth: number): Frame | undefined => {
    const known = frames.get(id);
    const node = nodes.get(id);
    if (known || !node || depth > DEPTH) return known;
    const parent = node.parent ? frameOf(node.parent, depth + 1) : undefined;
    const { x, y } = moved?.get(id) ?? node;
    const frame = {
      x: x + (parent?.x ?? 0),
      y: y + (parent?.y ?? 0),
      width: node.width,
      height: node.height,
    };
    frames.set(id, frame);
    return frame;
  };
  for (const id of nodes.keys()) frameOf(id, 0);
  return frames;
}

/** A line with its points, and whether they are those of the server's drawing. */
export interface Routed {
  line: SceneLine;
  points: Point[];
  isServers: boolean;
}

function isSame(a: Frame | undefined, b: Frame | undefined): boolean {
  if (!a || !b) return a === b;
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** All lines with their points. Those whose ends stand where the server drew them are the server's. */
export function routesOf(
  scene: Scene,
  frames: ReadonlyMap<string, Frame>,
  served: ReadonlyMap<string, Frame>,
): Map<string, Routed> {
  const routes = new Map<string, Routed>();
  const outline = (id: string, depth: number): { at: Outline; isServers: boolean } | undefined => {
    const frame = frames.get(id);
    if (frame) return { at: frame, isServers: isSame(frame, served.get(id)) };
    const line = scene.lines.get(id);
    const route = line && routed(line, depth + 1);
    return route && { at: middle(route.points), isServers: route.isServers };
  };
  const routed = (line: SceneLine, depth: number): Routed | undefined => {
    const known = routes.get(line.id);
    if (known || depth > DEPTH) return known;
    const from = outline(line.from, depth);
    const to = outline(line.to, depth);
    if (!from || !to) return line.points ? { line, points: line.points, isServers: true } : undefined;
    const isServers = line.points !== null && from.isServers && to.isServers;
    const points = isServers ? line.points! : pointsOf(line, from.at, to.at);
    const route = { line, points, isServers };
    routes.set(line.id, route);
    return route;
  };
  for (const line of scene.lines.values()) {
    const route = routed(line, 0);
    if (route) routes.set(line.id, route);
  }
  return routes;
}

function aim(outline: Outline): Point {
  return 'width' in outline ? centre(outline) : outline;
}

/** Where a line goes between two things. */
export function pointsOf({ from, to, bends }: SceneLine, start: Outline, end: Outline): Point[] {
  const turns = bendPoints(bends, aim(start), aim(end));
  if (from === to && turns.length === 0 && 'width' in start) return ownLoop(start);
  return clip(start, turns, end);
}
