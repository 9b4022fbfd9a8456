import type { Documents } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { isFields } from '@/model/json';
import type { MatrixTable } from './queries';
import type { Shows } from './presets';

/** An element at the head of a row or column. */
export interface Head {
  id: string;
  kind: string;
  label: string;
}

/** A relation between a row and a column. */
export interface Mark {
  id: string;
  kind: string;
  source: string;
  target: string;
  /** Letters of a matrix that says them; otherwise none. */
  letters: string;
}

/** Relations as documents, so that commands can be done to them. */
export function documentsOf(table: MatrixTable): Documents {
  const relations = table.rows.flatMap(({ cells }) =>
    cells.flatMap(({ items }) => items.map(({ of }) => of.relation)),
  );
  return Object.fromEntries(
    relations
      .filter((relation) => relation !== null)
      .map(({ relationId, kindId, sourceId, targetId, access, properties }) => [
        addressOf('relation', relationId),
        {
          kind: kindId,
          source: sourceId,
          target: targetId,
          ...(access ? { access } : {}),
          properties: Object.fromEntries(properties.map(({ key, values }) => [key, [...values]])),
        },
      ]),
  );
}

/** Heads that stand for elements. */
export function headsOf(heads: readonly MatrixTable['columns'][number][]): Head[] {
  return heads.flatMap(({ label, of }) =>
    of.element ? [{ id: of.element.elementId, kind: of.element.kindId, label }] : [],
  );
}

/** Keys under which letters are written down, and what a kind of relation means where none are. */
const LETTERS: Record<Exclude<Shows, 'relations'>, { known: string; keys: string[] }> = {
  raci: { known: 'RACI', keys: ['responsibility', 'raci'] },
  crud: { known: 'CRUD', keys: ['operations', 'crud'] },
};

function implied(kind: string, access: unknown, shows: Shows): string {
  if (shows === 'raci') return kind === 'assignment' ? 'R' : '';
  if (kind !== 'access') return '';
  return access === 'read' ? 'R' : access === 'read-write' ? 'CRU' : 'CU';
}

/** Letters in the order of the matrix: of `["A", "R"]`, `RA` or `Responsible`. */
export function readLetters(values: readonly string[], known: string): string {
  const words = values.flatMap((text) => text.toUpperCase().split(/[^\p{L}\p{N}]+/u)).filter(Boolean);
  const found = words.flatMap((word) => {
    const areLetters = word.length <= known.length && [...word].every((letter) => known.includes(letter));
    return areLetters ? [...word] : [word[0]!];
  });
  return [...known]
    .filter((letter, index) => found.includes(letter) && known.indexOf(letter) === index)
    .join('');
}

function lettersOf(fields: Documents[string], shows: Shows): string {
  if (shows === 'relations') return '';
  const { known, keys } = LETTERS[shows];
  const properties = isFields(fields['properties']) ? fields['properties'] : {};
  for (const key of keys) {
    const said = properties[key];
    if (said === undefined) continue;
    const values = (Array.isArray(said) ? said : [said]).filter(
      (one): one is string => typeof one === 'string',
    );
    return readLetters(values, known);
  }
  return implied(String(fields['kind']), fields['access'], shows);
}

/** The address of a cell. */
export function cellKey(row: string, column: string): string {
  return `${row}\n${column}`;
}

/** What stands in each cell, of relations as they are with edits done. */
export function marksOf(
  documents: Documents,
  rows: readonly Head[],
  columns: readonly Head[],
  shows: Shows,
): Map<string, Mark[]> {
  const isRow = new Set(rows.map(({ id }) => id));
  const isColumn = new Set(columns.map(({ id }) => id));
  const cells = new Map<string, Mark[]>();
  const put = (row: string, column: string, mark: Mark) => {
    const key = cellKey(row, column);
    cells.set(key, [...(cells.get(key) ?? []), mark]);
  };
  for (const [item, fields] of Object.entries(documents)) {
    if (!item.startsWith('relation/')) continue;
    const [source, target] = [String(fields['source']), String(fields['target'])];
    const id = decodeURIComponent(item.slice('relation/'.length));
    const mark = { id, kind: String(fields['kind']), source, target, letters: lettersOf(fields, shows) };
    if (isRow.has(source) && isColumn.has(target)) put(source, target, mark);
    if (isRow.has(target) && isColumn.has(source) && source !== target) put(target, source, mark);
  }
  return cells;
}

/** The letters of a cell, in their order. */
export function lettersIn(marks: readonly Mark[], shows: Exclude<Shows, 'relations'>): string {
  return readLetters(
    marks.map(({ letters }) => letters),
    LETTERS[shows].known,
  );
}

/** All letters of a matrix. */
export function knownLetters(shows: Exclude<Shows, 'relations'>): string {
  return LETTERS[shows].known;
}

/** Heads that have a mark; all of them where empty ones are wanted. */
export function withMarks(
  rows: readonly Head[],
  columns: readonly Head[],
  marks: ReadonlyMap<string, Mark[]>,
  empty: boolean,
) {
  if (empty) return { rows: [...rows], columns: [...columns] };
  const used = [...marks.keys()].map((key) => key.split('\n') as [string, string]);
  const inRows = new Set(used.map(([row]) => row));
  const inColumns = new Set(used.map(([, column]) => column));
  return {
    rows: rows.filter(({ id }) => inRows.has(id)),
    columns: columns.filter(({ id }) => inColumns.has(id)),
  };
}
