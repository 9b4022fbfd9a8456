import type { Node } from '@xyflow/react';
import { drawBox, renamedBox } from './draw/box';
import type { SceneNode } from './scene/scene';
import { isReal } from './scene/scene';
import type { Drawn } from './useScene';

/** What it takes to draw a box. */
interface Drawable {
  picture: Drawn['picture'];
  colors: Drawn['colors'];
  node: SceneNode;
  isContainer: boolean;
}

/** What a box on the canvas knows. */
export interface BoxData extends Drawable, Record<string, unknown> {
  isActive: boolean;
  isSelected: boolean;
}

/** A box on the canvas. */
export type Box = Node<BoxData, 'box'>;

/** What is special about some boxes now. */
export interface Marks {
  active: string | null;
  /** The element in the inspector. */
  selected: string | undefined;
  selection: ReadonlySet<string>;
  canMove: boolean;
}

/** The markup of a box. */
export function drawingOf({ picture, colors, node, isContainer }: Drawable): string {
  const served = picture.nodes.get(node.id);
  if (node.drawing === 'server' && served !== undefined) return served;
  if (node.drawing === 'renamed' && served) return renamedBox(served, node, colors, isContainer);
  return node.shows === 'decor' ? '' : drawBox(node, colors, isContainer);
}

function isSame(a: Box, b: Box): boolean {
  const [one, other] = [a.data, b.data];
  return (
    one.node === other.node &&
    one.picture === other.picture &&
    one.colors === other.colors &&
    one.isContainer === other.isContainer &&
    one.isActive === other.isActive &&
    one.isSelected === other.isSelected &&
    a.selected === b.selected &&
    a.draggable === b.draggable
  );
}

/** Makes the boxes of drawings; those that are as they were before are the same values, so that only others are drawn. */
export function boxMaker() {
  let before: ReadonlyMap<string, Box> = new Map();
  return (drawn: Drawn, marks: Marks): Box[] => {
    const boxes = boxesOf(drawn, marks, before);
    before = new Map(boxes.map((box) => [box.id, box]));
    return boxes;
  };
}

function boxesOf(drawn: Drawn, marks: Marks, before: ReadonlyMap<string, Box>): Box[] {
  const { nodes } = drawn.scene;
  const holders = new Set([...nodes.values()].map(({ parent }) => parent));
  return [...nodes.values()].map((node): Box => {
    const isSelected = marks.selection.has(node.id);
    const box: Box = {
      id: node.id,
      type: 'box',
      position: { x: node.x, y: node.y },
      width: node.width,
      height: node.height,
      ...(node.parent && nodes.has(node.parent) ? { parentId: node.parent } : {}),
      selected: isSelected,
      draggable: marks.canMove && isReal(node),
      selectable: isReal(node),
      className: isReal(node) ? '' : 'still',
      data: {
        node,
        picture: drawn.picture,
        colors: drawn.colors,
        isContainer: holders.has(node.id),
        isActive: node.id === marks.active,
        isSelected: isSelected || (node.element !== null && node.element.elementId === marks.selected),
      },
    };
    const known = before.get(node.id);
    return known && isSame(known, box) ? known : box;
  });
}
