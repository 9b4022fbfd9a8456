import type { ResultOf } from '@/graphql/tada';
import type { CommitChanges } from '@/graphql/commit';
import type { Command } from '@/model/commands/command';
import { invert, isAlone, subject } from '@/model/commands/kinds';
import type { Json } from '@/model/json';

type Answer = ResultOf<typeof CommitChanges>['commitChanges'];

/** Something of the branch and of the draft that do not go together. */
export type Conflict = Extract<Answer, { __typename: 'CommitConflicted' }>['conflicts'][number];
/** Why the server will not have a command. */
export type Refusal = Extract<Answer, { __typename: 'CommitRefused' }>;
/** A decision about a conflict; `OURS` is the branch, `THEIRS` the draft. */
export interface Resolution {
  conflict: string;
  choice: 'OURS' | 'THEIRS' | 'BASE' | 'REMOVE' | 'VALUE';
  /** For the choice `VALUE`. */
  value?: Json;
  seen: string;
}

/** A command that somebody gave, and what came of it. */
export interface Entry {
  id: string;
  command: Command;
  /** Not taken back by Ctrl+Z itself, because it is what Ctrl+Z did. */
  isReversal: boolean;
  /** How to take it back, where only the server can say so and did: its commit and that commit's undo. */
  way?: { revision: string; undo: Json } | undefined;
}

/** Commands that became a commit. */
export interface Saved {
  revision: string;
  entries: Entry[];
  /** What the server says takes it back. */
  undo: Json;
}

/** What the person has to know about saving. */
export type Trouble =
  | { kind: 'offline' }
  | { kind: 'conflict'; conflicts: Conflict[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'stale'; reason: string }
  | { kind: 'failed'; code: string };

/**
 * Edits of one person on one branch, from the first key stroke to the commit.
 *
 * Invariant: an entry is in exactly one of `waiting`, `sending` and `saved`; `base` is the revision that
 * `waiting` builds on once `sending` is there.
 */
export interface Draft {
  model: string;
  branch: string;
  /** Whether the branch has to be made first. */
  isNew: boolean;
  /** The branch it began from and is merged into; none is the default branch. */
  from?: string | undefined;
  base: string;
  waiting: Entry[];
  sending: Entry[];
  saved: Saved[];
  done: Entry[];
  undone: Entry[];
  resolutions: Resolution[];
  trouble: Trouble | null;
  /** When it was saved last, in milliseconds. */
  savedAt: number | null;
  /** When it was thrown away, in milliseconds; its branch is gone, its head can be made a branch again. */
  discardedAt?: number | undefined;
}

/** Saved commits that are kept to draw what is newer than a revision shown. Taking back needs none of them, so it has no end. */
const KEPT = 50;

/** A draft without edits. */
export function emptyDraft(
  model: string,
  branch: string,
  base: string,
  isNew: boolean,
  from?: string,
): Draft {
  return {
    model,
    branch,
    isNew,
    from,
    base,
    waiting: [],
    sending: [],
    saved: [{ revision: base, entries: [], undo: null }],
    done: [],
    undone: [],
    resolutions: [],
    trouble: null,
    savedAt: null,
  };
}

/** Whether something is not on the server yet. */
export function isUnsaved(draft: Draft): boolean {
  return draft.waiting.length + draft.sending.length > 0;
}

/** How many commands a person gave and did not take back. */
export function countOf(draft: Draft): number {
  return draft.done.length;
}

/** The draft with one more command. */
export function give(draft: Draft, id: string, command: Command): Draft {
  const entry = { id, command, isReversal: false };
  return { ...draft, waiting: [...draft.waiting, entry], done: [...draft.done, entry], undone: [] };
}

/** The draft without its last command; the same where that cannot be taken back yet. */
export function undo(draft: Draft, id: string): Draft {
  const last = draft.done.at(-1);
  if (!last) return draft;
  const back = { ...draft, done: draft.done.slice(0, -1), undone: [...draft.undone, last] };
  const isWaiting = draft.waiting.some((entry) => entry.id === last.id);
  if (isWaiting) {
    return { ...back, waiting: draft.waiting.filter((entry) => entry.id !== last.id), trouble: null };
  }
  const command = reversal(draft, last);
  if (!command) return draft;
  return { ...back, waiting: [...draft.waiting, { id, command, isReversal: true }] };
}

function reversal({ saved }: Draft, { id, command, way }: Entry): Command | null {
  if (!isAlone(command)) return invert(command);
  // Drafts of an earlier visit may have it in their commits only.
  const known = way ?? saved.find(({ entries }) => entries.some((entry) => entry.id === id));
  if (!known || command.kind === 'take-back') return null;
  const { undo, revision } = known;
  return { kind: 'take-back', undo, revision, of: command.kind, name: subject(command) };
}

/** The draft with the command again that was taken back last. */
export function redo(draft: Draft, id: string): Draft {
  const last = draft.undone.at(-1);
  if (!last) return draft;
  const entry = { id, command: last.command, isReversal: false };
  return {
    ...draft,
    waiting: [...draft.waiting, entry],
    done: [...draft.done, entry],
    undone: draft.undone.slice(0, -1),
  };
}

/** How many steps of undo (below zero) or redo lead to where `id` was the last command; null is before all. */
export function stepsTo({ done, undone }: Draft, id: string | null): number {
  const at = done.findIndex((entry) => entry.id === id);
  if (at >= 0 || id === null) return at + 1 - done.length;
  const ahead = undone.findLastIndex((entry) => entry.id === id);
  return ahead < 0 ? 0 : undone.length - ahead;
}

/** What goes into the next commit: all that waits, up to a command that needs a commit of its own. */
export function nextBatch(draft: Draft): Entry[] {
  const first = draft.waiting[0];
  if (!first) return [];
  if (isAlone(first.command)) return [first];
  const end = draft.waiting.findIndex(({ command }) => isAlone(command));
  return end < 0 ? draft.waiting : draft.waiting.slice(0, end);
}

/** The draft while its next commit is under way. */
export function send(draft: Draft): Draft {
  const sending = nextBatch(draft);
  return { ...draft, sending, waiting: draft.waiting.slice(sending.length), trouble: null };
}

/** The draft after a commit that is on disk. */
export function saved(draft: Draft, revision: string, undoValue: Json, time: number): Draft {
  const commit = { revision, entries: draft.sending, undo: undoValue };
  const sent = new Set(draft.sending.map(({ id }) => id));
  const done = draft.done.map((entry) =>
    sent.has(entry.id) && isAlone(entry.command) ? { ...entry, way: { revision, undo: undoValue } } : entry,
  );
  return {
    ...draft,
    done,
    isNew: false,
    base: revision,
    sending: [],
    saved: [...draft.saved, commit].slice(-KEPT),
    resolutions: [],
    savedAt: time,
  };
}

/** The draft after a commit that did not happen: everything waits again. */
export function unsent(draft: Draft, trouble: Trouble | null): Draft {
  return { ...draft, sending: [], waiting: [...draft.sending, ...draft.waiting], trouble };
}

/** The draft when somebody else moved the branch. What waits keeps its base, and the server merges it. */
export function moved(draft: Draft, revision: string): Draft {
  if (draft.saved.some((commit) => commit.revision === revision)) return draft;
  const known = { ...draft, saved: [...draft.saved, { revision, entries: [], undo: null }].slice(-KEPT) };
  return isUnsaved(draft) ? known : { ...known, base: revision };
}

/** Commands that a picture of `revision` does not show yet. */
export function newerThan(draft: Draft | undefined, revision: string): Command[] {
  if (!draft) return [];
  const at = draft.saved.findLastIndex((commit) => commit.revision === revision);
  const later = at < 0 ? [] : draft.saved.slice(at + 1).flatMap(({ entries }) => entries);
  return [...later, ...draft.sending, ...draft.waiting].map(({ command }) => command);
}

/** The revision to show: the last one that is known of the branch. */
export function headOf(draft: Draft): string {
  return draft.saved.at(-1)?.revision ?? draft.base;
}

/** The draft without a command that the server refused. */
export function drop(draft: Draft, index: number | null): Draft {
  const refused = index === null ? nextBatch(draft) : nextBatch(draft).slice(index, index + 1);
  const isKept = (entry: Entry) => !refused.some(({ id }) => id === entry.id);
  return {
    ...draft,
    waiting: draft.waiting.filter(isKept),
    done: draft.done.filter(isKept),
    trouble: null,
  };
}
