import { endsOf, idOf, movedBoxes } from './states';
import type { Entry } from './queries';

/** A view that looks different: because of itself, or of what it shows. */
export interface TouchedView {
  id: string;
  name: string;
  added: number;
  changed: number;
  removed: number;
  /** Boxes that are elsewhere. */
  moved: number;
  /** Whether only places differ. */
  isLayoutOnly: boolean;
  /** What happened to the view itself. */
  sort: Entry['sort'] | null;
}

const SORTS = { ADDED: 'added', CHANGED: 'changed', REMOVED: 'removed' } as const;

/** Views that look different, most different first; those with other places only come last. */
export function touchedViews(entries: readonly Entry[]): TouchedView[] {
  const views = new Map<string, TouchedView>();
  const of = (id: string, name: string): TouchedView => {
    const known = views.get(id);
    if (known && (known.name !== known.id || !name)) return known;
    const counts = { added: 0, changed: 0, removed: 0, moved: 0, isLayoutOnly: true, sort: null };
    const view = known ? Object.assign(known, { name: name || id }) : { id, name: name || id, ...counts };
    views.set(id, view);
    return view;
  };
  const shown = new Map<string, string[]>();
  for (const { group, sort, element } of entries) {
    if (group !== 'elements' || !element) continue;
    for (const { viewId, name } of element.views) {
      const view = of(viewId, name);
      view[SORTS[sort]] += 1;
      view.isLayoutOnly = false;
      shown.set(viewId, [...(shown.get(viewId) ?? []), element.elementId]);
    }
  }
  for (const entry of entries) {
    const { group, sort, item, name } = entry;
    if (group === 'views') {
      const view = of(idOf(item), name);
      view.sort = sort;
      view.isLayoutOnly = false;
    }
    if (group === 'layouts' && (sort === 'CHANGED' || views.has(idOf(item)))) {
      of(idOf(item), '').moved += movedBoxes(entry);
    }
    const ends = endsOf(entry);
    // A relation is seen where one of its ends is new, too, or changed.
    for (const [id, ids] of ends ? shown : []) {
      if (ends?.every((end) => ids.includes(end))) of(id, '')[SORTS[sort]] += 1;
    }
  }
  const size = ({ added, changed, removed, sort }: TouchedView) =>
    added + changed + removed + (sort === null ? 0 : 1);
  return [...views.values()].sort(
    (one, other) =>
      Number(one.isLayoutOnly) - Number(other.isLayoutOnly) ||
      size(other) - size(one) ||
      one.name.localeCompare(other.name),
  );
}
