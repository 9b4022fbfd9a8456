import type { Entry } from './queries';
import type { State } from './search';

/** What stands before something that differs: never told apart by colour alone. */
export const GLYPHS: Readonly<Record<State, string>> = {
  added: '+',
  changed: '~',
  removed: '−',
  moved: '↷',
};

/** What happened to something, as a list says it. Where only places differ, it moved. */
export function stateOf({ group, sort }: Pick<Entry, 'group' | 'sort'>): State {
  if (group === 'layouts') return 'moved';
  return sort === 'ADDED' ? 'added' : sort === 'REMOVED' ? 'removed' : 'changed';
}

/** The id in an address such as `element/crm`. */
export function idOf(item: string): string {
  const id = item.slice(item.indexOf('/') + 1);
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Elements at the two ends of a relation, as an entry names it: `crm -> billing`. */
export function endsOf({ group, name }: Pick<Entry, 'group' | 'name'>): [string, string] | null {
  const [from, to, ...more] = name.split(' -> ');
  return group === 'relations' && from && to && more.length === 0 ? [from, to] : null;
}

/** How many boxes an entry about places says were moved. */
export function movedBoxes({ inner }: Pick<Entry, 'inner'>): number {
  return inner.filter(({ item, sort }) => item.startsWith('node-layout/') && sort === 'CHANGED').length;
}

/** Entries that a person sees by themselves: places of a new or removed view are a part of it. */
export function listed(entries: readonly Entry[]): Entry[] {
  const views = new Set(entries.filter(({ group }) => group === 'views').map(({ item }) => idOf(item)));
  const isPart = ({ group, sort, item }: Entry) =>
    group === 'layouts' && sort !== 'CHANGED' && views.has(idOf(item));
  return entries.filter((entry) => !isPart(entry));
}
