import type { ResultOf } from '@/graphql/tada';
import type { TraceQuery } from './traceQueries';

type Node = ResultOf<typeof TraceQuery>['model']['trace']['nodes'][number];

/** Steps of the way from a reason to what runs, in their order; `always` is shown hollow where it is missing. */
const STEPS = [
  { step: 'need', always: false },
  { step: 'demand', always: true },
  { step: 'requirement', always: true },
  { step: 'element', always: true },
  { step: 'ticket', always: false },
  { step: 'change', always: true },
  { step: 'build', always: false },
  { step: 'version', always: true },
  { step: 'verification', always: false },
  { step: 'release', always: false },
  { step: 'deployment', always: true },
  { step: 'environment', always: false },
  { step: 'incident', always: false },
  { step: 'indicator', always: true },
] as const;

/** A step with how many things are there and the last of them. */
export interface Step {
  step: (typeof STEPS)[number]['step'];
  count: number;
  last: Pick<Node, 'label' | 'state' | 'at' | 'element'> | undefined;
}

/** The chain in short: one box for each step. */
export function stepsOf(nodes: readonly (Step['last'] & { step: string; count?: number | null })[]): Step[] {
  return STEPS.flatMap(({ step, always }) => {
    const all = nodes.filter((node) => node.step === step);
    const count = all.reduce((sum, node) => sum + (node.count ?? 1), 0);
    return count > 0 || always ? [{ step, count, last: all.at(-1) }] : [];
  });
}
