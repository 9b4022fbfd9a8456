import type { Definition } from '../document';

/** What may be wrong with a text that is typed into a field; words are `field.<problem>`. */
export type Problem = 'number' | 'range' | 'date' | 'duration' | 'url' | 'needed';

/** ISO 8601, as the files have it: `PT30M`, `P1Y`. */
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isUrl(text: string): boolean {
  try {
    return /^(https?|mailto):$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** What is wrong with a text, as far as the metamodel says. */
export function problemOf(
  { type, min, max, required }: Pick<Definition, 'type' | 'min' | 'max' | 'required'>,
  text: string,
): Problem | null {
  if (text === '') return required ? 'needed' : null;
  if (type === 'integer' || type === 'decimal') {
    const isNumber = type === 'integer' ? /^-?\d+$/.test(text) : /^-?\d+(\.\d+)?$/.test(text);
    if (!isNumber) return 'number';
    const isOutside = (min !== null && Number(text) < min) || (max !== null && Number(text) > max);
    return isOutside ? 'range' : null;
  }
  if (type === 'date' && !isDate(text)) return 'date';
  if (type === 'duration' && !DURATION.test(text)) return 'duration';
  if (type === 'url' && !isUrl(text)) return 'url';
  return null;
}

/** Whether a text may be stored: an empty one takes the value away, even one that is asked for. */
export function isStorable(definition: Parameters<typeof problemOf>[0], text: string): boolean {
  const problem = problemOf(definition, text);
  return problem === null || problem === 'needed';
}
