import { expect, test } from 'vitest';
import { signsOf } from './signs';

test('signs are as short as they can be', () => {
  const signs = signsOf(['Assignment', 'Association', 'Serving', 'Serving', '关联', '关联二']);
  expect([...signs.values()]).toEqual(['Assi', 'Asso', 'S', '关联', '关联二']);
});
