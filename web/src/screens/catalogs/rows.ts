import { valueAt } from '@/model/json';
import { type Column, type Row, inLanguage } from './columns';

/** What a cell says as the document has it: an id, a value of an enumeration. */
export function rawOf(row: Row, column: Column, language: string): string {
  switch (column.key) {
    case 'id':
      return row.id;
    case 'kind':
      return inLanguage(row.fields['kind'], language);
    case 'name':
      return inLanguage(row.fields['name'], language);
    case 'completeness':
      return String(Math.round(row.element.completeness.share * 100));
    case 'problems':
      return String(row.element.diagnostics.length);
    default:
      return inLanguage(valueAt(row.fields, column.path), language);
  }
}

/** Names of elements that are referred to, as far as they are known here. */
export function namesOf(rows: readonly Row[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { element } of rows) {
    names.set(element.elementId, element.name);
    const { business, technology } = element.owners;
    for (const one of [business?.element, technology?.element]) if (one) names.set(one.elementId, one.name);
    for (const { reference } of element.properties)
      if (reference) names.set(reference.elementId, reference.name);
  }
  return names;
}

/** What a cell says to people. */
export function shownOf(
  row: Row,
  column: Column,
  language: string,
  names: ReadonlyMap<string, string>,
): string {
  const raw = rawOf(row, column, language);
  if (column.key === 'kind') return row.element.kind?.label ?? raw;
  if (column.key === 'completeness') return `${raw}%`;
  if (column.input === 'element') return names.get(raw) ?? raw;
  return column.choices.find(({ value }) => value === raw)?.label ?? raw;
}

/** Filters of an address: `owner:org-ops`; several of the same key are *or*, different keys *and*. */
export interface Filter {
  key: string;
  value: string;
}

/** Reads `key:value`; a value may hold colons. */
export function parseFilter(text: string): Filter | null {
  const at = text.indexOf(':');
  return at > 0 ? { key: text.slice(0, at), value: text.slice(at + 1) } : null;
}

/** Whether a row has what all filters ask for. */
export function matches(
  row: Row,
  filters: readonly Filter[],
  columns: readonly Column[],
  language: string,
): boolean {
  const keys = [...new Set(filters.map(({ key }) => key))];
  return keys.every((key) => {
    const column = columns.find((one) => one.key === key);
    if (!column) return true;
    const raw = rawOf(row, column, language);
    const has = column.input === 'tags' ? raw.split(', ') : [raw];
    return filters.some((filter) => filter.key === key && has.includes(filter.value));
  });
}

/** What the server can be asked for, so that little is sent; the rest is looked at here. */
export function asked(kind: string, text: string, filters: readonly Filter[]) {
  const groups = new Map<string, string[]>();
  for (const { key, value } of filters) groups.set(key, [...(groups.get(key) ?? []), value]);
  const tags = groups.get('tags');
  // Values of one property are *or* here, and *and* in a filter of the server: only one is passed on.
  const properties = [...groups].flatMap(([key, values]) =>
    key.startsWith('properties.') && values.length === 1 && values[0] !== ''
      ? [{ key: key.slice('properties.'.length), value: values[0]! }]
      : [],
  );
  return {
    kinds: [kind],
    ...(text ? { text } : {}),
    ...(tags && !tags.includes('') ? { tags } : {}),
    ...(properties.length > 0 ? { properties } : {}),
  };
}

/** The order of an address: `name`, or `-name` for the other way round. */
export function sorted(
  rows: readonly Row[],
  sort: string | undefined,
  columns: readonly Column[],
  show: (row: Row, column: Column) => string,
  raw: (row: Row, column: Column) => string,
): Row[] {
  const column = columns.find(({ key }) => key === sort?.replace(/^-/, ''));
  if (!column) return [...rows];
  const sign = sort?.startsWith('-') ? -1 : 1;
  const order = column.choices.map(({ value }) => value);
  const compare = (a: Row, b: Row): number => {
    const [x, y] = [raw(a, column), raw(b, column)];
    // What says nothing is last either way.
    if (x === '' || y === '') return x === y ? 0 : x === '' ? sign : -sign;
    if (column.isNumber) return Number(x) - Number(y);
    if (order.length > 0) return order.indexOf(x) - order.indexOf(y);
    return show(a, column).localeCompare(show(b, column));
  };
  return [...rows].sort((a, b) => sign * compare(a, b));
}

/** A line of the table. */
export type Line =
  | { kind: 'group'; value: string; label: string; count: number; isFolded: boolean }
  | { kind: 'row'; row: Row };

/** Rows under heads of what they have in common; as they are where nothing is to be grouped. */
export function grouped(
  rows: readonly Row[],
  column: Column | undefined,
  folded: ReadonlySet<string>,
  show: (row: Row, column: Column) => string,
  raw: (row: Row, column: Column) => string,
): Line[] {
  if (!column) return rows.map((row) => ({ kind: 'row', row }));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const value = raw(row, column);
    groups.set(value, [...(groups.get(value) ?? []), row]);
  }
  const order = column.choices.map(({ value }) => value);
  const label = ([, [first]]: [string, Row[]]) => (first ? show(first, column) : '');
  const entries = [...groups].sort((a, b) => {
    if (a[0] === '' || b[0] === '') return a[0] === '' ? 1 : -1;
    return order.indexOf(a[0]) - order.indexOf(b[0]) || label(a).localeCompare(label(b));
  });
  return entries.flatMap((entry): Line[] => {
    const [value, some] = entry;
    const isFolded = folded.has(value);
    const head: Line = { kind: 'group', value, label: label(entry), count: some.length, isFolded };
    return isFolded ? [head] : [head, ...some.map((row): Line => ({ kind: 'row', row }))];
  });
}
