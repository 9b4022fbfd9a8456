import { createStore } from 'zustand/vanilla';
import type { Command } from '@/model/commands/command';
import { type Mailbox, letterOf, patience, troubleOf } from './courier';
import * as draftOf from './draft';
import type { Draft, Entry, Resolution, Trouble } from './draft';
import { type DraftStorage, draftKey } from './storage';

/** Pause after the last command before it is sent, in milliseconds. */
const PAUSE = 1000;
/** How long a draft that was thrown away can be brought back: 30 days, in milliseconds. */
const REMEMBERED = 30 * 24 * 3600 * 1000;

/** What the store does to the world outside. */
export interface Surroundings {
  storage: DraftStorage;
  mailbox: Mailbox;
  /** The title of the commit for these commands. */
  message(entries: Entry[]): string;
  now(): number;
  id(): string;
}

/** All drafts of this browser, and what can be done to them. */
export interface Drafts {
  byKey: Readonly<Record<string, Draft>>;
  /** Whether the drafts of an earlier visit are here. */
  isLoaded: boolean;
  /** Thrown away, the last one first. */
  discarded: readonly Draft[];
  load(): Promise<void>;
  open(model: string, branch: string, base: string, isNew: boolean, from?: string): void;
  give(model: string, branch: string, command: Command): void;
  undo(model: string, branch: string): void;
  redo(model: string, branch: string): void;
  /** Takes back or does again until this command is the last one; null takes all back. */
  goTo(model: string, branch: string, entry: string | null): void;
  resolve(model: string, branch: string, resolutions: Resolution[]): void;
  drop(model: string, branch: string): void;
  moved(model: string, branch: string, revision: string): void;
  /** Throws a draft away; it can be brought back for a while. */
  discard(model: string, branch: string): Promise<void>;
  /** Brings back what `discard` threw away, once its branch is there again. */
  restore(model: string, branch: string): Promise<void>;
  /** Follows a branch that has another name now. */
  rename(model: string, branch: string, to: string): Promise<void>;
  flush(model: string, branch: string): Promise<void>;
}

/** Holds drafts, keeps them in the browser's database, and saves them to the server by itself. */
export function createDrafts(around: Surroundings) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const attempts = new Map<string, number>();
  const underWay = new Set<string>();

  return createStore<Drafts>()((set, get) => {
    function later(model: string, branch: string, pause: number) {
      const key = draftKey(model, branch);
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => void get().flush(model, branch), pause),
      );
    }

    function change(model: string, branch: string, to: (draft: Draft) => Draft): Draft | undefined {
      const key = draftKey(model, branch);
      const draft = get().byKey[key];
      if (!draft) return undefined;
      const next = to(draft);
      set({ byKey: { ...get().byKey, [key]: next } });
      // Without a database (private windows) a draft lives as long as its tab.
      around.storage.save(next).catch(() => undefined);
      return next;
    }

    function edited(model: string, branch: string, to: (draft: Draft) => Draft) {
      change(model, branch, to);
      later(model, branch, PAUSE);
    }

    function fail(model: string, branch: string, trouble: Trouble) {
      const key = draftKey(model, branch);
      change(model, branch, (draft) => draftOf.unsent(draft, trouble));
      if (trouble.kind !== 'offline') return;
      const attempt = attempts.get(key) ?? 0;
      attempts.set(key, attempt + 1);
      later(model, branch, patience(attempt));
    }

    /** The draft, which is then no longer among those that are saved. */
    function take(model: string, branch: string): Draft | undefined {
      const key = draftKey(model, branch);
      clearTimeout(timers.get(key));
      const { [key]: draft, ...others } = get().byKey;
      set({ byKey: others });
      return draft;
    }

    async function deliver(model: string, branch: string, draft: Draft) {
      if (draft.isNew) await around.mailbox.createBranch(model, branch, draft.base);
      const reply = await around.mailbox.commit(letterOf(draft, around.message(draft.sending)));
      if (reply.kind !== 'saved') return fail(model, branch, troubleOf(reply));
      attempts.delete(draftKey(model, branch));
      change(model, branch, (now) => draftOf.saved(now, reply.revision, reply.undo, around.now()));
    }

    return {
      byKey: {},
      isLoaded: false,
      discarded: [],

      async load() {
        const all = await around.storage.load().catch(() => []);
        const drafts = all.filter(({ discardedAt }) => discardedAt === undefined);
        const { kept, gone } = remembered(all, around.now());
        for (const { model, branch } of gone) void around.storage.remove(model, branch);
        const byKey = Object.fromEntries(
          // A commit that was under way when the tab closed is sent again: done twice, it changes nothing.
          drafts.map((draft) => [draftKey(draft.model, draft.branch), draftOf.unsent(draft, null)]),
        );
        set({ byKey: { ...byKey, ...get().byKey }, isLoaded: true, discarded: kept });
        for (const draft of drafts) {
          if (draftOf.isUnsaved(draft)) later(draft.model, draft.branch, 0);
        }
      },

      open(model, branch, base, isNew, from) {
        const key = draftKey(model, branch);
        if (get().byKey[key]) return;
        set({ byKey: { ...get().byKey, [key]: draftOf.emptyDraft(model, branch, base, isNew, from) } });
      },

      give: (model, branch, command) =>
        edited(model, branch, (draft) => draftOf.give(draft, around.id(), command)),
      undo: (model, branch) => edited(model, branch, (draft) => draftOf.undo(draft, around.id())),
      redo: (model, branch) => edited(model, branch, (draft) => draftOf.redo(draft, around.id())),
      goTo: (model, branch, entry) =>
        edited(model, branch, (draft) => {
          const steps = draftOf.stepsTo(draft, entry);
          const step = steps < 0 ? draftOf.undo : draftOf.redo;
          let next = draft;
          for (let done = 0; done < Math.abs(steps); done += 1) next = step(next, around.id());
          return next;
        }),
      drop: (model, branch) =>
        edited(model, branch, (draft) => {
          const { trouble } = draft;
          // One edit of a command may be named; without that, what was sent goes.
          return draftOf.drop(draft, trouble?.kind === 'refused' ? refusedEntry(draft, trouble) : null);
        }),
      resolve(model, branch, resolutions) {
        change(model, branch, (draft) => ({ ...draft, resolutions, trouble: null }));
        later(model, branch, 0);
      },
      moved(model, branch, revision) {
        const draft = get().byKey[draftKey(model, branch)];
        // What is sent by this tab is told by its answer.
        if (draft && draft.sending.length === 0) change(model, branch, (now) => draftOf.moved(now, revision));
      },

      async discard(model, branch) {
        const draft = take(model, branch);
        if (!draft) return;
        const gone = { ...draft, discardedAt: around.now() };
        set({ discarded: [gone, ...get().discarded.filter((other) => !isSame(other, gone))] });
        await around.storage.save(gone).catch(() => undefined);
      },

      async restore(model, branch) {
        const gone = get().discarded.find((draft) => draft.model === model && draft.branch === branch);
        if (!gone) return;
        const { discardedAt: _at, ...draft } = gone;
        set({
          byKey: { ...get().byKey, [draftKey(model, branch)]: draft },
          discarded: get().discarded.filter((other) => other !== gone),
        });
        await around.storage.save(draft).catch(() => undefined);
        if (draftOf.isUnsaved(draft)) later(model, branch, 0);
      },

      async rename(model, branch, to) {
        const draft = take(model, branch);
        if (!draft) return;
        const renamed = { ...draft, branch: to };
        set({ byKey: { ...get().byKey, [draftKey(model, to)]: renamed } });
        await around.storage.save(renamed).catch(() => undefined);
        await around.storage.remove(model, branch).catch(() => undefined);
        if (draftOf.isUnsaved(renamed)) later(model, to, 0);
      },

      async flush(model, branch) {
        const key = draftKey(model, branch);
        clearTimeout(timers.get(key));
        if (underWay.has(key)) return;
        const trouble = get().byKey[key]?.trouble?.kind;
        const needsPerson = trouble === 'conflict' || trouble === 'refused';
        const draft = needsPerson ? undefined : change(model, branch, draftOf.send);
        if (!draft || draft.sending.length === 0) return;
        underWay.add(key);
        try {
          await deliver(model, branch, draft);
        } catch {
          fail(model, branch, { kind: 'offline' });
        } finally {
          underWay.delete(key);
        }
        const after = get().byKey[key];
        if (after && after.waiting.length > 0 && !after.trouble) later(model, branch, 0);
      },
    };
  });
}

function isSame(one: Draft, other: Draft): boolean {
  return one.model === other.model && one.branch === other.branch;
}

/** Drafts thrown away, the last one first, and those that nobody will want back. */
function remembered(drafts: readonly Draft[], now: number): { kept: Draft[]; gone: Draft[] } {
  const thrown = drafts
    .filter(({ discardedAt }) => discardedAt !== undefined)
    .sort((one, other) => (other.discardedAt ?? 0) - (one.discardedAt ?? 0));
  const isKept = ({ discardedAt = 0 }: Draft) => now - discardedAt < REMEMBERED;
  return { kept: thrown.filter(isKept), gone: thrown.filter((draft) => !isKept(draft)) };
}

/** Which of the commands sent holds the edit that was refused. */
function refusedEntry(draft: Draft, trouble: Extract<Trouble, { kind: 'refused' }>): number | null {
  const { edit } = trouble.refusal;
  if (edit === null) return null;
  let seen = 0;
  const batch = draftOf.nextBatch(draft);
  const at = batch.findIndex((_, index) => {
    const { edits } = letterOf({ ...draft, sending: batch.slice(index, index + 1) }, '');
    seen += edits.length;
    return edit < seen;
  });
  return at < 0 ? null : at;
}
