import type { Draft } from './draft';

/** Where drafts outlive a closed tab. */
export interface DraftStorage {
  load(): Promise<Draft[]>;
  save(draft: Draft): Promise<void>;
  remove(model: string, branch: string): Promise<void>;
}

const STORE = 'drafts';

/** Names a draft. */
export function draftKey(model: string, branch: string): string {
  return `${model}\n${branch}`;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('archweave', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

/** Drafts in the browser's own database. */
export class IndexedDbStorage implements DraftStorage {
  private database: Promise<IDBDatabase> | null = null;

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.database ??= open();
    return (await this.database).transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
  }

  async load(): Promise<Draft[]> {
    const store = await this.store('readonly');
    return settled<Draft[]>(store.getAll());
  }

  async save(draft: Draft): Promise<void> {
    const store = await this.store('readwrite');
    await settled(store.put(draft, draftKey(draft.model, draft.branch)));
  }

  async remove(model: string, branch: string): Promise<void> {
    const store = await this.store('readwrite');
    await settled(store.delete(draftKey(model, branch)));
  }
}
