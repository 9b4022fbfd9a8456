import { expect, test } from 'vitest';
import { commonFields, isMixed } from './common-fields';

const crm = { kind: 'app', owners: { business: 'sales', technology: 'it' }, tags: ['a'], cost: '1' };
const erp = { kind: 'app', owners: { business: 'sales' }, tags: ['a', 'b'], cost: '1' };

test('what all have is common, inside of records too', () => {
  expect(commonFields([crm, erp])).toEqual({ kind: 'app', owners: { business: 'sales' }, cost: '1' });
  expect(commonFields([crm])).toEqual(crm);
  expect(commonFields([])).toEqual({});
});

test.each([
  [['owners', 'business'], false],
  [['owners', 'technology'], true],
  [['tags'], true],
  [['cost'], false],
  [['nothing'], false],
])('%j is mixed: %j', (path, mixed) => {
  expect(isMixed([crm, erp], path)).toBe(mixed);
});
