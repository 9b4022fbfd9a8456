import type { Fields } from '@/model/json';
import type { MapDiagram } from './queries';

/** What an address of a map may say. */
export interface MapSearch {
  /** `lifecycle`, `property:cost`; left out, as the viewpoint says. */
  color?: string;
  /** The element that the map is about. */
  about?: string;
  as?: 'list';
}

/** Reads the address; what means nothing is left out. */
export function mapSearch(search: Record<string, unknown>): MapSearch {
  const text = (key: 'color' | 'about') => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  const as = search['as'];
  return {
    ...text('color'),
    ...text('about'),
    ...(as === 'table' || as === 'list' ? { as: 'list' as const } : {}),
  };
}

/** Colours that need no property. */
export const COLORS = ['none', 'lifecycle', 'owner', 'findings', 'kind', 'layer'] as const;

/** The colour of an address as files say it; none for what the viewpoint says. */
export function colorOf(color: string | undefined, type: string | undefined): Fields | null {
  if (!color) return null;
  const property = color.startsWith('property:') ? color.slice('property:'.length) : null;
  if (property === null) return COLORS.some((one) => one === color) ? { color: { by: color } } : null;
  const scale = type === 'integer' || type === 'decimal' ? 'sequential' : 'category';
  return { color: { by: 'property', property, scale } };
}

/** The size of a picture, and where its coordinates begin. */
export interface Sheet {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The sheet of a picture. */
export function sheetOf(svg: string): Sheet | null {
  const numbers = /<svg[^>]*\sviewBox="([-\d.\s]+)"/.exec(svg)?.[1]?.trim().split(/\s+/).map(Number);
  const [x, y, width, height] = numbers ?? [];
  if (x === undefined || y === undefined || !width || !height) return null;
  return { x, y, width, height };
}

/** A box of the picture, in percent of the sheet. */
export interface Spot {
  id: string;
  element: string;
  label: string;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Boxes in boxes lie above those around them. */
  depth: number;
}

/** Where elements are in the picture. */
export function spotsOf({ nodes }: Pick<MapDiagram, 'nodes'>, sheet: Sheet): Spot[] {
  const parents = new Map(nodes.map(({ nodeId, parentId }) => [nodeId, parentId]));
  const depthOf = (id: string): number => {
    let depth = 0;
    for (let at = parents.get(id); at && depth < 20; at = parents.get(at)) depth += 1;
    return depth;
  };
  return nodes.flatMap(({ nodeId, element, label, kindLabel, x, y, width, height }) =>
    element
      ? [
          {
            id: nodeId,
            element: element.elementId,
            label: [label || element.name, kindLabel].filter(Boolean).join(', '),
            left: (100 * (x - sheet.x)) / sheet.width,
            top: (100 * (y - sheet.y)) / sheet.height,
            width: (100 * width) / sheet.width,
            height: (100 * height) / sheet.height,
            depth: depthOf(nodeId),
          },
        ]
      : [],
  );
}
