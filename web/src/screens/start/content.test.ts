import { expect, test } from 'vitest';
import { exampleAmong, modelName } from './content';

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

test.each<[string[], string | undefined]>([
  [[], undefined],
  [['billing'], undefined],
  [['billing', 'customer-centre'], 'customer-centre'],
  [['billing', 'example'], 'example'],
  [['example-2'], 'example-2'],
  [['example-of-mine'], undefined],
])('among %j the example is %s', (models, example) => expect(exampleAmong(models)).toBe(example));
