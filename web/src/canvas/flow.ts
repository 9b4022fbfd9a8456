import type { Node } from '@xyflow/react';
import type { Place, PlaceNodes } from '@/model/commands/command';
import type { NodeData, ViewData } from './query';

/** What a box on the canvas knows. */
export interface BoxData extends Record<string, unknown> {
  drawing: string;
  font: string;
  node: NodeData;
  isActive: boolean;
  isSelected: boolean;
  isRenaming: boolean;
  isEditable: boolean;
}

/** A box on the canvas. */
export type Box = Node<BoxData, 'box'>;

/** Where boxes stand, relative to the box they are in: as the server drew them, with moves that it does not show yet. */
export function placesOf(view: ViewData, moves: readonly PlaceNodes[]): Map<string, Place> {
  const absolute = new Map(view.diagram.nodes.map((node) => [node.nodeId, node]));
  const places = new Map<string, Place>();
  for (const { nodeId, parentId, x, y } of view.diagram.nodes) {
    const parent = absolute.get(parentId ?? '');
    places.set(nodeId, { x: x - (parent?.x ?? 0), y: y - (parent?.y ?? 0) });
  }
  for (const { view: moved, places: to } of moves) {
    if (moved !== view.viewId) continue;
    for (const [node, place] of Object.entries(to)) places.set(node, place.to);
  }
  return places;
}

/** Whether a box has a place in the layout's file, so that it can get another. */
export function isPlaced(view: ViewData, node: NodeData): boolean {
  if (!view.hasLayout || node.shows === 'decor' || node.shows === 'part') return false;
  const own = view.nodes.find(({ nodeId }) => nodeId === node.nodeId);
  return view.nodes.length === 0 || (own !== undefined && own.x !== null);
}

/** The command for boxes that were moved; none where nothing moved. Places are whole pixels. */
export function moveCommand(
  view: string,
  before: Map<string, Place>,
  after: Map<string, Place>,
): PlaceNodes | null {
  const places: PlaceNodes['places'] = {};
  for (const [node, place] of after) {
    const from = before.get(node);
    const to = { x: Math.round(place.x), y: Math.round(place.y) };
    if (from && (from.x !== to.x || from.y !== to.y)) places[node] = { from, to };
  }
  return Object.keys(places).length > 0 ? { kind: 'place-nodes', view, places } : null;
}
