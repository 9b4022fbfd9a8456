const KEY = 'archweave.kinds';
const KEPT = 8;

/** Kinds that were drawn last in this browser, the last one first. */
export function recentKinds(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Remembers that a kind was drawn. */
export function drew(kind: string) {
  try {
    const kinds = [kind, ...recentKinds().filter((one) => one !== kind)];
    localStorage.setItem(KEY, JSON.stringify(kinds.slice(0, KEPT)));
  } catch {
    // Without storage nothing is remembered.
  }
}

/** Kinds with those first that were drawn last. */
export function byUse<K extends { id: string }>(kinds: readonly K[]): K[] {
  const recent = recentKinds();
  const rank = ({ id }: K) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return [...kinds].sort((a, b) => rank(a) - rank(b));
}
