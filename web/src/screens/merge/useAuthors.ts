import { useState } from 'react';
import type { Session } from './useSession';

type Conflict = Session['conflicts'][number];
/** The last commit of each side that touched what a conflict is about. */
export type Authors = Pick<Conflict, 'oursBy' | 'theirsBy'>;

/** Who is behind the sides of a conflict, by its id. A merge with nothing left to decide does not tell any more: what it
    told before is kept as long as the screen is open. */
export function useAuthors({ conflicts, resolved }: Session): (conflict: string) => Authors | undefined {
  const [known, setKnown] = useState<ReadonlyMap<string, Authors>>(new Map());
  const all = [...conflicts, ...resolved.map(({ conflict }) => conflict)];
  const fresh = all.filter(({ id, oursBy, theirsBy }) => (oursBy ?? theirsBy) && !known.has(id));
  if (fresh.length > 0) {
    setKnown(
      new Map([...known, ...fresh.map(({ id, oursBy, theirsBy }) => [id, { oursBy, theirsBy }] as const)]),
    );
  }
  return (conflict) => known.get(conflict);
}
