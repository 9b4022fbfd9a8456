import type { SceneNode } from '../scene/scene';
import { type Colors, borderOf, iconOf, shapeOf } from './language';
import { escaped, linesOf } from './text';

const SIZE = 12;
const STEP = 15;

interface LabelAt {
  x: number;
  y: number;
  wide: number;
  high: number;
  anchor: 'start' | 'middle';
  isTop: boolean;
}

function label(text: string, at: LabelAt, color: string): string {
  const most = Math.max(1, Math.floor(at.high / STEP));
  const lines = linesOf(text, at.wide / SIZE, most);
  const top = at.isTop ? at.y : at.y + (at.high - lines.length * STEP) / 2;
  const rows = lines.map((line, index) => {
    const y = top + (index + 0.5) * STEP + SIZE * 0.35;
    return `<text x="${at.x}" y="${y}">${escaped(line)}</text>`;
  });
  return `<g class="aw-label" fill="${color}" font-size="${SIZE}" text-anchor="${at.anchor}">${rows.join('')}</g>`;
}

function figure(node: SceneNode, corner: string | undefined): string {
  const { width: w, height: h } = node;
  if (node.shows === 'note') {
    return `<path d="M0 0 H${w} V${h - 12} L${w - 12} ${h} H0 Z"/><path d="M${w} ${h - 12} H${w - 12} V${h}" fill="none"/>`;
  }
  if (node.shows === 'group') {
    const tab = Math.min(w, Math.max(40, w * 0.4));
    return `<path d="M0 20 H${w} V${h} H0 Z"/><path d="M0 20 V0 H${tab} V20 Z"/>`;
  }
  if (corner === 'round') return `<rect width="${w}" height="${h}" rx="9"/>`;
  if (corner === 'cut') {
    return `<path d="M8 0 H${w - 8} L${w} 8 V${h - 8} L${w - 8} ${h} H8 L0 ${h - 8} V8 Z"/>`;
  }
  return `<rect width="${w}" height="${h}"/>`;
}

function labelPlace(node: SceneNode, isContainer: boolean): LabelAt {
  const { width, height } = node;
  if (node.shows === 'note') {
    return { x: 6, y: 5, wide: width - 12, high: height - 10, anchor: 'start', isTop: true };
  }
  if (node.shows === 'group') {
    return { x: 8, y: 2, wide: width - 16, high: 16, anchor: 'start', isTop: true };
  }
  const at = { x: width / 2, wide: width - 44, anchor: 'middle' as const };
  if (isContainer) return { ...at, y: 4, high: 18, isTop: true };
  return { ...at, y: 4, high: height - 8, isTop: false };
}

/** A box as the server would draw it, near enough until it does. */
export function drawBox(node: SceneNode, colors: Colors, isContainer: boolean): string {
  const shape = shapeOf(node.shape ?? node.kind);
  const usual = node.shows === 'element' ? (shape.palette ?? node.layer) : node.shows;
  const fill = node.style?.fill ?? colors.palette[usual] ?? colors.palette['other']!;
  const line = node.style?.line ?? borderOf(fill, colors);
  const ink = `fill="${escaped(fill)}" stroke="${escaped(line)}" color="${escaped(line)}"`;
  const icon = node.shows === 'element' ? iconOf(node.shape ?? node.kind) : undefined;
  const mark = icon
    ? `<g transform="translate(${node.width - 20} 5) scale(0.9375)" ${ink} stroke-width="1.07">${icon}</g>`
    : '';
  const title = node.kindLabel ? `${node.label} (${node.kindLabel})` : node.label;
  return (
    `<title>${escaped(title)}</title><g ${ink} stroke-width="1">${figure(node, shape.corner)}</g>${mark}` +
    label(node.label, labelPlace(node, isContainer), node.style?.font ?? colors.text)
  );
}

const LABEL = /<g class="aw-label"[^>]*>[\s\S]*?<\/g>/;

/** The server's drawing of a box with another name in it. */
export function renamedBox(drawing: string, node: SceneNode, colors: Colors, isContainer: boolean): string {
  if (!LABEL.test(drawing)) return drawBox(node, colors, isContainer);
  return drawing.replace(LABEL, () =>
    label(node.label, labelPlace(node, isContainer), node.style?.font ?? colors.text),
  );
}
