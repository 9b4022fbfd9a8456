// The lines of the file: facts in the plain form, and what people affirmed.

import { text, whole } from './calendar.mjs';

const lines = [];

/** Moments are written as RFC 3339 and fields without a value are left out. */
function written(fields) {
  const kept = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    const isMoment = typeof value === 'number' && (name === 'at' || name.endsWith('_at'));
    kept[name] = isMoment ? text(whole(value)) : value;
  }
  return kept;
}

/** One event says these fields of one record. */
export function fact(source, time, kind, key, fields, part = '') {
  const line = {
    source,
    id: `${kind}:${key}${part && `:${part}`}`,
    at: text(whole(time)),
    key,
    record: { [kind]: written(fields) },
  };
  lines.push({ time: whole(time), line });
}

/** Somebody looked at a link again and found it right. Not an event of a machine. */
export function affirmed(time, fields) {
  lines.push({ time: whole(time), line: { affirm: { ...fields, at: text(whole(time)) } } });
}

/** All lines in the order of time. */
export function everything() {
  const inOrder = lines.map((entry, index) => ({ ...entry, index }));
  inOrder.sort((a, b) => a.time - b.time || a.index - b.index);
  return inOrder.map((entry) => entry.line);
}

/** A name of something of the model. */
export const mention = (sort, name, basis) => ({ sort, text: name, basis });
