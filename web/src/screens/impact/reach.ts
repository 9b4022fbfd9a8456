import type { Reached } from './queries';

/** A kind of answer, in the words of those who ask. */
export interface Group {
  id: string;
  kinds: readonly string[];
}

/** What is counted first, in this order; words in `impact.group.*`. */
export const GROUPS: readonly Group[] = [
  { id: 'capability', kinds: ['capability', 'value-stream'] },
  { id: 'requirement', kinds: ['requirement', 'user-story', 'demand'] },
  { id: 'process', kinds: ['business-process', 'business-function', 'business-service'] },
  { id: 'application', kinds: ['application-component', 'application-service', 'application-interface'] },
  { id: 'data', kinds: ['business-object', 'data-object', 'data-product'] },
  { id: 'goal', kinds: ['goal', 'outcome', 'objective'] },
];

/** An element that is reached. */
export interface Touched {
  id: string;
  name: string;
  kind: string;
  kindLabel: string;
  layer: string | null;
  depth: number;
  /** Where the way comes from. */
  from: string;
  fromId: string;
  /** Read from there: `realizes`. */
  verb: string;
  /** Who answers for it: ids of elements, or words. */
  owners: { id: string; name: string }[];
}

/** The answer in the words of this screen; what is not in the model any more is left out. */
export function touchedOf(nodes: readonly Reached[]): Touched[] {
  return nodes.flatMap(({ element, depth, from, relation }) => {
    if (!element) return [];
    const { business, technology } = element.owners;
    const owners = [business, technology].flatMap((one) =>
      one ? [{ id: one.element?.elementId ?? one.text, name: one.element?.name ?? one.text }] : [],
    );
    const verb = relation?.sourceId === from?.elementId ? relation?.kind?.forward : relation?.kind?.backward;
    return [
      {
        id: element.elementId,
        name: element.name,
        kind: element.kindId,
        kindLabel: element.kind?.label ?? element.kindId,
        layer: element.layer,
        depth,
        from: from?.name ?? '',
        fromId: from?.elementId ?? '',
        verb: verb ?? '',
        owners: owners.filter(({ id }, index) => owners.findIndex((other) => other.id === id) === index),
      },
    ];
  });
}

/** What is shown of it. */
export interface Wanted {
  kinds: readonly string[];
  owner: string | undefined;
  /** Ids of what runs; undefined where that is not asked. */
  running: ReadonlySet<string> | undefined;
}

/** Those that are wanted. */
export function wantedOf(touched: readonly Touched[], { kinds, owner, running }: Wanted): Touched[] {
  return touched.filter(
    (one) =>
      (kinds.length === 0 || kinds.includes(one.kind)) &&
      (owner === undefined || one.owners.some(({ id }) => id === owner)) &&
      (running === undefined || running.has(one.id)),
  );
}

/** By distance: the first list is one step away. */
export function byDistance(touched: readonly Touched[]): Touched[][] {
  const most = Math.max(0, ...touched.map(({ depth }) => depth));
  return Array.from({ length: most }, (_, index) => touched.filter(({ depth }) => depth === index + 1));
}

/** By kind, the most frequent first. */
export function byKind(touched: readonly Touched[]): { kind: string; label: string; items: Touched[] }[] {
  const groups = new Map<string, Touched[]>();
  for (const one of touched) groups.set(one.kind, [...(groups.get(one.kind) ?? []), one]);
  return [...groups]
    .map(([kind, items]) => ({ kind, label: items[0]!.kindLabel, items }))
    .sort((a, b) => b.items.length - a.items.length || a.label.localeCompare(b.label));
}

/** Owners with how much they answer for, those with the most first. */
export function ownersOf(touched: readonly Touched[]): { id: string; name: string; count: number }[] {
  const owners = new Map<string, { name: string; count: number }>();
  for (const { id, name } of touched.flatMap((one) => one.owners)) {
    owners.set(id, { name, count: (owners.get(id)?.count ?? 0) + 1 });
  }
  return [...owners]
    .map(([id, { name, count }]) => ({ id, name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/** The answer in numbers: how many of each group, those without any left out. */
export function numbersOf(touched: readonly Touched[]): { group: Group; count: number }[] {
  return GROUPS.map((group) => ({
    group,
    count: touched.filter(({ kind }) => group.kinds.includes(kind)).length,
  })).filter(({ count }) => count > 0);
}

/** The chain of ids from the focus to an element. */
export function chainOf(touched: readonly Touched[], id: string): Touched[] {
  const byId = new Map(touched.map((one) => [one.id, one]));
  const chain: Touched[] = [];
  for (let one = byId.get(id); one && !chain.includes(one); one = byId.get(one.fromId)) chain.unshift(one);
  return chain;
}
