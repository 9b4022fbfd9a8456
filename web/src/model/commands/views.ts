import { isFields } from '@/model/json';
import type { CommandKind, CreateView, DeleteView, Names } from './command';
import { anyName } from './fields';
import { addressOf } from './structure';

function nameOf({ id, fields: { name } }: { id: string; fields: CreateView['fields'] }): string {
  return typeof name === 'string' || isFields(name) ? anyName(name as Names) : id;
}

export const createView: CommandKind<CreateView> = {
  apply: (documents, { id, fields }) => ({ ...documents, [addressOf('view', id)]: fields }),
  // What was drawn since is gone with it, but that was taken back before this.
  invert: (command) => ({ ...command, kind: 'delete-view' }),
  edits: ({ id, fields }) => [{ create: { item: addressOf('view', id), fields } }],
  subject: nameOf,
};

export const deleteView: CommandKind<DeleteView> = {
  apply(documents, { id }) {
    const { [addressOf('view', id)]: _gone, ...others } = documents;
    return others;
  },
  invert: ({ id, fields }) => ({ kind: 'create-view', id, fields }),
  edits: ({ id, fields }) => [{ delete: { item: addressOf('view', id), references: true, was: fields } }],
  subject: nameOf,
  isAlone: true,
};
