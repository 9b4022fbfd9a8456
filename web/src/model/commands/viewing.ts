import type { Fields } from '@/model/json';
import type {
  AddLine,
  AddNode,
  CommandKind,
  Documents,
  EditInput,
  NestNode,
  RemoveLine,
  RemoveNode,
  TakeOut,
} from './command';
import { bendsAddress, layoutAddress, placeFields } from './layout';
import { addressOf } from './structure';

/** The address of a node of a view. */
export function nodeAddress(view: string, node: string): string {
  return `node/${encodeURIComponent(view)}/${encodeURIComponent(node)}`;
}

/** The address of a line of a view. */
export function lineAddress(view: string, line: string): string {
  return `connection/${encodeURIComponent(view)}/${encodeURIComponent(line)}`;
}

function holderAddress(view: string, holder: string | null): string {
  return holder === null ? addressOf('view', view) : nodeAddress(view, holder);
}

function without(documents: Documents, ...items: string[]): Documents {
  return Object.fromEntries(Object.entries(documents).filter(([item]) => !items.includes(item)));
}

type Node = Omit<AddNode, 'kind'>;
type Line = Omit<AddLine, 'kind'>;

function withNode(documents: Documents, { view, id, holder, fields, place }: Node): Documents {
  return {
    ...documents,
    [nodeAddress(view, id)]: { ...fields, ...(holder ? { holder } : {}) },
    ...(place ? { [layoutAddress(view, id)]: placeFields(place) } : {}),
  };
}

function withoutNode(documents: Documents, { view, id }: Node): Documents {
  return without(documents, nodeAddress(view, id), layoutAddress(view, id));
}

export const addNode: CommandKind<AddNode> = {
  apply: withNode,
  invert: (command) => ({ ...command, kind: 'remove-node' }),
  edits({ view, id, holder, fields, place }) {
    const item = nodeAddress(view, id);
    const node: EditInput = {
      create: { item, fields, ...(holder ? { holder: holderAddress(view, holder) } : {}) },
    };
    if (!place) return [node];
    return [node, { create: { item: layoutAddress(view, id), fields: placeFields(place) } }];
  },
  subject: ({ look }) => look.label,
};

export const removeNode: CommandKind<RemoveNode> = {
  apply: withoutNode,
  invert: (command) => ({ ...command, kind: 'add-node' }),
  edits: ({ view, id }) => [{ delete: { item: nodeAddress(view, id), references: true } }],
  subject: ({ look }) => look.label,
};

export const takeOut: CommandKind<TakeOut> = {
  apply: (documents, { view, nodes }) =>
    without(documents, ...nodes.flatMap((node) => [nodeAddress(view, node), layoutAddress(view, node)])),
  invert: () => null,
  edits: ({ view, nodes }) =>
    nodes.map((node) => ({ delete: { item: nodeAddress(view, node), references: true } })),
  subject: ({ nodes }) => String(nodes.length),
  isAlone: true,
};

export const nestNode: CommandKind<NestNode> = {
  apply(documents, { view, node, to }) {
    const item = nodeAddress(view, node);
    const { holder: _holder, ...fields }: Fields = documents[item] ?? {};
    return { ...documents, [item]: to === null ? fields : { ...fields, holder: to } };
  },
  invert: (command) => ({ ...command, from: command.to, to: command.from }),
  edits: ({ view, node, to }) => [
    { move: { item: nodeAddress(view, node), holder: holderAddress(view, to) } },
  ],
  subject: ({ node }) => node,
};

function lineFields({ relation, from, to }: Line): Fields {
  return { ...(relation ? { relation } : {}), from, to };
}

export const addLine: CommandKind<AddLine> = {
  apply: (documents, line) => ({
    ...documents,
    [lineAddress(line.view, line.id)]: lineFields(line),
    ...(line.bends ? { [bendsAddress(line.view, line.id)]: { bends: line.bends } } : {}),
  }),
  invert: (command) => ({ ...command, kind: 'remove-line' }),
  edits(line) {
    const create: EditInput = {
      create: { item: lineAddress(line.view, line.id), fields: lineFields(line) },
    };
    if (!line.bends) return [create];
    return [create, { create: { item: bendsAddress(line.view, line.id), fields: { bends: line.bends } } }];
  },
  subject: ({ look }) => look.label,
};

export const removeLine: CommandKind<RemoveLine> = {
  apply: (documents, { view, id }) => without(documents, lineAddress(view, id), bendsAddress(view, id)),
  invert: (command) => ({ ...command, kind: 'add-line' }),
  edits: ({ view, id }) => [{ delete: { item: lineAddress(view, id), references: true } }],
  subject: ({ look }) => look.label,
};
