import { expect, test } from 'vitest';
import { byVerb } from './groups';

const serving = { forward: 'serves', backward: 'served by' };

test('relations stand under what they say of the element', () => {
  const groups = byVerb(
    [
      { kindId: 'serving', sourceId: 'crm', kind: serving },
      { kindId: 'acme:feeds', sourceId: 'crm', kind: null },
      { kindId: 'serving', sourceId: 'bus', kind: serving },
      { kindId: 'serving', sourceId: 'crm', kind: serving },
    ],
    'crm',
  );
  expect(groups.map(({ verb, relations }) => `${verb} ${relations.length}`)).toEqual([
    'serves 2',
    'acme:feeds 1',
    'served by 1',
  ]);
});
