import type { EditInput } from '@/model/commands/command';
import type { Json } from '@/model/json';

/** Longer values are cut. */
const LONG = 120;

function short(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** An edit in a few lines: what becomes what. */
export function inShort(edit: EditInput): string[] {
  if ('update' in edit) {
    const { item, fields } = edit.update;
    return fields.map(({ path, from, to }) => {
      const before = from === undefined || from === null ? '' : `${short(from)} → `;
      return `${item} ${path.join('.')}: ${before}${to === null || to === undefined ? '−' : short(to)}`;
    });
  }
  const [[verb, what] = ['', {}]] = Object.entries(edit as Record<string, Record<string, Json>>);
  const { item, relation, from, to, kind, name } = what as Record<string, Json>;
  const about = [item ?? relation, from, kind, to, name].filter((one) => one !== undefined && one !== null);
  return [`${verb} ${about.map(short).join(' ')}`];
}
