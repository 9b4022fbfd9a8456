import { expect, test } from 'vitest';
import { viewOf } from './saved';
import type { ImpactSearch } from './search';

const follow = (step: object) => ({
  viewpoint: 'impact',
  selector: { ids: ['a'] },
  show: { follow: [step] },
});
const named = { viewpoint: 'layered', selector: { ids: ['a', 'b', 'c'] } };

test.each<[string, ImpactSearch, object]>([
  ['all of it', {}, follow({ way: 'both', depth: 3 })],
  ['one way', { dir: 'in' }, follow({ way: 'in', depth: 3 })],
  [
    'some relations',
    { relations: 'serving,flow' },
    follow({ way: 'both', depth: 3, relations: ['serving', 'flow'] }),
  ],
  ['some kinds', { kinds: 'capability' }, named],
  ['what an owner answers for', { owner: 'it' }, named],
  ['what runs', { running: true }, named],
])('%s', (_, search, expected) => {
  expect(viewOf('a', search, 3, ['b', 'c'])).toEqual(expected);
});

test('a view names 200 elements at most', () => {
  const many = Array.from({ length: 500 }, (_, index) => `e${index}`);
  expect(viewOf('a', { running: true }, 2, many)).toMatchObject({
    selector: { ids: ['a', ...many.slice(0, 199)] },
  });
});
