import { expect, test } from 'vitest';
import { modelName } from './content';

test.each([
  ['Customer Centre', 'customer-centre'],
  ['Archisurance.archimate', 'archisurance'],
  ['a/b c.zip', 'a-b-c'],
  ['Größe', 'gro-e'],
  ['客户中心', ''],
  ['x'.repeat(100), 'x'.repeat(64)],
])('%j is served as %j', (title, name) => {
  expect(modelName(title)).toBe(name);
});
