// The drawn canvas and the server's file of the same view and revision are the same picture.
import { openView } from './canvas.mjs';

/** Entities of XML as the letters that they stand for. */
const plain = (text) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

const attribute = (text, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1];

/** Boxes and lines of an SVG file, read from its text without a browser. */
function read(svg) {
  const between = (from, to) => svg.slice(svg.indexOf(from), to ? svg.indexOf(to) : undefined);
  const nodes = new Map();
  for (const part of between('<g class="aw-nodes">', '<g class="aw-edges">')
    .split('<g class="aw-node ')
    .slice(1)) {
    const head = part.slice(0, part.indexOf('>'));
    const id = attribute(head, 'data-id');
    if (id === undefined) continue;
    const [x, y] = attribute(head, 'transform')
      .match(/-?[\d.]+/g)
      .map(Number);
    const texts = [...part.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => plain(text));
    const fill = attribute(part.slice(head.length), 'fill');
    const rect = /<rect[^>]*?\swidth="([\d.]+)"\sheight="([\d.]+)"/.exec(part.slice(0, part.indexOf('</g>')));
    const size = rect ? rect.slice(1, 3).map(Number) : null;
    nodes.set(plain(id), { x, y, texts, fill, size });
  }
  const edges = new Map();
  for (const part of between('<g class="aw-edges">', '<g class="aw-edge-labels">')
    .split('<g class="aw-edge ')
    .slice(1)) {
    const id = attribute(part.slice(0, part.indexOf('>')), 'data-id');
    const path = part.slice(part.indexOf('<path'));
    if (id !== undefined)
      edges.set(plain(id), { d: attribute(path, 'd'), stroke: attribute(path, 'stroke') });
  }
  const labels = [...between('<g class="aw-edge-labels">').matchAll(/<text[^>]*>([^<]*)<\/text>/g)];
  return { nodes, edges, labels: labels.map(([, text]) => plain(text)) };
}

/** The same of the canvas, as the browser has drawn it. */
function drawn() {
  const port = document.querySelector('.react-flow__viewport');
  const { a, e, f } = new DOMMatrix(getComputedStyle(port).transform);
  const pane = document.querySelector('.react-flow').getBoundingClientRect();
  const nodes = [...document.querySelectorAll('[data-node]')].map((box) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    const figure = box.querySelector('svg [fill]');
    return {
      id: box.dataset.node,
      x: (left - pane.left - e) / a,
      y: (top - pane.top - f) / a,
      width: width / a,
      height: height / a,
      texts: [...box.querySelectorAll('text')].map(({ textContent }) => textContent),
      fill: figure?.getAttribute('fill'),
    };
  });
  const edges = [...document.querySelectorAll('[data-edge]')].map((line) => {
    const path = line.querySelector('path');
    return { id: line.dataset.edge, d: path?.getAttribute('d'), stroke: path?.getAttribute('stroke') };
  });
  return { nodes, edges };
}

const near = (one, other) => Math.abs(one - other) < 1;

export const journeys = {
  async 'the drawn canvas and the server’s SVG agree (positions, sizes, labels, colours) for twenty views'(
    person,
  ) {
    const { model } = await person.machine.ask(
      '{ model { revision views(first: 100) { nodes { viewId table { title } diagram { nodes { nodeId } } } } } }',
    );
    const views = model.views.nodes.filter(({ table, diagram }) => !table && diagram.nodes.length <= 300);
    person.expect(views.length >= 20, `${views.length} views are drawings`);
    for (const [index, { viewId }] of views.entries()) {
      const [language, scheme] = index % 2 === 0 ? ['en', 'light'] : ['zh', 'dark'];
      const page = await openView(person, viewId, { language, scheme });
      const query = `at=${model.revision}&lang=${language}${scheme === 'dark' ? '&theme=dark' : ''}`;
      const address = `${person.machine.base}/m/customer-centre/views/${viewId}.svg?${query}`;
      const file = read(await (await page.request.get(address)).text());
      const canvas = await page.evaluate(drawn);
      const here = (what) => `${viewId} ${language}: ${what}`;
      const missing = [...file.nodes.keys()].filter((id) => !canvas.nodes.some((node) => node.id === id));
      person.expect(missing.length === 0, here(`boxes that are not drawn: ${missing}`));
      for (const node of canvas.nodes) {
        const same = file.nodes.get(node.id);
        if (!same) continue;
        person.expect(
          near(node.x, same.x) && near(node.y, same.y),
          here(`${node.id} is at ${node.x}, ${node.y}, not ${same.x}, ${same.y}`),
        );
        person.expect(
          node.texts.join('|') === same.texts.join('|'),
          here(`${node.id} says ${node.texts}, not ${same.texts}`),
        );
        person.expect(node.fill === same.fill, here(`${node.id} is ${node.fill}, not ${same.fill}`));
        const isRect = same.size && same.size[0] > 20;
        person.expect(
          !isRect || near(node.width, same.size[0]),
          here(`${node.id} is ${node.width} wide, not ${same.size}`),
        );
      }
      const lines = new Map(canvas.edges.map((line) => [line.id, line]));
      for (const [id, { d, stroke }] of file.edges) {
        const line = lines.get(id);
        person.expect(line?.d === d && line?.stroke === stroke, here(`line ${id} goes ${line?.d}, not ${d}`));
      }
      await page.context().close();
    }
  },
};
