/** Relations by which one element provides for another: from the provider to what it provides for. */
export const PROVIDES = ['serving', 'realization', 'assignment'] as const;

/** One that provides for an element, read from there: `served by`. */
export interface Provider {
  id: string;
  name: string;
  verb: string;
  /** Whether the model says already that it is retired. */
  isRetired: boolean;
}

/** What an element gets from whom, and for what it provides. */
export interface Provision {
  id: string;
  name: string;
  kindLabel: string;
  layer: string | null;
  isRetired: boolean;
  providers: readonly Provider[];
  provides: readonly string[];
  /** Whether it has more providers, or provides for more, than were read. */
  isCut: boolean;
}

/** What is known so far; null for what is not in the model. */
export type Provisions = ReadonlyMap<string, Provision | null>;

/** An element whose last provider goes: at once, or after others in turn. */
export interface Lost {
  element: Provision;
  step: number;
}

/** An element that loses a provider and keeps others. */
export interface Kept {
  element: Provision;
  left: Provider[];
}

export interface Outcome {
  lost: Lost[];
  kept: Kept[];
  /** Of these it has to be asked before the rest is known. */
  missing: string[];
}

/**
 * What comes of it if some elements are retired. What loses its last provider counts as gone for what it provides
 * in turn. An element of which not all providers are known is never said to lose the last.
 */
export function outcomeOf(retired: readonly string[], known: Provisions): Outcome {
  const gone = new Set(retired);
  const lost: Lost[] = [];
  const touched = new Set<string>();
  const left = ({ id, providers }: Provision) =>
    providers.filter((one) => one.id !== id && !one.isRetired && !gone.has(one.id));
  let front = [...gone];
  for (let step = 1; front.length > 0; step += 1) {
    const reached = new Set(front.flatMap((id) => known.get(id)?.provides ?? []));
    const next = [...reached].flatMap((id) => {
      const element = known.get(id);
      if (gone.has(id) || !element || element.isRetired) return [];
      touched.add(id);
      return element.isCut || left(element).length > 0 ? [] : [element];
    });
    for (const element of next) {
      gone.add(element.id);
      lost.push({ element, step });
    }
    front = next.map(({ id }) => id);
  }
  const asked = [...gone].flatMap((id) => [id, ...(known.get(id)?.provides ?? [])]);
  return {
    lost,
    kept: [...touched].flatMap((id) => {
      const element = known.get(id);
      return element && !gone.has(id) ? [{ element, left: left(element) }] : [];
    }),
    missing: [...new Set(asked)].filter((id) => !known.has(id)),
  };
}

/** The ids that an address names, each once. */
export function retiredOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter(Boolean))];
}

/** The same with an element more, or less if it is there. */
export function toggled(retired: readonly string[], id: string): string {
  return (retired.includes(id) ? retired.filter((one) => one !== id) : [...retired, id]).join();
}
