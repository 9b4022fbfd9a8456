import type { Fields } from '@/model/json';
import { type ImpactSearch, isFiltered } from './search';

/** Elements that a saved view names at most. */
const MOST = 200;

/** An impact as a view of the model: the question where all of it is shown, what is shown where it is filtered. */
export function viewOf(id: string, search: ImpactSearch, depth: number, shown: readonly string[]): Fields {
  if (isFiltered(search)) {
    return { viewpoint: 'layered', selector: { ids: [id, ...shown].slice(0, MOST) } };
  }
  const relations = (search.relations ?? '').split(',').filter(Boolean);
  const step = { way: search.dir ?? 'both', depth, ...(relations.length > 0 ? { relations } : {}) };
  return { viewpoint: 'impact', selector: { ids: [id] }, show: { follow: [step] } };
}
