/** A JSON value, as files and edits have them. */
export type Json = null | boolean | number | string | Json[] | Fields;

/** A document or a record in it. */
export interface Fields {
  [key: string]: Json;
}

/** Whether a value is a record. */
export function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at the end of `path`; undefined where a key is missing. */
export function valueAt(fields: Fields | undefined, path: readonly string[]): Json | undefined {
  let value: Json | undefined = fields;
  for (const key of path) {
    if (!isFields(value)) return undefined;
    value = value[key];
  }
  return value;
}

/** The same fields with another value at the end of `path`; undefined removes it, and records that become empty. */
export function withValueAt(fields: Fields, path: readonly string[], value: Json | undefined): Fields {
  const [key, ...rest] = path;
  if (key === undefined) return fields;
  const { [key]: old, ...others } = fields;
  const next = rest.length === 0 ? value : withValueAt(isFields(old) ? old : {}, rest, value);
  const isGone = next === undefined || (rest.length > 0 && isFields(next) && Object.keys(next).length === 0);
  if (isGone) return others;
  return { ...fields, [key]: next };
}
