import type { Json } from '@/model/json';

/** How two changes do not go together. */
export type ConflictKind =
  'EDITED' | 'DELETED_BY_OURS' | 'DELETED_BY_THEIRS' | 'CREATED' | 'MOVED' | 'INVALID';

/** A conflict, as far as a person needs it to decide. */
export interface ConflictData {
  id: string;
  item: string;
  attribute: string | null;
  kind: ConflictKind;
  base: Json;
  ours: Json;
  theirs: Json;
  seen: string;
  element: { id: string; kindId?: string; name: string } | null;
  /** Of something deleted: what the other side did in it. */
  inside?: readonly { item: string; base: Json; now: Json }[];
}

/** What somebody decides. */
export interface Decision {
  choice: 'OURS' | 'THEIRS' | 'BASE' | 'REMOVE' | 'VALUE';
  value?: Json;
}

/** What a choice comes to. */
export interface Consequence {
  key: 'oursDeletes' | 'theirsKeeps' | 'oursKeeps' | 'theirsDeletes' | 'oursWhole' | 'theirsWhole';
  /** How much of the other side is lost by it. */
  count: number;
  /** Which, for the small print. */
  what: string;
}

/** Where something deleted meets something changed: what comes of either choice. */
export function consequences({ kind, inside = [], attribute }: ConflictData): Consequence[] {
  const changed = inside.length;
  const count = changed + (attribute ? 1 : 0) || 1;
  const what = inside
    .slice(0, 5)
    .map(({ item }) => item)
    .join(', ');
  switch (kind) {
    case 'DELETED_BY_OURS':
      return [
        { key: 'oursDeletes', count, what },
        { key: 'theirsKeeps', count, what },
      ];
    case 'DELETED_BY_THEIRS':
      return [
        { key: 'oursKeeps', count, what },
        { key: 'theirsDeletes', count, what },
      ];
    case 'CREATED':
    case 'INVALID':
      return [
        { key: 'oursWhole', count, what },
        { key: 'theirsWhole', count, what },
      ];
    default:
      return [];
  }
}
