import type { Command } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import type { Head, Mark } from './cells';
import type { Shows } from './presets';

/** A relation that may be between a row and a column. */
export interface Choice {
  kind: string;
  /** Whether it starts at the row. */
  isForward: boolean;
}

/** Kinds of relation that may lead from one kind to another. */
export type Legal = readonly { from: string; to: string; relations: readonly string[] }[];

/** All relations that may be in a cell: from the row first; those of `wanted` alone where some are named. */
export function choicesOf(legal: Legal, row: Head, column: Head, wanted: readonly string[]): Choice[] {
  const between = (from: Head, to: Head) =>
    legal.find((one) => one.from === from.kind && one.to === to.kind)?.relations ?? [];
  if (row.id === column.id) return [];
  const all = [
    ...between(row, column).map((kind) => ({ kind, isForward: true })),
    // An association reads the same from both ends.
    ...between(column, row)
      .filter((kind) => kind !== 'association' || !between(row, column).includes(kind))
      .map((kind) => ({ kind, isForward: false })),
  ];
  return wanted.length === 0 ? all : all.filter(({ kind }) => wanted.includes(kind));
}

/** Commands that may stand beside others. */
type Part = Command;

function ends(choice: Choice, row: Head, column: Head): [string, string] {
  return choice.isForward ? [row.id, column.id] : [column.id, row.id];
}

function isOf(mark: Mark, choice: Choice, row: Head, column: Head): boolean {
  const [source, target] = ends(choice, row, column);
  return mark.kind === choice.kind && mark.source === source && mark.target === target;
}

function joined(parts: Part[], name: string): Command | null {
  const [first] = parts;
  if (!first) return null;
  return parts.length === 1 ? first : { kind: 'together', as: 'several', what: name, commands: parts };
}

const gone = ({ id, source, kind, target }: Mark): Part => ({
  kind: 'disconnect',
  id,
  from: source,
  relation: kind,
  to: target,
});

/** What makes a cell hold just this relation; null empties it. */
export function replaced(
  marks: readonly Mark[],
  choice: Choice | null,
  row: Head,
  column: Head,
  newId: () => string,
): Command | null {
  const name = `${row.label} × ${column.label}`;
  if (!choice) return joined(marks.map(gone), name);
  const kept = marks.find((mark) => isOf(mark, choice, row, column));
  const others = marks.filter((mark) => mark !== kept);
  if (kept) return joined(others.map(gone), name);
  const [from, to] = ends(choice, row, column);
  const turned = others.find(({ source, target }) => source === from && target === to);
  const rest = others.filter((mark) => mark !== turned).map(gone);
  const now: Part = turned
    ? { kind: 'change-kind', item: addressOf('relation', turned.id), from: turned.kind, to: choice.kind }
    : { kind: 'connect', id: newId(), from, relation: choice.kind, to };
  return joined([now, ...rest], name);
}

/** The relation after the present one; after the last comes none. */
export function following(
  marks: readonly Mark[],
  choices: readonly Choice[],
  row: Head,
  column: Head,
): Choice | null {
  const [mark] = marks;
  if (!mark) return choices[0] ?? null;
  const at = choices.findIndex((choice) => isOf(mark, choice, row, column));
  return choices[at + 1] ?? null;
}

/** Which kind of relation holds which letters. */
const HOLDERS: Record<Exclude<Shows, 'relations'>, { kind: string; letters: string }[]> = {
  raci: [
    { kind: 'assignment', letters: 'RA' },
    { kind: 'association', letters: 'CI' },
  ],
  crud: [{ kind: 'access', letters: 'CRUD' }],
};

/** Whether letters can be in a cell: the relation that holds them may be there. */
export function lettersAllowed(choices: readonly Choice[], shows: Exclude<Shows, 'relations'>): string {
  return HOLDERS[shows]
    .filter(({ kind }) => choices.some((choice) => choice.kind === kind))
    .map(({ letters }) => letters)
    .join('');
}

/** The letters after those of a cell, for a click. */
export function followingLetters(
  letters: string,
  allowed: string,
  shows: Exclude<Shows, 'relations'>,
): string {
  const all = shows === 'raci' ? ['R', 'A', 'C', 'I'] : ['R', 'CU', 'CRU', 'CRUD'];
  const steps = all.filter((step) => [...step].every((letter) => allowed.includes(letter)));
  const at = steps.indexOf(letters);
  return steps[at + 1] ?? '';
}

/** What makes a cell say these letters. */
export function lettered(
  marks: readonly Mark[],
  letters: string,
  choices: readonly Choice[],
  row: Head,
  column: Head,
  shows: Exclude<Shows, 'relations'>,
  newId: () => string,
): Command | null {
  const key = shows === 'raci' ? 'responsibility' : 'operations';
  // An association has no direction of its own: it is written as an assignment would be, from the role.
  const isForward = choices.find(({ kind }) => kind === 'assignment')?.isForward;
  const parts = HOLDERS[shows].flatMap(({ kind, letters: held }): Part[] => {
    const wanted = [...held].filter((letter) => letters.includes(letter));
    const mark = marks.find((one) => one.kind === kind);
    const choice = choices.find((one) => one.kind === kind);
    if (wanted.length === 0) return mark && mark.letters !== '' ? [gone(mark)] : [];
    if (mark && mark.letters === wanted.join('')) return [];
    const id = mark?.id ?? newId();
    if (!mark && !choice) return [];
    const way = kind === 'association' ? { kind, isForward: isForward ?? choice?.isForward ?? true } : choice;
    const [from, to] = way ? ends(way, row, column) : ['', ''];
    const item = addressOf('relation', id);
    const access = wanted.includes('R') ? (wanted.length > 1 ? 'read-write' : 'read') : 'write';
    return [
      ...(mark ? [] : [{ kind: 'connect' as const, id, from, relation: kind, to }]),
      {
        kind: 'set-field',
        item,
        path: ['properties', key],
        ...(mark ? { from: [...mark.letters] } : {}),
        to: wanted,
      },
      ...(shows === 'crud' ? [{ kind: 'set-field' as const, item, path: ['access'], to: access }] : []),
    ];
  });
  return joined(parts, `${row.label} × ${column.label}`);
}
