import { describe, expect, test } from 'vitest';
import type { ChainEdge, ChainNode } from './chain';
import { drawing, fitted, HEIGHT, SHOWN, WIDTH } from './diagram';

function node(step: string, id: string): ChainNode {
  return { id, step, label: id, state: null, at: null, url: null, key: null, element: null, count: null };
}

function edge(from: string, to: string, more: Partial<ChainEdge> = {}): ChainEdge {
  return { from, to, words: 'leads to', basis: null, by: null, suspectSince: null, ...more };
}

const changes = Array.from({ length: 24 }, (_, index) => node('change', `c${index}`));
const nodes = [node('requirement', 'r'), ...changes, node('environment', 'e')];
const edges = changes.map(({ id }) => edge('r', id));

describe('drawing', () => {
  test('a long step shows its newest, and says how many are behind', () => {
    const { boxes, headings } = drawing(nodes, edges, new Set());
    const shown = boxes.flatMap((box) => ('node' in box && box.node.step === 'change' ? [box.node.id] : []));
    expect(shown).toEqual(['c20', 'c21', 'c22', 'c23']);
    expect(boxes.find((box) => 'hidden' in box)).toMatchObject({ step: 'change', hidden: 24 - SHOWN });
    expect(headings.find(({ step }) => step === 'change')?.count).toBe(24);
  });
  test('lines to what is hidden are one line', () => {
    expect(drawing(nodes, edges, new Set()).lines).toHaveLength(SHOWN + 1);
    expect(drawing(nodes, edges, new Set(['change'])).lines).toHaveLength(24);
  });
  test('boxes do not overlap', () => {
    const { boxes, width, height } = drawing(nodes, edges, new Set(['change']));
    for (const a of boxes) {
      expect(a.x + WIDTH <= width && a.y + HEIGHT <= height).toBe(true);
      for (const b of boxes)
        if (a !== b) expect(Math.abs(a.x - b.x) >= WIDTH || Math.abs(a.y - b.y) >= HEIGHT).toBe(true);
    }
  });
  test.each([
    ['suspect', { suspectSince: '2026-07-01T00:00:00Z' }, { isSuspect: true, isGuessed: false }],
    ['guessed', { basis: 'GUESSED' }, { isSuspect: false, isGuessed: true }],
    ['declared', { basis: 'DECLARED' }, { isSuspect: false, isGuessed: false }],
  ])('a line that is %s', (_, more, expected) => {
    expect(
      drawing([node('requirement', 'r'), node('change', 'c')], [edge('r', 'c', more)], new Set()).lines,
    ).toEqual([expect.objectContaining(expected)]);
  });
  test('what is not in the chain has no line', () => {
    expect(drawing([node('requirement', 'r')], [edge('r', 'gone')], new Set()).lines).toEqual([]);
  });
});

test.each([
  ['short', 'short'],
  ['a label that is longer than its box', 'a label that is longer…'],
  ['停电确认后消息网关应通知受影响客户', '停电确认后消息网关应通知…'],
])('%s fits', (text, cut) => expect(fitted(text)).toBe(cut));
