import { createStore } from 'zustand/vanilla';
import type { Command } from '@/model/commands/command';
import { type Mailbox, letterOf, patience, troubleOf } from './courier';
import * as draftOf from './draft';
import type { Draft, Entry, Resolution, Trouble } from './draft';
import { type DraftStorage, draftKey } from './storage';

/** Pause after the last command before it is sent, in milliseconds. */
const PAUSE = 1000;

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
  load(): Promise<void>;
  open(model: string, branch: string, base: string, isNew: boolean): void;
  give(model: string, branch: string, command: Command): void;
  undo(model: string, branch: string): void;
  redo(model: string, branch: string): void;
  resolve(model: string, branch: string, resolutions: Resolution[]): void;
  drop(model: string, branch: string): void;
  moved(model: string, branch: string, revision: string): void;
  discard(model: string, branch: string): Promise<void>;
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

      async load() {
        const drafts = await around.storage.load().catch(() => []);
        const byKey = Object.fromEntries(
          // A commit that was under way when the tab closed is sent again: done twice, it changes nothing.
          drafts.map((draft) => [draftKey(draft.model, draft.branch), draftOf.unsent(draft, null)]),
        );
        set({ byKey: { ...byKey, ...get().byKey }, isLoaded: true });
        for (const draft of drafts) {
          if (draftOf.isUnsaved(draft)) later(draft.model, draft.branch, 0);
        }
      },

      open(model, branch, base, isNew) {
        const key = draftKey(model, branch);
        if (get().byKey[key]) return;
        set({ byKey: { ...get().byKey, [key]: draftOf.emptyDraft(model, branch, base, isNew) } });
      },

      give: (model, branch, command) =>
        edited(model, branch, (draft) => draftOf.give(draft, around.id(), command)),
      undo: (model, branch) => edited(model, branch, (draft) => draftOf.undo(draft, around.id())),
      redo: (model, branch) => edited(model, branch, (draft) => draftOf.redo(draft, around.id())),
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
        const key = draftKey(model, branch);
        clearTimeout(timers.get(key));
        const { [key]: _gone, ...others } = get().byKey;
        set({ byKey: others });
        await around.storage.remove(model, branch).catch(() => undefined);
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
