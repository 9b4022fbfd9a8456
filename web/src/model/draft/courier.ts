import { edits } from '@/model/commands/kinds';
import type { EditInput } from '@/model/commands/command';
import type { Json } from '@/model/json';
import type { Conflict, Draft, Refusal, Resolution, Trouble } from './draft';

/** A commit to be made. */
export interface Letter {
  model: string;
  branch: string;
  base: string;
  message: string;
  edits: EditInput[];
  undo: Json;
  resolutions: Resolution[];
}

/** What came of it; an error is thrown where the server was not reached. */
export type Reply =
  | { kind: 'saved'; revision: string; undo: Json; isMerged: boolean }
  | { kind: 'conflict'; conflicts: Conflict[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'stale'; reason: string; head: string | null }
  | { kind: 'failed'; code: string; isRetryable: boolean };

/** The server, as far as saving needs it. */
export interface Mailbox {
  createBranch(model: string, branch: string, at: string): Promise<void>;
  commit(letter: Letter): Promise<Reply>;
}

/** The commit for what is being sent. A commit's undo goes alone, with that commit as its base. */
export function letterOf(draft: Draft, message: string): Letter {
  const [first] = draft.sending;
  const { model, branch, resolutions } = draft;
  if (first?.command.kind === 'take-back') {
    const { undo, revision } = first.command;
    return { model, branch, base: revision, message, edits: [], undo, resolutions };
  }
  return {
    model,
    branch,
    base: draft.base,
    message,
    edits: draft.sending.flatMap(({ command }) => edits(command)),
    undo: null,
    resolutions,
  };
}

/** What a person has to know about a reply that is no commit. */
export function troubleOf(reply: Exclude<Reply, { kind: 'saved' }>): Trouble {
  switch (reply.kind) {
    case 'conflict':
      return { kind: 'conflict', conflicts: reply.conflicts };
    case 'refused':
      return { kind: 'refused', refusal: reply.refusal };
    case 'stale':
      return { kind: 'stale', reason: reply.reason };
    case 'failed':
      return reply.isRetryable ? { kind: 'offline' } : { kind: 'failed', code: reply.code };
  }
}

/** How long to wait before try number `attempt`, in milliseconds: 1, 2, 4 ... 30 seconds. */
export function patience(attempt: number): number {
  return Math.min(30_000, 1000 * 2 ** attempt);
}
