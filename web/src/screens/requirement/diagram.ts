import { STAGES, type ChainEdge, type ChainNode } from './chain';

/** A box of the drawing: a thing, or the rest of its step behind one. */
export type Box = { x: number; y: number } & (
  { node: ChainNode } | { step: string; hidden: number; isOpen: boolean }
);

/** A line of the drawing. */
export interface Line {
  key: string;
  path: string;
  words: string;
  isSuspect: boolean;
  isGuessed: boolean;
}

export interface Heading {
  step: string;
  count: number;
  x: number;
  y: number;
}

export interface Drawing {
  width: number;
  height: number;
  headings: Heading[];
  boxes: Box[];
  lines: Line[];
}

export const WIDTH = 152;
export const HEIGHT = 42;
const ACROSS = 30;
const DOWN = 7;
const HEADING = 20;
/** A step with more shows the newest of them, and the rest when asked. */
export const SHOWN = 4;

function lineBetween(a: Box, b: Box): string {
  const [fromY, toY] = [a.y + HEIGHT / 2, b.y + HEIGHT / 2];
  if (a.x === b.x) {
    const side = a.x + WIDTH;
    return `M${side} ${fromY}C${side + 18} ${fromY} ${side + 18} ${toY} ${side} ${toY}`;
  }
  const [left, right] = a.x < b.x ? [a, b] : [b, a];
  const [startY, endY] = a.x < b.x ? [fromY, toY] : [toY, fromY];
  const [start, end] = [left.x + WIDTH, right.x];
  const bend = Math.min(60, (end - start) / 2 + 8);
  return `M${start} ${startY}C${start + bend} ${startY} ${end - bend} ${endY} ${end} ${endY}`;
}

/** Where boxes and lines are: a column for each stage, steps below each other, long steps folded unless they are open. */
export function drawing(
  nodes: readonly ChainNode[],
  edges: readonly ChainEdge[],
  open: ReadonlySet<string>,
): Drawing {
  const boxes: Box[] = [];
  const headings: Heading[] = [];
  const boxOf = new Map<string, Box>();
  let height = 0;
  STAGES.forEach((steps, column) => {
    const x = column * (WIDTH + ACROSS);
    let y = 0;
    for (const step of steps) {
      const all = nodes.filter((node) => node.step === step);
      if (all.length === 0) continue;
      headings.push({ step, count: all.length, x, y });
      y += HEADING;
      const isLong = all.length > SHOWN + 1;
      const shown = isLong && !open.has(step) ? all.slice(-SHOWN) : all;
      if (isLong) {
        const box: Box = { x, y, step, hidden: all.length - SHOWN, isOpen: open.has(step) };
        boxes.push(box);
        for (const node of all.slice(0, all.length - shown.length)) boxOf.set(node.id, box);
        y += HEIGHT + DOWN;
      }
      for (const node of shown) {
        const box: Box = { x, y, node };
        boxes.push(box);
        boxOf.set(node.id, box);
        y += HEIGHT + DOWN;
      }
      y += DOWN;
    }
    height = Math.max(height, y);
  });
  const lines = new Map<string, Line>();
  for (const { from, to, words, basis, suspectSince } of edges) {
    const [a, b] = [boxOf.get(from), boxOf.get(to)];
    if (!a || !b || a === b) continue;
    const path = lineBetween(a, b);
    const before = lines.get(path);
    lines.set(path, {
      key: path,
      path,
      words,
      isSuspect: suspectSince !== null || (before?.isSuspect ?? false),
      isGuessed: basis === 'GUESSED' && (before?.isGuessed ?? true),
    });
  }
  return {
    width: STAGES.length * (WIDTH + ACROSS) - ACROSS + 20,
    height,
    headings,
    boxes,
    lines: [...lines.values()],
  };
}

/** A label cut to the width of a box: Chinese letters are about twice as wide. */
export function fitted(text: string, units = 22): string {
  let used = 0;
  let cut = '';
  for (const letter of text) {
    used += /[\u1100-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 1.8 : 1;
    if (used > units) return `${cut.trimEnd()}…`;
    cut += letter;
  }
  return cut;
}
