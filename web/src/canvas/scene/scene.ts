import type { Place } from '@/model/commands/command';
import type { EdgeData, NodeData, ViewData } from '../query';
import type { Point } from './geometry';

/** A box of a view. Its place is relative to the box it stands in. */
export interface SceneNode {
  id: string;
  parent: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  /** element, missing, note, group, view, image, part or decor */
  shows: string;
  kind: string | null;
  kindLabel: string | null;
  layer: string;
  shape: string | null;
  style: NodeData['style'] | null;
  element: NodeData['element'];
  /** The view it leads to. */
  leads: string | null;
  /** What the layout's file says; null where it says nothing. */
  place: Place | null;
  /** Whether the server's drawing shows it as it is, with another name, or not at all. */
  drawing: 'server' | 'renamed' | 'own';
}

/** A line of a view. */
export interface SceneLine {
  id: string;
  from: string;
  to: string;
  label: string;
  shows: string;
  kind: string | null;
  kindLabel: string | null;
  relation: { id: string; source: string; target: string } | null;
  isImplied: boolean;
  /** Where it turns, as the layout says it. */
  bends: number[][];
  /** Whether the layout has an entry for it. */
  hasEntry: boolean;
  /** The server's points; null where it must be drawn here. */
  points: Point[] | null;
}

/** What a view shows: the server's picture with the edits that it does not have yet. */
export interface Scene {
  view: string;
  /** In the order of drawing. */
  nodes: ReadonlyMap<string, SceneNode>;
  lines: ReadonlyMap<string, SceneLine>;
  /** Whether the file lists its boxes; otherwise the model decides what it shows. */
  isDrawn: boolean;
  /** Whether it is a drawing that its selector keeps empty until somebody draws. */
  isEmptyByQuestion: boolean;
  hasLayout: boolean;
}

/** The selector of a new drawing until it has its first box: nothing. */
export const NOTHING = { not: {} };

/** Whether a person decides what a view shows. */
export function isDrawnByHand({ nodes, viewpoint, selector }: ViewData): boolean {
  return nodes.length > 0 || isNothing(selector) || (!viewpoint && !selector);
}

function isNothing(selector: ViewData['selector']): boolean {
  return JSON.stringify(selector) === JSON.stringify(NOTHING);
}

function placeOf({ x, y, width, height }: ViewData['nodes'][number]): Place | null {
  if (x === null || y === null) return null;
  return { x, y, ...(width === null ? {} : { w: width }), ...(height === null ? {} : { h: height }) };
}

function nodeOf(node: NodeData, parent: NodeData | undefined, place: Place | null): SceneNode {
  return {
    id: node.nodeId,
    parent: node.parentId,
    x: node.x - (parent?.x ?? 0),
    y: node.y - (parent?.y ?? 0),
    width: node.width,
    height: node.height,
    label: node.label,
    shows: node.shows,
    kind: node.kind,
    kindLabel: node.kindLabel,
    layer: node.element?.layer ?? 'other',
    shape: node.shape,
    style: node.style,
    element: node.element,
    leads: node.view?.viewId ?? null,
    place,
    drawing: 'server',
  };
}

function lineOf(edge: EdgeData, own: ViewData['connections'][number] | undefined): SceneLine {
  const bends = own?.bends.map(({ numbers }) => numbers) ?? [];
  const { fill, line, font } = edge.style;
  const { relation } = edge;
  return {
    id: edge.id,
    from: edge.from ?? '',
    to: edge.to ?? '',
    label: edge.label,
    shows: edge.shows,
    kind: edge.kind,
    kindLabel: relation?.kind?.forward ?? null,
    relation: relation && { id: relation.relationId, source: relation.sourceId, target: relation.targetId },
    isImplied: edge.isImplied,
    bends,
    hasEntry: bends.length > 0 || Boolean(own?.labelPosition) || Boolean(fill ?? line ?? font),
    points: edge.points,
  };
}

/** What the server's picture shows. */
export function sceneOf(view: ViewData): Scene {
  const { nodes, edges } = view.diagram;
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const own = new Map(view.nodes.map((node) => [node.nodeId, placeOf(node)]));
  const lines = new Map(view.connections.map((line) => [line.connectionId, line]));
  // In a view that the model fills, a layout places elements; which ones is not told.
  const isFilled = view.hasLayout && view.nodes.length === 0;
  const scene = nodes.map((node) => {
    const parent = byId.get(node.parentId ?? '');
    const { x, y } = { x: node.x - (parent?.x ?? 0), y: node.y - (parent?.y ?? 0) };
    const place = isFilled && node.shows !== 'decor' ? { x, y } : (own.get(node.nodeId) ?? null);
    return nodeOf(node, parent, place);
  });
  return {
    view: view.viewId,
    nodes: new Map(scene.map((node) => [node.id, node])),
    lines: new Map(edges.map((edge) => [edge.id, lineOf(edge, lines.get(edge.id))])),
    isDrawn: isDrawnByHand(view),
    isEmptyByQuestion: isNothing(view.selector),
    hasLayout: view.hasLayout,
  };
}

/** Whether a box stands for something of the model or of the view that a person can handle. */
export function isReal({ shows }: SceneNode): boolean {
  return shows !== 'decor' && shows !== 'part';
}

/** Whether other boxes may stand in it. */
export function canHold({ shows }: SceneNode): boolean {
  return shows === 'element' || shows === 'group';
}

/** The boxes in a box, at every depth, and itself. */
export function subtree(nodes: Scene['nodes'], id: string): Set<string> {
  const inside = new Set([id]);
  // Parents come before their children only in what the server sends.
  for (let size = 0; size < inside.size;) {
    size = inside.size;
    for (const { id: node, parent } of nodes.values()) if (parent && inside.has(parent)) inside.add(node);
  }
  return inside;
}
