import { beforeEach, expect, test, vi } from 'vitest';
import type { Command } from '@/model/commands/command';
import type { Letter, Reply } from './courier';
import { type Draft, newerThan } from './draft';
import { type DraftStorage, draftKey } from './storage';
import { createDrafts } from './store';

const MODEL = 'm';
const BRANCH = 'draft/li/one';

/** A database that outlives the store. */
class Kept implements DraftStorage {
  drafts = new Map<string, string>();
  load = async () => [...this.drafts.values()].map((text) => JSON.parse(text) as Draft);
  save = async (draft: Draft) =>
    void this.drafts.set(draftKey(draft.model, draft.branch), JSON.stringify(draft));
  remove = async (model: string, branch: string) => void this.drafts.delete(draftKey(model, branch));
}

function world(storage = new Kept(), reply?: (letter: Letter) => Promise<Reply>) {
  let count = 0;
  const letters: Letter[] = [];
  const branches: string[] = [];
  const drafts = createDrafts({
    storage,
    mailbox: {
      createBranch: async (_, branch) => void branches.push(branch),
      commit: async (letter) => {
        letters.push(letter);
        if (reply) return reply(letter);
        return {
          kind: 'saved',
          revision: `r${letters.length}`,
          undo: `undo ${letters.length}`,
          isMerged: false,
        };
      },
    },
    message: (entries) => `${entries.length}`,
    now: () => 7,
    id: () => `e${++count}-${Math.random()}`,
  });
  drafts.getState().open(MODEL, BRANCH, 'r0', true);
  const draft = () => drafts.getState().byKey[draftKey(MODEL, BRANCH)]!;
  const give = (command: Command) => drafts.getState().give(MODEL, BRANCH, command);
  return { drafts: drafts.getState(), draft, give, letters, branches, storage };
}

const set = (to: string): Command => ({ kind: 'set-field', item: 'element/crm', path: ['x'], from: '0', to });
const remove: Command = { kind: 'delete-element', id: 'crm', fields: { kind: 'goal' } };
const lost = () => Promise.reject(new Error('offline'));

beforeEach(() => void vi.useFakeTimers());

test('edits are one commit within two seconds, on a branch made for them', async () => {
  const { give, letters, branches, draft } = world();
  give(set('1'));
  give(set('2'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(branches).toEqual([BRANCH]);
  expect(letters.map(({ base, edits }) => [base, edits.length])).toEqual([['r0', 2]]);
  expect(draft()).toMatchObject({ isNew: false, base: 'r1', waiting: [], savedAt: 7 });
});

test('what a picture does not show yet is drawn until the picture is newer', async () => {
  const { give, draft } = world();
  give(set('1'));
  expect(newerThan(draft(), 'r0')).toEqual([set('1')]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(newerThan(draft(), 'r0')).toEqual([set('1')]);
  expect(newerThan(draft(), 'r1')).toEqual([]);
});

test('an edit that was not sent is taken back without a word to the server', async () => {
  const { give, drafts, letters, draft } = world();
  give(set('1'));
  drafts.undo(MODEL, BRANCH);
  await vi.advanceTimersByTimeAsync(2000);
  expect(letters).toEqual([]);
  expect(draft()).toMatchObject({ done: [], waiting: [] });
});

test('a saved edit is taken back and done again', async () => {
  const { give, drafts, letters } = world();
  give(set('1'));
  await vi.advanceTimersByTimeAsync(2000);
  drafts.undo(MODEL, BRANCH);
  await vi.advanceTimersByTimeAsync(2000);
  drafts.redo(MODEL, BRANCH);
  await vi.advanceTimersByTimeAsync(2000);
  const values = letters.map(({ edits: [edit] }) =>
    edit && 'update' in edit ? edit.update.fields[0]?.to : edit,
  );
  expect(values).toEqual(['1', '0', '1']);
});

test('all is taken back, however many commits ago it was', async () => {
  const { give, drafts, letters, draft } = world();
  give(remove);
  await vi.advanceTimersByTimeAsync(2000);
  for (let commit = 0; commit < 60; commit += 1) {
    give(set(String(commit)));
    await vi.advanceTimersByTimeAsync(2000);
  }
  for (let back = 0; back < 61; back += 1) drafts.undo(MODEL, BRANCH);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(draft()).toMatchObject({ done: [], waiting: [], sending: [] });
  expect(letters.at(-1)).toMatchObject({ undo: 'undo 1', base: 'r1' });
});

test('a deletion is a commit of its own, taken back by what the server gave', async () => {
  const { give, drafts, letters } = world();
  give(set('1'));
  give(remove);
  await vi.advanceTimersByTimeAsync(2000);
  drafts.undo(MODEL, BRANCH);
  await vi.advanceTimersByTimeAsync(2000);
  expect(letters.map(({ edits, undo, base }) => [edits.length, undo, base])).toEqual([
    [1, null, 'r0'],
    [1, null, 'r1'],
    [0, 'undo 2', 'r2'],
  ]);
});

test('the queue survives a reload without network, and is replayed', async () => {
  const first = world(new Kept(), lost);
  first.give(set('1'));
  await vi.advanceTimersByTimeAsync(1500);
  expect(first.draft().trouble).toEqual({ kind: 'offline' });
  vi.clearAllTimers();

  const kept = first.storage;
  const letters: Letter[] = [];
  const fresh = createDrafts({
    storage: kept,
    mailbox: {
      createBranch: async () => undefined,
      commit: async (letter) => (
        letters.push(letter),
        { kind: 'saved', revision: 'r1', undo: null, isMerged: false }
      ),
    },
    message: () => '',
    now: () => 1,
    id: () => 'x',
  });
  await fresh.getState().load();
  await vi.advanceTimersByTimeAsync(100);
  expect(letters.map(({ base, edits }) => [base, edits.length])).toEqual([['r0', 1]]);
});

test('without network it tries again after 1, 2, 4 seconds', async () => {
  const { give, letters } = world(new Kept(), lost);
  give(set('1'));
  await vi.advanceTimersByTimeAsync(1000 + 1000 + 2000 + 4000 + 100);
  expect(letters.length).toBe(4);
});

test('a conflict waits for a person, and goes with the decision on the same base', async () => {
  let decided = false;
  const conflict = { id: 'c1', seen: 's1' } as never;
  const { give, drafts, letters, draft } = world(new Kept(), async () =>
    decided
      ? { kind: 'saved', revision: 'r9', undo: null, isMerged: true }
      : { kind: 'conflict', conflicts: [conflict] },
  );
  give(set('1'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(draft().trouble?.kind).toBe('conflict');
  expect(letters.length).toBe(1);
  decided = true;
  drafts.resolve(MODEL, BRANCH, [{ conflict: 'c1', choice: 'THEIRS', seen: 's1' }]);
  await vi.advanceTimersByTimeAsync(100);
  expect(letters.at(-1)).toMatchObject({ base: 'r0', resolutions: [{ conflict: 'c1', choice: 'THEIRS' }] });
  expect(draft().base).toBe('r9');
});

test('a refused command can be dropped; the others are saved', async () => {
  const { give, drafts, letters, draft } = world(new Kept(), async (letter) =>
    letter.edits.length === 2
      ? { kind: 'refused', refusal: { __typename: 'CommitRefused', reason: 'no', edit: 1, diagnostics: [] } }
      : { kind: 'saved', revision: 'r1', undo: null, isMerged: false },
  );
  give(set('1'));
  give(set('bad'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(draft().trouble?.kind).toBe('refused');
  drafts.drop(MODEL, BRANCH);
  await vi.advanceTimersByTimeAsync(2000);
  expect(letters.at(-1)?.edits.length).toBe(1);
  expect(draft()).toMatchObject({ waiting: [], trouble: null, base: 'r1' });
});

test('a click in the list of edits goes back to that point, or forward again', () => {
  const { give, drafts, draft } = world();
  for (const to of ['1', '2', '3']) give(set(to));
  const listed = () => [...draft().done, ...draft().undone.toReversed()];
  const values = () => draft().done.map(({ command }) => (command.kind === 'set-field' ? command.to : ''));
  const clicks: [number | null, string[]][] = [
    [0, ['1']],
    [2, ['1', '2', '3']],
    [1, ['1', '2']],
    [1, ['1', '2']],
    [null, []],
    [2, ['1', '2', '3']],
  ];
  for (const [at, expected] of clicks) {
    drafts.goTo(MODEL, BRANCH, at === null ? null : listed()[at]!.id);
    expect(values()).toEqual(expected);
  }
});

test('a draft thrown away can be brought back with its edits, also after a reload, for 30 days', async () => {
  const first = world();
  first.give(set('1'));
  await vi.advanceTimersByTimeAsync(2000);
  await first.drafts.discard(MODEL, BRANCH);
  const again = (time: number) =>
    createDrafts({
      storage: first.storage,
      mailbox: { createBranch: async () => undefined, commit: lost },
      message: () => '',
      now: () => time,
      id: () => 'x',
    });
  const fresh = again(8);
  await fresh.getState().load();
  expect(fresh.getState().byKey).toEqual({});
  expect(fresh.getState().discarded.map(({ branch, base }) => [branch, base])).toEqual([[BRANCH, 'r1']]);
  await fresh.getState().restore(MODEL, BRANCH);
  expect(fresh.getState().byKey[draftKey(MODEL, BRANCH)]?.done.length).toBe(1);
  await fresh.getState().discard(MODEL, BRANCH);
  const late = again(31 * 24 * 3600 * 1000);
  await late.getState().load();
  expect(late.getState().discarded).toEqual([]);
  expect(first.storage.drafts.size).toBe(0);
});

test('a renamed draft keeps what it holds, and saves to its new name', async () => {
  const { give, drafts, letters } = world();
  give(set('1'));
  await drafts.rename(MODEL, BRANCH, 'draft/li/two');
  await vi.advanceTimersByTimeAsync(2000);
  expect(letters.map(({ branch }) => branch)).toEqual(['draft/li/two']);
});
