import type { Json } from '@/model/json';
import type { BendLine, CommandKind, Documents, EditInput, Place, PlaceNodes } from './command';

function swapped(places: PlaceNodes['places']): PlaceNodes['places'] {
  return Object.fromEntries(
    Object.entries(places).map(([node, { from, to }]) => [node, { from: to, to: from }]),
  );
}

/** The address of where a node of a view is drawn. */
export function layoutAddress(view: string, node: string): string {
  return `node-layout/${encodeURIComponent(view)}/${encodeURIComponent(node)}`;
}

/** The address of how a line of a view turns. */
export function bendsAddress(view: string, line: string): string {
  return `connection-layout/${encodeURIComponent(view)}/${encodeURIComponent(line)}`;
}

/** A place as a file has it. */
export function placeFields({ x, y, w, h }: Place): Record<string, Json> {
  return { x, y, ...(w === undefined ? {} : { w }), ...(h === undefined ? {} : { h }) };
}

const SIDES = ['x', 'y', 'w', 'h'] as const;

function differs(from: Place | null, to: Place | null): boolean {
  if (!from || !to) return from !== to;
  return SIDES.some((side) => from[side] !== to[side]);
}

function moved(item: string, from: Place | null, to: Place | null): EditInput {
  if (!to) return { delete: { item, references: false } };
  if (!from) return { create: { item, fields: placeFields(to) } };
  const fields = SIDES.filter((side) => from[side] !== to[side]).map((side) => ({
    path: [side],
    to: to[side] ?? null,
    ...(from[side] === undefined ? {} : { from: from[side] }),
  }));
  return { update: { item, fields } };
}

function placed(documents: Documents, item: string, to: Place | null): Documents {
  const { [item]: before, ...others } = documents;
  if (!to) return others;
  const { x: _x, y: _y, w: _w, h: _h, ...rest } = before ?? {};
  return { ...others, [item]: { ...rest, ...placeFields(to) } };
}

export const placeNodes: CommandKind<PlaceNodes> = {
  apply: (documents, { view, places }) =>
    Object.entries(places).reduce(
      (all, [node, { to }]) => placed(all, layoutAddress(view, node), to),
      documents,
    ),
  invert: (command) => ({ ...command, places: swapped(command.places) }),
  edits: ({ view, places }) =>
    Object.entries(places)
      .filter(([, { from, to }]) => differs(from, to))
      .map(([node, { from, to }]) => moved(layoutAddress(view, node), from, to)),
  subject: ({ places }) => String(Object.keys(places).length),
};

export const bendLine: CommandKind<BendLine> = {
  apply(documents, { view, line, to }) {
    const item = bendsAddress(view, line);
    const { [item]: before, ...others } = documents;
    return to ? { ...others, [item]: { ...before, bends: to } } : others;
  },
  invert: (command) => ({ ...command, from: command.to, to: command.from }),
  edits({ view, line, from, to }) {
    const item = bendsAddress(view, line);
    if (!to) return [{ delete: { item, references: false } }];
    if (!from) return [{ create: { item, fields: { bends: to } } }];
    // A line that turns nowhere has no key; its entry stays, for colours and labels stand there too.
    const value = (bends: Json[]) => (bends.length > 0 ? bends : null);
    return [{ update: { item, fields: [{ path: ['bends'], from: value(from), to: value(to) }] } }];
  },
  subject: ({ line }) => line,
};
