import type { CommandKind, Place, PlaceNodes } from './command';

function swapped(places: PlaceNodes['places']): PlaceNodes['places'] {
  return Object.fromEntries(
    Object.entries(places).map(([node, { from, to }]) => [node, { from: to, to: from }]),
  );
}

/** The address of where a node of a view is drawn. */
export function layoutAddress(view: string, node: string): string {
  return `node-layout/${encodeURIComponent(view)}/${encodeURIComponent(node)}`;
}

function update(view: string, node: string, from: Place, to: Place) {
  const fields = (['x', 'y'] as const).filter((axis) => from[axis] !== to[axis]);
  return {
    update: {
      item: layoutAddress(view, node),
      fields: fields.map((axis) => ({ path: [axis], from: from[axis], to: to[axis] })),
    },
  };
}

export const placeNodes: CommandKind<PlaceNodes> = {
  apply: (documents, { view, places }) => {
    const moved = Object.entries(places).map(([node, { to }]) => {
      const item = layoutAddress(view, node);
      return [item, { ...documents[item], x: to.x, y: to.y }] as const;
    });
    return { ...documents, ...Object.fromEntries(moved) };
  },
  invert: (command) => ({ ...command, places: swapped(command.places) }),
  edits: ({ view, places }) =>
    Object.entries(places)
      .filter(([, { from, to }]) => from.x !== to.x || from.y !== to.y)
      .map(([node, { from, to }]) => update(view, node, from, to)),
  subject: ({ places }) => String(Object.keys(places).length),
};
