/** A server's drawing in pieces, so that each box and line can be moved by itself and still looks the same. */
export interface Picture {
  /** Shapes that pieces refer to. */
  defs: string;
  /** Colour of the sheet. */
  background: string;
  font: string;
  /** Drawn behind the boxes. */
  backdrop: string;
  /** Drawn in front of everything, such as a legend. */
  front: string;
  /** The insides of boxes, by id; their places are taken away. */
  nodes: Pieces;
  /** The element that a box is about, by id of the box: of one that is not in the model nobody else says it. */
  elements: Pieces;
  /** Lines in coordinates of the view, by id. */
  edges: Pieces;
  /** What lines say, by the id of the line. */
  labels: Pieces;
}

/** Drawings by id. Each is written only when it is asked for: most of a large view is not on the screen. */
export interface Pieces {
  get(id: string): string | undefined;
}

const NEVER = 'script, foreignObject, iframe, style, animate, set';

/** Markup without what could run. The server writes none of it; a drawing is text from outside all the same. */
function inside(svg: Element | null): string {
  if (!svg) return '';
  svg.querySelectorAll(NEVER).forEach((element) => element.remove());
  for (const element of svg.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const isForeign =
        /^(xlink:)?href$/.test(name) && !value.startsWith('#') && !value.startsWith('data:image/');
      if (name.startsWith('on') || name === 'style' || isForeign) element.removeAttribute(name);
    }
  }
  return svg.innerHTML;
}

function byId(group: Element | null): Pieces {
  const pieces = new Map<string, Element>();
  const written = new Map<string, string>();
  for (const piece of group?.querySelectorAll('[data-id]') ?? []) {
    pieces.set(piece.getAttribute('data-id') ?? '', piece);
  }
  return {
    get(id) {
      const known = written.get(id);
      const piece = pieces.get(id);
      if (known !== undefined || !piece) return known;
      const markup = inside(piece);
      written.set(id, markup);
      return markup;
    },
  };
}

/** What the boxes are about. */
function elementsOf(group: Element | null): Pieces {
  const all = [...(group?.querySelectorAll('[data-id][data-element]') ?? [])];
  return new Map(
    all.map((box) => [box.getAttribute('data-id') ?? '', box.getAttribute('data-element') ?? '']),
  );
}

/** Takes a server's drawing apart. */
export function takeApart(svg: string): Picture {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const group = (name: string) => root.querySelector(`:scope > .aw-${name}`);
  const known = new Set(['backdrop', 'nodes', 'edges', 'edge-labels'].map((name) => `aw-${name}`));
  const front = [...root.children].filter(
    (child) => child.tagName === 'g' && ![...child.classList].some((name) => known.has(name)),
  );
  const before = root.ownerDocument.createElementNS(root.namespaceURI, 'g');
  before.append(...front);
  return {
    defs: inside(root.querySelector(':scope > defs')),
    background: root.querySelector(':scope > rect')?.getAttribute('fill') ?? 'none',
    font: root.getAttribute('font-family') ?? 'sans-serif',
    backdrop: inside(group('backdrop')),
    front: inside(before),
    nodes: byId(group('nodes')),
    elements: elementsOf(group('nodes')),
    edges: byId(group('edges')),
    labels: byId(group('edge-labels')),
  };
}
