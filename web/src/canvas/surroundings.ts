import { createContext, useContext } from 'react';

/** A kind of element that a person may draw. */
export interface Kind {
  id: string;
  label: string;
  description: string;
  layer: string;
  /** The ArchiMate kind whose shape it has. */
  shape: string;
  /** Itself and all that it specializes. */
  ancestors: ReadonlySet<string>;
}

/** Words of a kind of relation. */
export interface RelationWords {
  id: string;
  label: string;
  forward: string;
}

/** An element of the model that may come onto the canvas. */
export interface Found {
  id: string;
  name: string;
  names: { language: string | null; text: string }[];
  kind: string;
  kindLabel: string;
  layer: string;
}

/** A relation between elements of the model, drawn or not. */
export interface Related {
  id: string;
  kind: string;
  source: string;
  target: string;
  name: string;
}

/** A relation that may lead from one kind to another. */
export interface Rule {
  relation: string;
  direction: 'OUT' | 'IN';
  /** Read from the kind that was asked: "serves", "served by". */
  label: string;
  fits(other: Kind): boolean;
  /** Whether no metamodel of ArchiMate draws it between these: it leaves out what stands in between. */
  isDerived(other: Kind): boolean;
}

/** What the canvas needs of the world outside. It knows nothing of the network itself. */
export interface Surroundings {
  /** What is shown, for people: `main@3f2a91c`. */
  version: string;
  language: string;
  languages: readonly string[];
  /** Kinds that a file may have, by layer; empty until they are here. */
  kinds: ReadonlyMap<string, Kind>;
  /** Kinds that the viewpoint of the view admits. */
  admits(kind: Kind): boolean;
  relations: ReadonlyMap<string, RelationWords>;
  /** What may relate a kind; asked once for each kind. */
  rulesOf(kind: string): Promise<readonly Rule[]>;
  /** Elements whose names hold a text. */
  find(text: string): Promise<Found[]>;
  /** An element and its relations; null where it is not in the model. */
  element(id: string): Promise<{ found: Found; relations: Related[] } | null>;
  /** Brings a deleted element back as it last was. */
  restore(id: string): Promise<void>;
}

export const SurroundingsContext = createContext<Surroundings | null>(null);

/** The world around the canvas. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (!surroundings) throw new Error('outside of a canvas');
  return surroundings;
}
