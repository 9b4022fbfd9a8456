import type { ResultOf } from '@/graphql/tada';
import type { RequirementQuery } from './queries';

type Answer = ResultOf<typeof RequirementQuery>['model'];
type TraceNode = Answer['trace']['nodes'][number];

/** Something in the chain from the reason to the effect. */
export interface ChainNode {
  id: string;
  /** Its sort: goal, demand, requirement, change ... */
  step: string;
  label: string;
  state: string | null;
  at: string | null;
  url: string | null;
  /** The key of the record, where it is one. */
  key: string | null;
  element: { id: string; kind: string } | null;
  count: number | null;
}

export interface ChainEdge {
  from: string;
  to: string;
  words: string;
  basis: string | null;
  by: string | null;
  suspectSince: string | null;
}

/** Columns of the drawing, from why to what came of it; each holds steps in their order. */
export const STAGES = [
  ['goal', 'demand', 'need'],
  ['requirement', 'capability', 'element', 'ticket'],
  ['change'],
  ['build'],
  ['version', 'verification'],
  ['release', 'deployment'],
  ['environment', 'incident', 'indicator'],
] as const;

const GOALS = ['goal', 'objective', 'outcome'];

function record(node: TraceNode): ChainNode {
  const { nodeId: id, step, state, at, url, key, count, element } = node;
  const label = element?.name ?? node.label;
  const of = element && { id: element.elementId, kind: element.kindId };
  return { id, step, label, state, at, url, key, count, element: of };
}

/** The chain as the server tells it, with the goals and capabilities of the model that it hangs on. */
export function chainOf({ element, trace }: Answer, words: (step: 'goal' | 'capability') => string) {
  const nodes = trace.nodes.map(record);
  const edges: ChainEdge[] = trace.edges.map(({ from, to, ...edge }) => ({
    ...edge,
    from: from.nodeId,
    to: to.nodeId,
  }));
  const idOf = new Map(nodes.filter(({ element }) => element).map(({ id, element }) => [element!.id, id]));
  for (const near of element?.neighbourhood.nodes ?? []) {
    const kind = near.element?.kindId ?? '';
    const step = GOALS.includes(kind) ? 'goal' : kind === 'capability' ? 'capability' : null;
    const from = near.from && idOf.get(near.from.elementId);
    if (!step || !near.element || !from || idOf.has(near.element.elementId)) continue;
    const id = `${step}:${near.element.elementId}`;
    idOf.set(near.element.elementId, id);
    nodes.push({
      id,
      step,
      label: near.element.name,
      state: null,
      at: null,
      url: null,
      key: null,
      element: { id: near.element.elementId, kind },
      count: null,
    });
    // What is wanted stands before what serves it.
    const [start, end] = step === 'goal' ? [id, from] : [from, id];
    edges.push({ from: start, to: end, words: words(step), basis: null, by: null, suspectSince: null });
  }
  return { nodes, edges };
}
