import { describe, expect, test } from 'vitest';
import { placeOf, statesOf } from './artifacts';
import type { Artifact } from './queries';

function artifact(artifactId: string, kind: string, kinds: string[][]): Artifact {
  return { artifactId, kind, kinds, name: '', state: 'present', elements: [], relations: 0, views: [] };
}

describe('deliverables of a phase', () => {
  test.each([
    [artifact('role-catalog', 'catalog', [['business-role']]), { page: 'catalog', kind: 'business-role' }],
    [
      artifact('two-catalog', 'catalog', [['driver'], ['goal']]),
      { page: 'map', viewpoint: 'togaf-two-catalog' },
    ],
    [artifact('x-matrix', 'matrix', [['a', 'b'], ['c']]), { page: 'matrix', rows: 'a,b', columns: 'c' }],
    [artifact('y-diagram', 'diagram', [['a']]), { page: 'map', viewpoint: 'togaf-y-diagram' }],
    [artifact('z-diagram', 'diagram', [['a']]), null],
  ])('%#', (one, expected) => {
    expect(placeOf(one, new Set(['togaf-two-catalog', 'togaf-y-diagram']))).toEqual(expected);
  });

  test('are counted by state; a state that is not known is missing', () => {
    const states = ['present', 'partial', 'present', 'new'].map((state) => ({ state }));
    expect(statesOf(states)).toEqual({ present: 2, partial: 1, missing: 1 });
  });
});
