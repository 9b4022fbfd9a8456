import { expect, test } from 'vitest';
import { marksOf } from './marks';

const environments = [
  { elementId: 'env-prod', names: [{ text: 'Production' }, { text: '生产环境' }], stage: 'production' },
  { elementId: 'env-test', names: [{ text: 'Test' }], stage: 'test' },
];
const good = {
  key: 'k',
  environment: 'env-prod',
  purl: 'pkg:oci/a@1',
  at: '2026-07-01T00:00:00Z',
  kind: 'normal',
  result: 'success',
};

test.each([
  ['by id', {}, 1],
  ['by name', { environment: '生产环境' }, 1],
  ['by stage', { environment: 'production' }, 1],
  ['elsewhere', { environment: 'env-test' }, 0],
  ['failed', { result: 'failure' }, 0],
  ['a rollback', { kind: 'rollback' }, 0],
  ['a hotfix', { kind: 'hotfix' }, 1],
  ['too early', { at: '2026-05-01T00:00:00Z' }, 0],
  ['not yet', { at: null }, 0],
])('a deployment %s', (_, more, count) =>
  expect(marksOf([{ ...good, ...more }], environments, '2026-06-01', '2026-08-01')).toHaveLength(count),
);
