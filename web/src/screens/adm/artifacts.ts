import type { Artifact } from './queries';

export const STATES = ['present', 'partial', 'missing'] as const;
export type State = (typeof STATES)[number];

/** The state as this screen knows it. */
export function stateOf({ state }: Pick<Artifact, 'state'>): State {
  return STATES.find((one) => one === state) ?? 'missing';
}

/** How many artifacts are in each state. */
export function statesOf(artifacts: readonly Pick<Artifact, 'state'>[]): Record<State, number> {
  const counts = { present: 0, partial: 0, missing: 0 };
  for (const artifact of artifacts) counts[stateOf(artifact)] += 1;
  return counts;
}

/** Where the deliverable is: a catalog, a matrix, or a viewpoint that shows it. */
export type Place =
  | { page: 'catalog'; kind: string }
  | { page: 'matrix'; rows: string; columns: string }
  | { page: 'map'; viewpoint: string };

/** The page of an artifact; none where no screen shows it. */
export function placeOf(
  { artifactId, kind, kinds }: Artifact,
  viewpoints: ReadonlySet<string>,
): Place | null {
  const [first = [], second] = kinds;
  const [single] = first;
  if (kind === 'catalog' && kinds.length === 1 && first.length === 1 && single) {
    return { page: 'catalog', kind: single };
  }
  if (kind === 'matrix' && second && kinds.length === 2) {
    return { page: 'matrix', rows: first.join(), columns: second.join() };
  }
  const viewpoint = `togaf-${artifactId}`;
  return viewpoints.has(viewpoint) ? { page: 'map', viewpoint } : null;
}

/** What the address of the page may say. */
export interface AdmSearch {
  phase?: string;
}

/** Reads the address. */
export function admSearch(search: Record<string, unknown>): AdmSearch {
  const phase = search['phase'];
  return typeof phase === 'string' && phase !== '' ? { phase } : {};
}
