import type { Entry, FieldChange } from './queries';
import { endsOf, idOf, movedBoxes, stateOf } from './states';
import type { State } from './search';
import type { Words } from './words';

/** Characters of a value that fit into a sentence; of a longer one it says that it reads otherwise. */
const SHORT = 80;

/** What happened, for `compare.says.<key>` with these values. */
export interface Sentence {
  key:
    | 'added'
    | 'removed'
    | 'renamed'
    | 'moves'
    | 'becomes'
    | 'set'
    | 'cleared'
    | 'reworded'
    | 'reordered'
    | 'changed'
    | 'related'
    | 'unrelated'
    | 'viewAdded'
    | 'viewRemoved'
    | 'viewChanged'
    | 'boxesMoved'
    | 'thingAdded'
    | 'thingRemoved'
    | 'thingChanged';
  values: Record<string, string | number>;
  state: State;
  /** The element it is about. */
  element: string | null;
}

/** Fields with one entry for each thing: of a text in several languages the reader's is enough. */
export function inOneLanguage(fields: readonly FieldChange[], words: Words, language: string): FieldChange[] {
  const plain = (attribute: string) => {
    const found = words.languageOf(attribute);
    return found ? attribute.slice(0, -found.length - 1) : attribute;
  };
  const best = new Map<string, FieldChange>();
  for (const field of fields) {
    const key = plain(field.attribute);
    if (!best.has(key) || words.languageOf(field.attribute) === language) best.set(key, field);
  }
  return [...best.values()];
}

function ofField(entry: Entry, { attribute, before, after }: FieldChange, name: string, words: Words) {
  const field = words.field(entry.kind, attribute);
  const [was, is] = [words.value(entry.kind, attribute, before), words.value(entry.kind, attribute, after)];
  // A value that is sentences itself does not fit into one.
  const isLong = [was, is].some((text) => text && (text.length > SHORT || /\n|[.。!?！？]$/.test(text)));
  const values = { field, name, before: was ?? '', after: is ?? '' };
  if (/^name\b/.test(attribute) && was && is && !isLong) return { key: 'renamed', values } as const;
  if (isLong) return { key: 'reworded', values: { field, name } } as const;
  if (was === null) return { key: 'set', values } as const;
  if (is === null) return { key: 'cleared', values } as const;
  if (/^owners?\b/.test(attribute)) return { key: 'moves', values } as const;
  return { key: 'becomes', values } as const;
}

function ofElement(entry: Entry, words: Words, language: string): Sentence[] {
  const element = idOf(entry.item);
  const state = stateOf(entry);
  const name = entry.element?.name ?? words.name(element);
  const whole = { name, kind: words.kind(entry.kind) };
  if (entry.sort !== 'CHANGED') {
    return [{ key: entry.sort === 'ADDED' ? 'added' : 'removed', values: whole, state, element }];
  }
  const fields = inOneLanguage(entry.fields, words, language);
  if (fields.length === 0) {
    return [{ key: entry.isReordered ? 'reordered' : 'changed', values: whole, state, element }];
  }
  return fields.map((field) => ({ ...ofField(entry, field, name, words), state, element }));
}

function ofRelation(entry: Entry, ends: [string, string], words: Words, language: string): Sentence[] {
  const [source, target] = ends;
  const values = { source: words.name(source), verb: words.verb(entry.kind), target: words.name(target) };
  const state = stateOf(entry);
  if (entry.sort !== 'CHANGED') {
    return [{ key: entry.sort === 'ADDED' ? 'related' : 'unrelated', values, state, element: source }];
  }
  const name = `${values.source} ${values.verb} ${values.target}`;
  const fields = inOneLanguage(entry.fields, words, language);
  if (fields.length === 0) return [{ key: 'changed', values: { name, kind: '' }, state, element: source }];
  return fields.map((field) => ({ ...ofField(entry, field, name, words), state, element: source }));
}

const VIEW = { ADDED: 'viewAdded', REMOVED: 'viewRemoved', CHANGED: 'viewChanged' } as const;
const THING = { ADDED: 'thingAdded', REMOVED: 'thingRemoved', CHANGED: 'thingChanged' } as const;

/** What an entry says in words; `viewName` calls a view as people do. */
export function sentencesOf(
  entry: Entry,
  words: Words,
  language: string,
  viewName: (id: string) => string,
): Sentence[] {
  const { group, sort, name } = entry;
  const state = stateOf(entry);
  const ends = endsOf(entry);
  if (group === 'elements') return ofElement(entry, words, language);
  if (ends) return ofRelation(entry, ends, words, language);
  if (group === 'views') {
    return [{ key: VIEW[sort], values: { name: name || viewName(idOf(entry.item)) }, state, element: null }];
  }
  if (group === 'layouts') {
    const values = { name: viewName(idOf(entry.item)), count: movedBoxes(entry) };
    return [{ key: 'boxesMoved', values, state, element: null }];
  }
  return [{ key: THING[sort], values: { name: name || entry.item }, state, element: null }];
}
