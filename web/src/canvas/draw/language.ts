// The server's visual language as its own templates have it, so that what is drawn here for a moment
// looks like what the server draws next.
import dark from '../../../../templates/svg/themes/dark.json';
import light from '../../../../templates/svg/themes/light.json';
import lineShapes from '../../../../templates/svg/shapes/archimate/lines.json';
import shapes from '../../../../templates/svg/shapes/archimate/shapes.json';

type Files = Record<string, string>;
const named = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file.replace(/^.*\/|\.hbs$/g, ''), text.trim()]),
  );

const ICONS = named(
  import.meta.glob<string>('../../../../templates/svg/shapes/archimate/icons/*.hbs', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const MARKERS = named(
  import.meta.glob<string>('../../../../templates/svg/markers/*.hbs', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);

/** How a kind of element is drawn. */
interface Shape {
  icon?: string;
  corner?: string;
  palette?: string;
}
/** How a kind of relation is drawn. */
export interface LineShape {
  dash?: string;
  start?: string;
  end?: string;
}

const SHAPES: Record<string, Shape> = shapes;
const LINES: Record<string, LineShape> = lineShapes;

/** Shape of a kind; a plain box for one that is not ArchiMate's. */
export function shapeOf(kind: string | null): Shape {
  return SHAPES[kind ?? ''] ?? {};
}

/** The small icon of a kind, as markup in a square of 16; none for kinds without one. */
export function iconOf(kind: string | null): string | undefined {
  return ICONS[shapeOf(kind).icon ?? ''];
}

/** The line of a kind of relation. */
export function lineShapeOf(kind: string | null): LineShape {
  return LINES[kind ?? ''] ?? (kind === 'access' ? LINES['access-write'] : undefined) ?? {};
}

/** The head of a line, as markup with its tip at 0 0. */
export function markerOf(name: string | undefined): string | undefined {
  return MARKERS[name ?? ''];
}

/** Colours of a theme. */
export interface Colors {
  canvas: string;
  text: string;
  edge: string;
  missing: string;
  palette: Record<string, string>;
}

/** Colours for light or dark. */
export function colorsOf(isDark: boolean): Colors {
  return isDark ? dark : light;
}

function parts(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = parts(color).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(color: string, other: string, share: number): string {
  const more = parts(other);
  const mixed = parts(color).map((part, index) => Math.round(part + ((more[index] ?? 0) - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The border of a box with this colour in it. */
export function borderOf(fill: string, colors: Colors): string {
  if (!/^#[0-9a-f]{6}$/i.test(fill)) return colors.edge;
  return luminance(fill) > 0.18 ? mix(fill, '#2a2a22', 0.52) : mix(fill, '#f4f6fa', 0.42);
}
