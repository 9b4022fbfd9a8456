import i18next from 'i18next';
import { useStore } from 'zustand';
import { client } from '@/graphql/client';
import { CommitChanges, CreateBranch } from '@/graphql/commit';
import { codeOf, isRetryable } from '@/graphql/errors';
import { subject } from '@/model/commands/kinds';
import type { Letter, Mailbox, Reply } from '@/model/draft/courier';
import type { Draft, Entry } from '@/model/draft/draft';
import { IndexedDbStorage, draftKey } from '@/model/draft/storage';
import { createDrafts } from '@/model/draft/store';

async function commit(letter: Letter): Promise<Reply> {
  const { data, error } = await client.mutation(CommitChanges, letter).toPromise();
  if (error?.networkError) throw error;
  if (error) return { kind: 'failed', code: codeOf(error), isRetryable: isRetryable(error) };
  const answer = data?.commitChanges;
  switch (answer?.__typename) {
    case 'CommitSucceeded':
      return { kind: 'saved', revision: answer.revision, undo: answer.undo, isMerged: answer.isMerged };
    case 'CommitConflicted':
      return { kind: 'conflict', conflicts: answer.conflicts };
    case 'CommitRefused':
      return { kind: 'refused', refusal: answer };
    case 'CommitStale':
      return { kind: 'stale', reason: answer.reason, head: answer.head };
    default:
      throw new Error('no answer');
  }
}

const mailbox: Mailbox = {
  commit,
  async createBranch(model, name, at) {
    const { error } = await client.mutation(CreateBranch, { model, name, at }).toPromise();
    // A branch that an earlier try made is there; any other trouble shows when the edits are sent.
    if (error?.networkError) throw error;
  },
};

/** A command in words, such as "Renamed Billing". */
export function inWords({ command }: Entry): string {
  if (command.kind === 'take-back') return i18next.t('command.take-back', { what: command.name });
  if (command.kind === 'together') return i18next.t(`command.${command.as}`, { what: command.what });
  return i18next.t(`command.${command.kind}`, { what: subject(command) });
}

function message(entries: Entry[]): string {
  const [first, ...others] = entries.map(inWords);
  if (others.length === 0) return first ?? '';
  return `${first} (+${others.length})\n\n${[first, ...others].map((line) => `- ${line}`).join('\n')}`;
}

/** The drafts of this browser. */
export const drafts = createDrafts({
  storage: new IndexedDbStorage(),
  mailbox,
  message,
  now: () => Date.now(),
  id: () => crypto.randomUUID(),
});

/** The draft of a branch; undefined where nothing was edited. */
export function useDraft(model: string, branch: string | undefined): Draft | undefined {
  return useStore(drafts, ({ byKey }) => byKey[draftKey(model, branch ?? '')]);
}

/** Whether the drafts of an earlier visit were read. */
export function useDraftsLoaded(): boolean {
  return useStore(drafts, ({ isLoaded }) => isLoaded);
}
