import type { SideView } from './sideQuery';
import type { State } from './search';

type Diagram = SideView['diagram'];
type Node = Diagram['nodes'][number];
type Edge = Diagram['edges'][number];
type Point = Edge['points'][number];

/** A rectangle of a picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Something of a picture that differs, and where it is on each side. */
export interface Mark {
  key: string;
  state: State;
  /** What people call it; of a line, a sentence. */
  label: string;
  /** What it is. */
  kind: string;
  /** The element it stands for. */
  element: string | null;
  before: Box | null;
  after: Box | null;
  /** Of a line. */
  line: { before: readonly Point[] | null; after: readonly Point[] | null } | null;
}

/** What happened to elements and relations themselves, by id. */
export interface Differing {
  elements: ReadonlyMap<string, State>;
  relations: ReadonlyMap<string, State>;
}

/** Pixels by which layouts may differ without anybody having moved anything. */
const STILL = 0.5;
/** Boxes that begin within so many pixels are read as one row. */
const ROW = 40;

function byKey<T>(things: readonly T[], key: (thing: T) => string): Map<string, T> {
  return new Map(things.map((thing) => [key(thing), thing]));
}

/** Whether a box is elsewhere than it was within what holds it. */
function hasMoved(before: Node, after: Node, old: Map<string, Node>, now: Map<string, Node>): boolean {
  const from = old.get(before.parentId ?? '');
  const to = now.get(after.parentId ?? '');
  if (before.parentId !== after.parentId) return true;
  const distances = [
    after.x - (to?.x ?? 0) - (before.x - (from?.x ?? 0)),
    after.y - (to?.y ?? 0) - (before.y - (from?.y ?? 0)),
    after.width - before.width,
    after.height - before.height,
  ];
  return distances.some((distance) => Math.abs(distance) > STILL);
}

function nodeState(
  before: Node | undefined,
  after: Node | undefined,
  old: Map<string, Node>,
  now: Map<string, Node>,
  differing: Differing,
  isWhole: boolean,
): State | null {
  const own = differing.elements.get((after ?? before)?.element?.elementId ?? '');
  // Of a view that is new or gone as a whole, only what is so in the model, too.
  if (isWhole) return own ?? null;
  if (!before) return 'added';
  if (!after) return 'removed';
  const isOther = before.label !== after.label || before.kind !== after.kind;
  if (isOther || own === 'changed') return 'changed';
  return hasMoved(before, after, old, now) ? 'moved' : null;
}

function edgeKey({ id, relation }: Edge): string {
  return relation?.relationId ?? id;
}

function around(points: readonly Point[] | undefined): Box | null {
  if (!points || points.length === 0) return null;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function box(node: Node | undefined): Box | null {
  return node ? { x: node.x, y: node.y, width: node.width, height: node.height } : null;
}

function lineMark(
  before: Edge | undefined,
  after: Edge | undefined,
  differing: Differing,
  names: Map<string, Node>,
  isWhole: boolean,
): Mark | null {
  const edge = after ?? before;
  if (!edge || edge.isImplied) return null;
  const isOther = before && after && (before.label !== after.label || before.kind !== after.kind);
  const own = differing.relations.get(edge.relation?.relationId ?? '');
  const state: State | null = isWhole
    ? (own ?? null)
    : !before
      ? 'added'
      : !after
        ? 'removed'
        : isOther || own === 'changed'
          ? 'changed'
          : null;
  if (!state) return null;
  const end = (id: string | null) => names.get(id ?? '')?.label ?? '';
  const verb = edge.relation?.kind?.forward ?? '→';
  return {
    key: `line ${edgeKey(edge)}`,
    state,
    label: [end(edge.from), verb, end(edge.to)].filter(Boolean).join(' '),
    kind: edge.label,
    element: null,
    before: around(before?.points),
    after: around(after?.points),
    line: { before: before?.points ?? null, after: after?.points ?? null },
  };
}

/** What differs between two pictures of a view, in reading order: row by row from the upper left. */
export function marksOf(before: Diagram | null, after: Diagram | null, differing: Differing): Mark[] {
  const old = byKey(before?.nodes ?? [], ({ nodeId }) => nodeId);
  const now = byKey(after?.nodes ?? [], ({ nodeId }) => nodeId);
  const marks: Mark[] = [];
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(id), now.get(id)];
    const node = is ?? was;
    const state = nodeState(was, is, old, now, differing, !before || !after);
    if (!node || !state || node.shows === 'decor') continue;
    marks.push({
      key: `box ${id}`,
      state,
      label: node.label || (node.kindLabel ?? id),
      kind: node.kindLabel ?? '',
      element: node.element?.elementId ?? null,
      before: box(was),
      after: box(is),
      line: null,
    });
  }
  const names = new Map([...old, ...now]);
  const oldEdges = byKey(before?.edges ?? [], edgeKey);
  const nowEdges = byKey(after?.edges ?? [], edgeKey);
  for (const key of new Set([...oldEdges.keys(), ...nowEdges.keys()])) {
    const mark = lineMark(oldEdges.get(key), nowEdges.get(key), differing, names, !before || !after);
    if (mark) marks.push(mark);
  }
  const at = ({ after: is, before: was }: Mark) => is ?? was ?? { x: 0, y: 0 };
  const row = (mark: Mark) => Math.round(at(mark).y / ROW);
  return marks.sort((one, other) => row(one) - row(other) || at(one).x - at(other).x);
}

/** The rectangle that holds both pictures. */
export function together(boxes: readonly (Box | null | undefined)[]): Box {
  const known = boxes.filter((one): one is Box => Boolean(one));
  if (known.length === 0) return { x: 0, y: 0, width: 100, height: 100 };
  const x = Math.min(...known.map((one) => one.x));
  const y = Math.min(...known.map((one) => one.y));
  const right = Math.max(...known.map((one) => one.x + one.width));
  const bottom = Math.max(...known.map((one) => one.y + one.height));
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

/** Where a server's picture lies: its `viewBox`. */
export function frameOf(svg: string): Box | null {
  const numbers = /viewBox="([-\d.\s]+)"/.exec(svg.slice(0, 2000))?.[1]?.trim().split(/\s+/).map(Number);
  const [x, y, width, height] = numbers ?? [];
  if (x === undefined || y === undefined || !width || !height) return null;
  return { x, y, width, height };
}
