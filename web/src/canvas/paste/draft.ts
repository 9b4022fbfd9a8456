// What a pasted text asks for, before it is known what of it can be had: boxes, and lines between them.
import type { Names } from '@/model/commands/command';
import { type Fields, type Json, isFields } from '@/model/json';

/** Most boxes that one text may bring. */
export const MOST_BOXES = 200;
/** Longest text that is read. */
export const LONGEST = 200_000;

/** A box that is asked for. */
export interface Wanted {
  /** Its id in the text, for lines and boxes inside. */
  id: string;
  holder: string | null;
  shows: 'element' | 'note' | 'group' | 'view';
  /** An element or view that should be there. */
  refers: string | null;
  /** What the box or the new element is called. */
  name: Names;
  /** The kind of a new element; null is "whatever the person says". */
  kind: string | null;
  /** Other fields of a new element. */
  fields: Fields;
}

/** A line that is asked for; its ends are boxes of the text or elements of the model. */
export interface WantedLine {
  from: string;
  to: string;
  /** A relation that should be there. */
  relation: string | null;
  /** The kind of a new relation. */
  kind: string | null;
}

/** What a text asks for. */
export interface Draft {
  /** `names`: a list of names; `view`: a part of a view; `elements`: elements as files have them; else nothing that can be drawn. */
  form: 'names' | 'view' | 'elements' | 'other';
  boxes: Wanted[];
  lines: WantedLine[];
  /** How many boxes were too many. */
  tooMany: number;
}

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

const listOf = (value: Json | undefined): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

function namesOf(value: Json | undefined, other: string): Names {
  if (!isFields(value)) return text(value) ?? other;
  const names = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return names.length > 0 ? Object.fromEntries(names) : other;
}

function boxesIn(content: Json | undefined, holder: string | null, depth = 0): Wanted[] {
  if (depth > 20) return [];
  return listOf(content).flatMap((entry, index): Wanted[] => {
    const id = text(entry['node']) ?? `${holder ?? ''}/${index}`;
    const shows = (['element', 'note', 'group', 'view'] as const).find((one) => one in entry);
    if (!shows) return [];
    const says = namesOf(entry[shows], '');
    const refers = shows === 'element' || shows === 'view' ? text(entry[shows]) : null;
    const box = { id, holder, shows, refers, name: says, kind: null, fields: {} };
    return [box, ...boxesIn(entry['nodes'], id, depth + 1)];
  });
}

function fromView(value: Fields): Draft {
  const lines = listOf(value['connections']).flatMap((entry): WantedLine[] => {
    const [from, to] = [text(entry['from']), text(entry['to'])];
    return from && to ? [{ from, to, relation: text(entry['relation']), kind: null }] : [];
  });
  return { form: 'view', boxes: boxesIn(value['content'], null), lines, tooMany: 0 };
}

/** `{ kind: serving, to: crm }`, or `serving: crm`. */
function relationOf(entry: Fields, from: string): WantedLine[] {
  const [key, value] = Object.entries(entry)[0] ?? [];
  const isShort = key !== undefined && Object.keys(entry).length === 1;
  const [kind, to] = isShort ? [key, text(value)] : [text(entry['kind']), text(entry['to'])];
  return kind && to ? [{ from, to, relation: null, kind }] : [];
}

function fromElements(values: readonly Fields[]): Draft {
  const all = values.map((value, index) => {
    const { id: _id, kind, name, relations, ...fields } = value;
    const id = text(value['id']) ?? `/${index}`;
    const names = namesOf(name, text(value['id']) ?? '');
    const refers = text(value['id']);
    const box: Wanted = { id, holder: null, shows: 'element', refers, name: names, kind: text(kind), fields };
    return { box, lines: listOf(relations).flatMap((entry) => relationOf(entry, id)) };
  });
  const boxes = all.map(({ box }) => box);
  return { form: 'elements', boxes, lines: all.flatMap(({ lines }) => lines), tooMany: 0 };
}

function fromNames(lines: readonly string[]): Draft {
  const boxes = [...new Set(lines)].map((line, index): Wanted => {
    const [name = '', kind] = line.split('\t').map((cell) => cell.trim());
    return {
      id: `/${index}`,
      holder: null,
      shows: 'element',
      refers: null,
      name,
      kind: kind || null,
      fields: {},
    };
  });
  return { form: 'names', boxes, lines: [], tooMany: 0 };
}

const OTHER: Draft = { form: 'other', boxes: [], lines: [], tooMany: 0 };

const isElement = (value: Json): value is Fields =>
  isFields(value) && 'kind' in value && ('id' in value || 'name' in value);

/** What a text asks for: `documents` is what it says as YAML, where it is YAML. */
export function draftOf(pasted: string, documents: readonly Json[] | null): Draft {
  const values = (documents ?? []).flatMap((one) => (Array.isArray(one) ? one : [one]));
  const [first] = values;
  const lines = pasted
    .split(/\r?\n/)
    .map((line) => line.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\t' ? sign : '')).trim())
    .map((line) => line.replace(/^[-*•]\s+/, ''))
    .filter((line) => line !== '');
  const draft =
    isFields(first) && Array.isArray(first['content'])
      ? fromView(first)
      : values.length > 0 && values.every(isElement)
        ? fromElements(values)
        : values.length > 0 && lines.length > 1 && values.every(isFields)
          ? OTHER
          : fromNames(lines);
  const boxes = draft.boxes.slice(0, MOST_BOXES);
  return { ...draft, boxes, tooMany: draft.boxes.length - boxes.length };
}
