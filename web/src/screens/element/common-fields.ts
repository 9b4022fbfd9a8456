import { type Fields, type Json, isFields, valueAt } from '@/model/json';

function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What documents have in common: records key by key, other values only where they are the same everywhere. */
export function commonFields(all: readonly Fields[]): Fields {
  const [first, ...others] = all;
  if (!first) return {};
  const shared: Fields = {};
  for (const [key, value] of Object.entries(first)) {
    const values = others.map((fields) => fields[key]);
    if (isFields(value) && values.every(isFields))
      shared[key] = commonFields([value, ...(values as Fields[])]);
    else if (values.every((one) => same(one, value))) shared[key] = value;
  }
  return shared;
}

/** Whether documents have different values at a path, or only some have one. */
export function isMixed(all: readonly Fields[], path: readonly string[]): boolean {
  const [first, ...others] = all;
  return others.some((fields) => !same(valueAt(fields, path), valueAt(first, path)));
}
