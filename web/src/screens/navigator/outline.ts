import type { VariablesOf } from '@/graphql/tada';
import type { GroupQuery } from './queries';
import type { Leaf } from './useLeaves';

/** Which elements. */
export type Filter = VariablesOf<typeof GroupQuery>['filter'];

/** A group of the tree: its groups first, then its elements, as many as `count` says. */
export interface Group {
  id: string;
  name: string;
  layer?: string | null;
  /** Elements or views in it and below. */
  count?: number;
  /** Its own elements: asked for when they come into sight. */
  elements?: { filter: Filter; count: number };
  /** Or those that a search found, which are here already. */
  found?: { leaves: readonly Leaf[]; revision: string };
  groups?: Group[];
  /** Its groups are asked for when it is opened. */
  folder?: string;
  /** A view: no group at all. */
  view?: string;
  /** Shown without a line of its own: the tree is a list. */
  isBare?: boolean;
}

/** Lines that stand together: one of a group, or those of its elements. */
interface Segment {
  start: number;
  length: number;
  level: number;
  group: Group;
  isHead: boolean;
  isOpen: boolean;
}

/** A line of the tree; `index` is the place among the elements of the group. */
export interface Line extends Segment {
  index: number;
}

/** Which line stands where, without a value for each: a group may have 100,000. */
export interface Outline {
  segments: readonly Segment[];
  length: number;
}

function ownCount({ elements, found }: Group): number {
  return elements?.count ?? found?.leaves.length ?? 0;
}

/** Whether there is something to open. */
export function isOpenable({ view, folder, groups, ...group }: Group): boolean {
  if (view !== undefined) return false;
  return folder !== undefined || (groups?.length ?? 0) > 0 || ownCount(group as Group) > 0;
}

/** The lines of groups, of which some are open. */
export function outline(groups: readonly Group[], open: ReadonlySet<string>): Outline {
  const segments: Segment[] = [];
  let start = 0;
  const add = (group: Group, level: number, length: number, isHead: boolean, isOpen: boolean) => {
    if (length > 0) segments.push({ start, length, level, group, isHead, isOpen });
    start += length;
  };
  const visit = (group: Group, level: number) => {
    const isOpen = group.isBare || (open.has(group.id) && isOpenable(group));
    if (!group.isBare) add(group, level, 1, true, isOpen);
    if (!isOpen) return;
    const inner = group.isBare ? level : level + 1;
    for (const one of group.groups ?? []) visit(one, inner);
    add(group, inner, ownCount(group), false, false);
  };
  for (const group of groups) visit(group, 1);
  return { segments, length: start };
}

/** The line at a place; undefined outside of the tree. */
export function lineAt({ segments }: Outline, at: number): Line | undefined {
  let [low, high] = [0, segments.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle]!;
    if (at < segment.start) high = middle - 1;
    else if (at >= segment.start + segment.length) low = middle + 1;
    else return { ...segment, index: at - segment.start };
  }
  return undefined;
}

/** Where the group of a line stands, or the line itself where it has none. */
export function parentOf(all: Outline, at: number): number {
  const line = lineAt(all, at);
  if (!line) return at;
  const before = all.segments.findLast(
    ({ start, isHead, level }) => start < at && isHead && level < line.level,
  );
  return before?.start ?? at;
}

/** The next line after `at` whose name begins with what was typed, from the top again at the end. */
export function typedAhead(
  all: Outline,
  at: number,
  typed: string,
  nameOf: (line: Line) => string | undefined,
  reach = 5000,
): number | undefined {
  const begins = typed.toLowerCase();
  // A second letter goes on from where the first one led.
  const first = typed.length > 1 ? 0 : 1;
  for (let step = first; step < Math.min(all.length, reach) + first; step += 1) {
    const place = (at + step) % all.length;
    const line = lineAt(all, place);
    if (line && nameOf(line)?.toLowerCase().startsWith(begins)) return place;
  }
  return undefined;
}
