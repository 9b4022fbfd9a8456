import { describe, expect, test } from 'vitest';
import { aligned } from './align';

type Upper = Parameters<typeof aligned>[0][number];

function relation(sourceId: string, other: string, cells: string[], forward: string, backward: string) {
  return {
    id: `${sourceId}-${other}`,
    relationId: `${sourceId}-${other}`,
    sourceId,
    kind: { forward, backward },
    other: {
      __typename: 'Element',
      id: other,
      elementId: other,
      name: other,
      layer: 'application',
      kind: { label: 'Application' },
      classification: { cells },
    },
  };
}

function upper(elementId: string, nodes: ReturnType<typeof relation>[], totalCount = nodes.length) {
  const kind = { label: 'Process' };
  return {
    id: elementId,
    elementId,
    name: elementId,
    layer: 'business',
    kind,
    relations: { totalCount, nodes },
  } as Upper;
}

describe('alignment', () => {
  test('only the row below carries, in words read from above; without it there is a gap', () => {
    const rows = aligned(
      [
        upper('repair', [
          relation('crm', 'crm', ['architect.how'], 'serves', 'is served by'),
          relation('repair', 'order', ['architect.what', 'engineer.what'], 'accesses', 'is accessed by'),
          relation('repair', 'sell', ['business.how'], 'triggers', 'is triggered by'),
          relation('server', 'server', ['engineer.where'], 'serves', 'is served by'),
        ]),
        upper('sell', [relation('repair', 'repair', ['business.how'], 'triggers', 'is triggered by')], 120),
      ],
      'architect',
    );
    expect(rows.map(({ carriers }) => carriers.map(({ verb, elementId }) => `${verb} ${elementId}`))).toEqual(
      [['is served by crm', 'accesses order'], []],
    );
    expect(rows.map(({ isCut }) => isCut)).toEqual([false, true]);
  });
});
