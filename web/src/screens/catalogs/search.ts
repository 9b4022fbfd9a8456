/** What the address of a catalog may say. */
export interface CatalogSearch {
  /** Part of a name, id or description. */
  text?: string;
  /** `owner:org-ops`. */
  filter?: string[];
  /** A column, with `-` in front for the other way round. */
  sort?: string;
  /** A column. */
  group?: string;
  columns?: string[];
}

const MOST = 40;

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return list.filter((one): one is string => typeof one === 'string' && one !== '').slice(0, MOST);
}

/** Reads the address; what means nothing is left out. */
export function catalogSearch(search: Record<string, unknown>): CatalogSearch {
  const text = (key: string) => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [words, sort, group] = [text('text'), text('sort'), text('group')];
  const filter = Array.isArray(search['filter']) ? texts(search['filter']) : texts([search['filter']]);
  const columns = texts(search['columns']);
  return {
    ...(words ? { text: words } : {}),
    ...(filter.length > 0 ? { filter } : {}),
    ...(sort ? { sort } : {}),
    ...(group ? { group } : {}),
    ...(columns.length > 0 ? { columns } : {}),
  };
}

/** What the address of the index may say. */
export interface CatalogsSearch {
  order?: 'phase';
  empty?: true;
}

/** Reads the address of the index. */
export function catalogsSearch(search: Record<string, unknown>): CatalogsSearch {
  return {
    ...(search['order'] === 'phase' ? { order: 'phase' as const } : {}),
    ...(search['empty'] === true ? { empty: true as const } : {}),
  };
}
