import type { ChangeKind, Command, Names, Rename, SetField } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { type Json, isFields, valueAt } from '@/model/json';
import type { Column, Row } from './columns';

/** A command that several others may stand beside. */
export type CellCommand = SetField | Rename | ChangeKind;

/** What is wrong with a text in a cell, as a word of `catalog.wrong.*`. */
export function wrongIn(column: Column, text: string): 'number' | 'name' | 'date' | null {
  if (column.input === 'name') return text.trim() === '' ? 'name' : null;
  if (text === '') return null;
  if (column.isNumber && !/^-?\d+(\.\d+)?$/.test(text)) return 'number';
  if (column.input === 'date' && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return 'date';
  return null;
}

function renamed(row: Row, text: string, language: string): CellCommand | null {
  const from = (row.fields['name'] ?? '') as Names;
  const to: Names = typeof from === 'string' ? text : { ...from, [language]: text };
  const item = addressOf('element', row.id);
  return (typeof from === 'string' ? from : from[language]) === text
    ? null
    : { kind: 'rename', item, from, to };
}

/** The command that gives a cell another text; null if it says that already. An empty text is no value. */
export function commandOf(row: Row, column: Column, text: string, language: string): CellCommand | null {
  if (column.input === 'name') return renamed(row, text.trim(), language);
  const isByLanguage = isFields(row.fields['name']);
  const old = valueAt(row.fields, column.path);
  const hasLanguages = isFields(old) || (old === undefined && isByLanguage);
  const isText = column.isLocalized || column.key === 'description';
  // Prose is asked for in one language, so a text may be one of several in the file.
  const isDescription = column.key === 'description' && isByLanguage;
  const path = (isText && hasLanguages) || isDescription ? [...column.path, language] : column.path;
  const from = isDescription ? undefined : valueAt(row.fields, path);
  const tags = text.split(/[,，、]/).map((tag) => tag.trim());
  const value: Json = column.input === 'tags' ? tags.filter((tag) => tag !== '') : text.trim();
  const to = text.trim() === '' ? undefined : value;
  if (JSON.stringify(from) === JSON.stringify(to)) return null;
  return {
    kind: 'set-field',
    item: addressOf('element', row.id),
    path,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** One command for a cell in many rows. */
export function together(commands: readonly (CellCommand | null)[], name: string): Command | null {
  const real = commands.filter((command) => command !== null);
  const [first] = real;
  if (!first) return null;
  return real.length === 1 ? first : { kind: 'together', as: 'several', what: name, commands: real };
}
