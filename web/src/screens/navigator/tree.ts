import type { ResultOf, VariablesOf } from '@/graphql/tada';
import type { CellsQuery, GroupQuery, KindCountsQuery, ViewsQuery } from './queries';

type Filter = VariablesOf<typeof GroupQuery>['filter'];
type Kinds = ResultOf<typeof KindCountsQuery>['model']['completeness']['kinds'];
type Cells = ResultOf<typeof CellsQuery>['model']['zachman']['cells'];
type Views = ResultOf<typeof ViewsQuery>['model']['views']['nodes'];

/** A row of the tree. */
export interface Row {
  id: string;
  name: string;
  /** What a click opens; a group opens itself. */
  opens?: { element: string } | { view: string } | { more: string };
  layer?: string | null;
  count?: number;
  /** Elements of a group that are asked for when it is opened. */
  filter?: Filter;
  children?: Row[];
}

/** Elements of a group as far as they are here. */
export interface Loaded {
  rows: Row[];
  total: number;
  /** Where the next page begins. */
  next: string | null;
}

function kindRow({ kind, counts }: Kinds[number]): Row {
  const { kindId, label, layer, children } = kind;
  // A kind's filter also finds the kinds that specialize it; these have rows of their own.
  const narrower = children.map((child) => child.kindId);
  const filter: Filter = { kinds: [kindId], ...(narrower.length > 0 ? { not: { kinds: narrower } } : {}) };
  return { id: `kind:${kindId}`, name: label, layer, count: counts.elements, filter, children: [] };
}

/** A row for each kind, by name. */
export function byKind(kinds: Kinds): Row[] {
  return kinds.map(kindRow).sort((a, b) => a.name.localeCompare(b.name));
}

/** A row for each layer with its kinds. */
export function byLayer(kinds: Kinds, nameOf: (layer: string) => string): Row[] {
  const layers = [...new Set(kinds.map(({ kind }) => kind.layer))];
  return layers.map((layer) => {
    const children = byKind(kinds.filter(({ kind }) => kind.layer === layer));
    const count = children.reduce((sum, row) => sum + (row.count ?? 0), 0);
    return { id: `layer:${layer}`, name: nameOf(layer), layer, count, children };
  });
}

/** A row for each cell that is not empty. */
export function byCell(cells: Cells): Row[] {
  return cells
    .filter(({ confirmed, byDefault }) => confirmed + byDefault > 0)
    .map(({ cellId, name, confirmed, byDefault }) => ({
      id: `cell:${cellId}`,
      name,
      count: confirmed + byDefault,
      filter: { cells: [cellId] },
      children: [],
    }));
}

/** Views in the folders of their files. */
export function byFolder(views: Views): Row[] {
  const folders = new Map<string, Row[]>();
  for (const { viewId, name, file } of views) {
    const folder = file?.split('/').slice(1, -1).join('/') || '/';
    const rows = folders.get(folder) ?? [];
    rows.push({ id: `view:${viewId}`, name, opens: { view: viewId } });
    folders.set(folder, rows);
  }
  const rows = [...folders].map(([folder, children]) => ({
    id: `folder:${folder}`,
    name: folder,
    count: children.length,
    children,
  }));
  return rows.sort((a, b) => a.name.localeCompare(b.name));
}

/** The rows with the elements of groups that were opened. */
export function withLoaded(
  rows: Row[],
  loaded: Readonly<Record<string, Loaded>>,
  more: (count: number) => string,
): Row[] {
  return rows.map((row) => {
    const here = loaded[row.id];
    if (row.filter && here) {
      const left = here.total - here.rows.length;
      const end: Row[] =
        left > 0 ? [{ id: `more:${row.id}`, name: more(left), opens: { more: row.id } }] : [];
      return { ...row, children: [...here.rows, ...end] };
    }
    return row.children && !row.filter ? { ...row, children: withLoaded(row.children, loaded, more) } : row;
  });
}

/** The row of a group. */
export function findRow(rows: Row[], id: string): Row | undefined {
  for (const row of rows) {
    const found = row.id === id ? row : findRow(row.children ?? [], id);
    if (found) return found;
  }
  return undefined;
}
