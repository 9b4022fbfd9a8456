import type { ResultOf } from '@/graphql/tada';
import type { Filter, Group } from './outline';
import type { CellsQuery, FoldersQuery, KindCountsQuery, ViewNamesQuery } from './queries';

type Kinds = ResultOf<typeof KindCountsQuery>['model']['completeness']['kinds'];
type Cells = ResultOf<typeof CellsQuery>['model']['zachman']['cells'];
type Views = ResultOf<typeof ViewNamesQuery>['model']['views']['nodes'];
type Folders = ResultOf<typeof FoldersQuery>['model']['folders'];

function ofKind({ kind, counts }: Kinds[number]): Group {
  const { kindId, label, layer, children } = kind;
  // A kind's filter also finds the kinds that specialize it; these have groups of their own.
  const narrower = children.map((child) => child.kindId);
  const filter: Filter = { kinds: [kindId], ...(narrower.length > 0 ? { not: { kinds: narrower } } : {}) };
  const count = counts.elements;
  return { id: `kind:${kindId}`, name: label, layer, count, elements: { filter, count } };
}

const byName = (a: Group, b: Group) => a.name.localeCompare(b.name);

/** A group for each kind, by name. */
export function byKind(kinds: Kinds): Group[] {
  return kinds.map(ofKind).sort(byName);
}

/** A group for each layer with its kinds. */
export function byLayer(kinds: Kinds, nameOf: (layer: string) => string): Group[] {
  const layers = [...new Set(kinds.map(({ kind }) => kind.layer))];
  return layers.map((layer) => {
    const groups = byKind(kinds.filter(({ kind }) => kind.layer === layer));
    const count = groups.reduce((sum, group) => sum + (group.count ?? 0), 0);
    return { id: `layer:${layer}`, name: nameOf(layer), layer, count, groups };
  });
}

/** A group for each cell that is not empty. */
export function byCell(cells: Cells): Group[] {
  return cells
    .map(({ cellId, name, confirmed, byDefault }) => {
      const count = confirmed + byDefault;
      return { id: `cell:${cellId}`, name, count, elements: { filter: { cells: [cellId] }, count } };
    })
    .filter(({ count }) => count > 0);
}

/** Views in the folders of their files. */
export function byView(views: Views): Group[] {
  const folders = new Map<string, Group[]>();
  for (const { viewId, name, file } of views) {
    const folder = file?.split('/').slice(1, -1).join('/') || '/';
    const groups = folders.get(folder) ?? [];
    groups.push({ id: `view:${viewId}`, name, view: viewId });
    folders.set(folder, groups);
  }
  return [...folders]
    .map(([folder, groups]) => ({
      id: `views:${folder}`,
      name: folder,
      count: groups.length,
      groups: groups.sort(byName),
    }))
    .sort(byName);
}

/** Folders that hold elements; those inside are asked for when one is opened. */
export function byFolder(folders: Folders): Group[] {
  return folders
    .filter(({ totalCount }) => totalCount > 0)
    .map(({ path, name, elementCount, totalCount, hasChildren }) => ({
      id: `folder:${path}`,
      name,
      count: totalCount,
      elements: { filter: { folder: `${path}/.` }, count: elementCount },
      ...(hasChildren ? { folder: path } : {}),
    }));
}

/** Folders with those inside of them, as far as they are known. */
export function withInner(groups: Group[], inner: Readonly<Record<string, Group[]>>): Group[] {
  return groups.map((group) => {
    const known = group.folder === undefined ? undefined : inner[group.folder];
    return known ? { ...group, groups: withInner(known, inner) } : group;
  });
}
