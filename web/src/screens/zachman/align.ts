import type { ResultOf } from '@/graphql/tada';
import type { AlignmentQuery } from './queries';

type Upper = ResultOf<typeof AlignmentQuery>['model']['elements']['nodes'][number];

/** An element of the row below, and how it carries the one above. */
export interface Carrier {
  elementId: string;
  name: string;
  kind: string;
  layer: string | null;
  /** Read from the element above: `realized by`. */
  verb: string;
}

/** An element of the upper row with what carries it; none is a gap. */
export interface Aligned {
  elementId: string;
  name: string;
  kind: string;
  layer: string | null;
  carriers: Carrier[];
  /** Whether relations were left out because there are too many. */
  isCut: boolean;
}

/** What of the row below is related to each element of the upper one. */
export function aligned(elements: readonly Upper[], lower: string): Aligned[] {
  return elements.map(({ elementId, name, layer, kind, relations }) => {
    const carriers = relations.nodes.flatMap(({ sourceId, kind: relation, other }): Carrier[] => {
      if (other?.__typename !== 'Element') return [];
      if (!other.classification.cells.some((cell) => cell.startsWith(`${lower}.`))) return [];
      const verb = (sourceId === elementId ? relation?.forward : relation?.backward) ?? '';
      return [
        {
          elementId: other.elementId,
          name: other.name,
          kind: other.kind?.label ?? '',
          layer: other.layer,
          verb,
        },
      ];
    });
    return {
      elementId,
      name,
      kind: kind?.label ?? '',
      layer,
      carriers,
      isCut: relations.totalCount > relations.nodes.length,
    };
  });
}
