import { describe, expect, test } from 'vitest';
import type { Reached } from './queries';
import { byDistance, byKind, chainOf, numbersOf, ownersOf, touchedOf, wantedOf } from './reach';
import { impactSearch } from './search';

function reached(
  id: string,
  kindId: string,
  depth: number,
  from: string,
  source: string,
  owner?: string,
): Reached {
  return {
    depth,
    element: {
      id,
      elementId: id,
      kindId,
      layer: 'application',
      name: id.toUpperCase(),
      kind: { label: kindId },
      owners: {
        business: owner
          ? { text: owner, element: { id: owner, elementId: owner, name: `The ${owner}` } }
          : null,
        technology: owner ? { text: owner, element: null } : null,
      },
    },
    from: { id: from, elementId: from, name: from },
    relation: {
      id: `${from}-${id}`,
      sourceId: source,
      kind: { kindId: 'serving', forward: 'serves', backward: 'is served by' },
    },
  };
}

const touched = touchedOf([
  reached('call', 'business-process', 1, 'crm', 'crm', 'desk'),
  reached('bus', 'application-component', 1, 'crm', 'bus'),
  reached('serve', 'capability', 2, 'call', 'call', 'desk'),
  reached('req', 'requirement', 2, 'call', 'req', 'board'),
  { depth: 2, element: null, from: null, relation: null },
]);
const ids = (some: { id: string }[]) => some.map(({ id }) => id).join(' ');

describe('what is touched', () => {
  test('each says by which way, read from where the way comes', () => {
    expect(touched.map(({ from, verb, id }) => `${from} ${verb} ${id}`)).toEqual([
      'crm serves call',
      'crm is served by bus',
      'call serves serve',
      'call is served by req',
    ]);
    expect(ids(chainOf(touched, 'req'))).toBe('call req');
  });

  test('stands by distance and by kind', () => {
    expect(byDistance(touched).map(ids)).toEqual(['call bus', 'serve req']);
    expect(byKind([...touched, { ...touched[0]!, id: 'again' }])[0]?.kind).toBe('business-process');
  });

  test('is counted, and an owner once for each element', () => {
    expect(numbersOf(touched).map(({ group, count }) => `${group.id} ${count}`)).toEqual([
      'capability 1',
      'requirement 1',
      'process 1',
      'application 1',
    ]);
    expect(ownersOf(touched)).toEqual(
      [
        { id: 'desk', name: 'desk', count: 2 },
        { id: 'board', name: 'board', count: 1 },
      ].map((one) => ({ ...one, name: `The ${one.name}` })),
    );
  });

  test.each([
    [{ kinds: ['capability', 'requirement'] }, 'serve req'],
    [{ owner: 'desk' }, 'call serve'],
    [{ running: new Set(['req']) }, 'req'],
    [{ kinds: ['capability'], owner: 'board' }, ''],
  ])('%# is filtered', (wanted, expected) => {
    expect(ids(wantedOf(touched, { kinds: [], owner: undefined, running: undefined, ...wanted }))).toBe(
      expected,
    );
  });

  test('an address that means nothing is none', () => {
    expect(impactSearch({ depth: '9', dir: 'up', kinds: 3, to: '' })).toEqual({});
    expect(impactSearch({ depth: 3, dir: 'in', running: true })).toEqual({
      depth: 3,
      dir: 'in',
      running: true,
    });
  });
});
