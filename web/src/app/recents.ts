/** Something that was looked at: an element or a view. */
export interface Recent {
  type: 'element' | 'view';
  id: string;
}

/** How many are kept for each model. */
const KEPT = 8;

const keyOf = (model: string) => `archweave.recent.${model}`;

function isRecent(value: unknown): value is Recent {
  const { type, id } = (value ?? {}) as Partial<Recent>;
  return (type === 'element' || type === 'view') && typeof id === 'string';
}

/** What was looked at last, the newest first. */
export function recents(model: string): Recent[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(keyOf(model)) ?? '[]');
    return Array.isArray(all) ? all.filter(isRecent).slice(0, KEPT) : [];
  } catch {
    // Another program's value, or no storage at all.
    return [];
  }
}

/** The same list with something on top. */
export function withRecent(all: readonly Recent[], { type, id }: Recent): Recent[] {
  return [{ type, id }, ...all.filter((one) => one.type !== type || one.id !== id)].slice(0, KEPT);
}

/** Keeps that something was looked at. */
export function remember(model: string, recent: Recent): void {
  try {
    localStorage.setItem(keyOf(model), JSON.stringify(withRecent(recents(model), recent)));
  } catch {
    // Without storage there is no memory.
  }
}
