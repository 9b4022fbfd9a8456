import type { Json } from '@/model/json';

/** Characters of a value that are shown; the whole of it is in its title. */
const SHOWN = 600;

/** A value as people read it; null where there is none. */
export function inText(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}

/** The same, cut where it is long. */
export function inShort(value: Json | undefined): string | null {
  const text = inText(value);
  return text !== null && text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** What a person types to give another value: of the sort that the values in question have. */
export type Sort = 'text' | 'number' | 'boolean' | 'json';

/** The sort that all of these values have. */
export function sortOf(values: readonly (Json | undefined)[]): Sort {
  const known = values.filter((value) => value !== null && value !== undefined);
  const all = (type: string) => known.length > 0 && known.every((value) => typeof value === type);
  if (all('string') || known.length === 0) return 'text';
  if (all('number')) return 'number';
  return all('boolean') ? 'boolean' : 'json';
}

/** What was typed as a value; undefined where it is none. */
export function typed(sort: Sort, text: string): Json | undefined {
  if (sort === 'text') return text;
  try {
    const value = JSON.parse(text) as Json;
    const fits = sort === 'json' || typeof value === sort;
    return fits ? value : undefined;
  } catch {
    return undefined;
  }
}
