import { expect, test } from 'vitest';
import type { EditInput } from '@/model/commands/command';
import { inShort } from './in-short';

test.each<[EditInput, string[]]>([
  [
    { update: { item: 'element/crm', fields: [{ path: ['owners', 'business'], to: 'sales' }] } },
    ['element/crm owners.business: sales'],
  ],
  [
    { update: { item: 'element/crm', fields: [{ path: ['tags'], from: ['a'], to: null }] } },
    ['element/crm tags: ["a"] → −'],
  ],
  [{ connect: { id: 'r-1', from: 'crm', kind: 'serving', to: 'erp' } }, ['connect crm serving erp']],
  [{ disconnect: { relation: 'r-1', references: true } }, ['disconnect r-1']],
  [{ delete: { item: 'element/crm', references: true } }, ['delete element/crm']],
])('%j is %j', (edit, lines) => {
  expect(inShort(edit)).toEqual(lines);
});
