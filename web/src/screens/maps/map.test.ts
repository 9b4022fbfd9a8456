import { describe, expect, test } from 'vitest';
import { colorOf, mapSearch, sheetOf, spotsOf } from './map';

function node(nodeId: string, parentId: string | null, x: number, element: string | null) {
  return {
    nodeId,
    parentId,
    x,
    y: 0,
    width: 50,
    height: 20,
    label: nodeId,
    shows: 'element',
    kindLabel: 'Capability',
    below: [],
    tone: null,
    badge: '',
    element: element ? { id: element, elementId: element, layer: 'strategy', name: element } : null,
  };
}

describe('a map', () => {
  test.each([
    ['<svg width="9" viewBox="-10 -20 200 100" x="1">', { x: -10, y: -20, width: 200, height: 100 }],
    ['<svg width="9">', null],
    ['<svg viewBox="0 0 0 0">', null],
  ])('%s', (svg, expected) => {
    expect(sheetOf(svg)).toEqual(expected);
  });

  test('boxes of elements are where the picture has them', () => {
    const sheet = { x: -10, y: -20, width: 200, height: 100 };
    const spots = spotsOf(
      { nodes: [node('a', null, 0, 'cap-a'), node('b', 'a', 40, 'cap-b'), node('g', null, 0, null)] },
      sheet,
    );
    expect(spots.map(({ element, left, top, width, depth }) => [element, left, top, width, depth])).toEqual([
      ['cap-a', 5, 20, 25, 0],
      ['cap-b', 25, 20, 25, 1],
    ]);
  });

  test.each([
    [undefined, undefined, null],
    ['lifecycle', undefined, { color: { by: 'lifecycle' } }],
    ['property:cost', 'integer', { color: { by: 'property', property: 'cost', scale: 'sequential' } }],
    ['property:fit', 'enum', { color: { by: 'property', property: 'fit', scale: 'category' } }],
    ['whatever', undefined, null],
  ])('colour %s', (color, type, expected) => {
    expect(colorOf(color, type)).toEqual(expected);
  });

  test('the address', () => {
    expect(mapSearch({ color: 'owner', as: 'table', about: 3 })).toEqual({ color: 'owner', as: 'list' });
  });
});
