import type { Fields } from '@/model/json';
import { isFields } from '@/model/json';
import { anyName } from './fields';
import type {
  CommandKind,
  Connect,
  CreateElement,
  DeleteElement,
  Disconnect,
  Documents,
  Names,
} from './command';

/** The address of an id, such as `element/crm`. */
export function addressOf(type: 'element' | 'relation' | 'view', id: string): string {
  return `${type}/${encodeURIComponent(id)}`;
}

function without(documents: Documents, item: string): Documents {
  const { [item]: _gone, ...others } = documents;
  return others;
}

function nameOf(fields: Fields, id: string): string {
  const { name } = fields;
  return typeof name === 'string' || isFields(name) ? anyName(name as Names) : id;
}

export const createElement: CommandKind<CreateElement> = {
  apply: (documents, { id, fields }) => ({ ...documents, [addressOf('element', id)]: fields }),
  invert: ({ id, fields }) => ({ kind: 'delete-element', id, fields }),
  edits: ({ id, fields }) => [{ create: { item: addressOf('element', id), fields } }],
  subject: ({ id, fields }) => nameOf(fields, id),
};

export const deleteElement: CommandKind<DeleteElement> = {
  apply: (documents, { id }) => without(documents, addressOf('element', id)),
  invert: ({ id, fields }) => ({ kind: 'create-element', id, fields }),
  edits: ({ id, fields }) => [{ delete: { item: addressOf('element', id), references: true, was: fields } }],
  subject: ({ id, fields }) => nameOf(fields, id),
  isAlone: true,
};

export const connect: CommandKind<Connect> = {
  apply: (documents, { id, from, relation, to }) => ({
    ...documents,
    [addressOf('relation', id)]: { kind: relation, source: from, target: to },
  }),
  invert: (command) => ({ ...command, kind: 'disconnect' }),
  edits: ({ id, from, relation, to }) => [{ connect: { id, from, kind: relation, to } }],
  subject: ({ from, to }) => `${from} → ${to}`,
};

export const disconnect: CommandKind<Disconnect> = {
  apply: (documents, { id }) => without(documents, addressOf('relation', id)),
  invert: (command) => ({ ...command, kind: 'connect' }),
  edits: ({ id }) => [{ disconnect: { relation: id, references: true } }],
  subject: ({ from, to }) => `${from} → ${to}`,
  isAlone: true,
};
