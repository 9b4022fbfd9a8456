import { isFields, valueAt, withValueAt } from '@/model/json';
import type { ChangeKind, CommandKind, Documents, Names, Rename, SetField } from './command';

/** A name for a sentence. */
export function anyName(names: Names): string {
  return typeof names === 'string' ? names : (Object.values(names)[0] ?? '');
}

/** The documents with another value in one of them. A document that is not known here stays unknown. */
function put(documents: Documents, item: string, path: string[], value: SetField['to']): Documents {
  const fields = documents[item];
  return fields ? { ...documents, [item]: withValueAt(fields, path, value) } : documents;
}

export const setField: CommandKind<SetField> = {
  apply: (documents, { item, path, to }) => put(documents, item, path, to),
  invert: (command) => ({ ...command, from: command.to, to: command.from }),
  edits: ({ item, path, from, to }) => [
    { update: { item, fields: [{ path, to: to ?? null, ...(from === undefined ? {} : { from }) }] } },
  ],
  subject: ({ path }) => path.at(-1) ?? '',
};

export const rename: CommandKind<Rename> = {
  apply: (documents, { item, to }) => put(documents, item, ['name'], to),
  invert: (command) => ({ ...command, from: command.to, to: command.from }),
  edits: ({ item, from, to }) => [{ rename: { item, name: to, was: from } }],
  subject: ({ to }) => anyName(to),
};

export const changeKind: CommandKind<ChangeKind> = {
  apply: (documents, { item, to }) => put(documents, item, ['kind'], to),
  invert: (command) => ({ ...command, from: command.to, to: command.from }),
  edits: ({ item, from, to }) => [{ changeKind: { item, kind: to, was: from } }],
  subject: ({ to }) => to,
};

/** The name of an item as these documents have it, in a language or in any. */
export function nameIn(documents: Documents, item: string, language: string): string | undefined {
  const name = valueAt(documents[item], ['name']);
  if (typeof name === 'string') return name;
  if (!isFields(name)) return undefined;
  const text = name[language] ?? Object.values(name)[0];
  return typeof text === 'string' ? text : undefined;
}
