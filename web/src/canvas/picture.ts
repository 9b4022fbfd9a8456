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
  nodes: ReadonlyMap<string, string>;
  /** Lines in coordinates of the view, by id. */
  edges: ReadonlyMap<string, string>;
  /** What lines say, by the id of the line. */
  labels: ReadonlyMap<string, string>;
}

const NEVER = 'script, foreignObject, iframe, style, animate, set';

/** Takes away what could run. The server writes none of it; a drawing is text from outside all the same. */
function disarm(svg: Element) {
  svg.querySelectorAll(NEVER).forEach((element) => element.remove());
  for (const element of svg.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const isForeign =
        /^(xlink:)?href$/.test(name) && !value.startsWith('#') && !value.startsWith('data:image/');
      if (name.startsWith('on') || name === 'style' || isForeign) element.removeAttribute(name);
    }
  }
}

function inside(element: Element | null): string {
  return element?.innerHTML ?? '';
}

function byId(group: Element | null): Map<string, string> {
  const pieces = new Map<string, string>();
  for (const piece of group?.querySelectorAll('[data-id]') ?? []) {
    pieces.set(piece.getAttribute('data-id') ?? '', inside(piece));
  }
  return pieces;
}

/** Takes a server's drawing apart. */
export function takeApart(svg: string): Picture {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  disarm(root);
  const group = (name: string) => root.querySelector(`:scope > .aw-${name}`);
  const known = new Set(['backdrop', 'nodes', 'edges', 'edge-labels'].map((name) => `aw-${name}`));
  const front = [...root.children].filter(
    (child) => child.tagName === 'g' && ![...child.classList].some((name) => known.has(name)),
  );
  return {
    defs: inside(root.querySelector(':scope > defs')),
    background: root.querySelector(':scope > rect')?.getAttribute('fill') ?? 'none',
    font: root.getAttribute('font-family') ?? 'sans-serif',
    backdrop: inside(group('backdrop')),
    front: front.map((child) => child.outerHTML).join(''),
    nodes: byId(group('nodes')),
    edges: byId(group('edges')),
    labels: byId(group('edge-labels')),
  };
}
