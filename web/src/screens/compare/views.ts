import type { Entry, Touched } from './queries';
import { idOf, movedBoxes } from './states';

/** A view that looks different: because of itself, or of what it shows. */
export interface TouchedView {
  id: string;
  name: string;
  /** Elements that it shows and that are new, changed and gone. */
  added: number;
  changed: number;
  removed: number;
  /** Boxes that are elsewhere. */
  moved: number;
  /** Whether only places differ. */
  isLayoutOnly: boolean;
  /** What happened to the view itself; null, if only what it shows differs. */
  sort: Entry['sort'] | null;
  /** Whether somebody placed its boxes; a computed view takes in whatever its rule selects. */
  isDrawn: boolean;
}

/** Views that look different, as a reviewer takes them up: other views, then pictures that somebody drew, then computed
    ones, each with most differences first; those with other places only come last. */
export function touchedViews(touched: readonly Touched[], entries: readonly Entry[]): TouchedView[] {
  const own = new Map<string, Entry['sort']>();
  const moves = new Map<string, number>();
  for (const entry of entries) {
    if (entry.group === 'views') own.set(idOf(entry.item), entry.sort);
    if (entry.group === 'layouts') moves.set(idOf(entry.item), movedBoxes(entry));
  }
  const views = touched.map(({ viewId: id, view, added, changed, removed, isLayoutOnly }): TouchedView => ({
    id,
    name: view?.name || id,
    added,
    changed,
    removed,
    moved: moves.get(id) ?? 0,
    isLayoutOnly,
    sort: own.get(id) ?? null,
    isDrawn: view?.hasLayout ?? false,
  }));
  const size = ({ added, changed, removed }: TouchedView) => added + changed + removed;
  return views.sort(
    (one, other) =>
      Number(one.isLayoutOnly) - Number(other.isLayoutOnly) ||
      Number(other.sort !== null) - Number(one.sort !== null) ||
      Number(other.isDrawn) - Number(one.isDrawn) ||
      size(other) - size(one) ||
      one.name.localeCompare(other.name),
  );
}
