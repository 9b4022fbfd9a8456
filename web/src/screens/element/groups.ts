/** A relation, as far as its sentence goes. */
interface Sentence {
  kindId: string;
  sourceId: string;
  kind: { forward: string; backward: string } | null;
}

/** Relations that read the same way, from one end. */
export interface Verb<R> {
  key: string;
  /** "serves", "served by". */
  verb: string;
  relations: R[];
}

/** Relations by what they say of an element, in the order in which they come. */
export function byVerb<R extends Sentence>(relations: readonly R[], element: string): Verb<R>[] {
  const groups = new Map<string, Verb<R>>();
  for (const relation of relations) {
    const isForward = relation.sourceId === element;
    const verb = (isForward ? relation.kind?.forward : relation.kind?.backward) ?? relation.kindId;
    const key = `${relation.kindId} ${isForward ? 'out' : 'in'}`;
    const group = groups.get(key) ?? { key, verb, relations: [] };
    group.relations.push(relation);
    groups.set(key, group);
  }
  return [...groups.values()];
}
