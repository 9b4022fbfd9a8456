const STAGES = ['development', 'test', 'acceptance', 'pilot', 'production'];

/** Environments in the order in which things come to them; those without a stage first. */
export function inOrder<E extends { stage: string | null }>(environments: readonly E[]): E[] {
  return environments.toSorted((a, b) => STAGES.indexOf(a.stage ?? '') - STAGES.indexOf(b.stage ?? ''));
}
