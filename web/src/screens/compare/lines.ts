/** A line of a text before and after. */
export interface Line {
  sort: 'same' | 'added' | 'removed';
  text: string;
  /** Its number before and after, from 1; null where it is not there. */
  before: number | null;
  after: number | null;
}

/** Lines that stand apart, or `skipped` ones between them that are the same. */
export type Part = { lines: Line[] } | { skipped: number };

/** Lines compared with each other at most on each side, after what is the same at both ends. */
const MOST = 2000;
/** Lines shown around a difference. */
const AROUND = 3;

/** Lines of a text; the end of the last one is no line. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** How long the longest common run of lines is from each place on; a row for each line of the first. */
function common(one: readonly string[], other: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = other.length - 1; j >= 0; j -= 1) {
      row[j] = one[i] === other[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

/** Both texts line by line, with the fewest lines that differ; null where there are too many to compare. */
export function differenceOf(before: string, after: string): Line[] | null {
  const [one, other] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  const [mine, theirs] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  // A side without lines needs no comparing.
  if (mine.length * theirs.length > 0 && Math.max(mine.length, theirs.length) > MOST) return null;
  const lengths = mine.length * theirs.length > 0 ? common(mine, theirs) : [];
  const found: Line[] = [];
  let [i, j] = [0, 0];
  const same = (text: string) => {
    found.push({ sort: 'same', text, before: (i += 1), after: (j += 1) });
  };
  one.slice(0, head).forEach(same);
  const [endOfMine, endOfTheirs] = [head + mine.length, head + theirs.length];
  while (i < endOfMine || j < endOfTheirs) {
    const [left, right] = [one[i], other[j]];
    const isBoth = i < endOfMine && j < endOfTheirs;
    const [down, along] = [lengths[i - head + 1]?.[j - head] ?? 0, lengths[i - head]?.[j - head + 1] ?? 0];
    if (isBoth && left === right) same(left ?? '');
    else if (i < endOfMine && (!isBoth || down >= along))
      found.push({ sort: 'removed', text: left ?? '', before: (i += 1), after: null });
    else found.push({ sort: 'added', text: right ?? '', before: null, after: (j += 1) });
  }
  one.slice(one.length - tail).forEach(same);
  return found;
}

/** Differences with a few lines around them; the rest is counted. */
export function partsOf(lines: readonly Line[]): Part[] {
  const isNear = lines.map(() => false);
  lines.forEach(({ sort }, at) => {
    if (sort !== 'same') isNear.fill(true, Math.max(0, at - AROUND), at + AROUND + 1);
  });
  const parts: Part[] = [];
  lines.forEach((line, at) => {
    const last = parts.at(-1);
    if (isNear[at]) {
      if (last && 'lines' in last) last.lines.push(line);
      else parts.push({ lines: [line] });
    } else if (last && 'skipped' in last) last.skipped += 1;
    else parts.push({ skipped: 1 });
  });
  return parts;
}
