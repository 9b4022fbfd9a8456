import { beforeEach, describe, expect, test } from 'vitest';
import { recents, remember, withRecent } from './recents';

const crm = { type: 'element', id: 'crm' } as const;
const map = { type: 'view', id: 'map' } as const;

describe('what was looked at', () => {
  beforeEach(() => localStorage.clear());

  test('the newest is first, and nothing is twice', () => {
    for (const one of [crm, map, crm]) remember('grid', one);
    expect(recents('grid')).toEqual([crm, map]);
    expect(recents('other')).toEqual([]);
  });

  test('eight are kept', () => {
    const all = Array.from({ length: 12 }, (_, n) => ({ type: 'view', id: `v${n}` }) as const);
    expect(all.reduce(withRecent, []).map(({ id }) => id)).toEqual([
      'v11',
      'v10',
      'v9',
      'v8',
      'v7',
      'v6',
      'v5',
      'v4',
    ]);
  });

  test.each(['', '{', '7', '[1, {"type":"x","id":"y"}, {"type":"view"}]'])('%j is no memory', (text) => {
    localStorage.setItem('archweave.recent.grid', text);
    expect(recents('grid')).toEqual([]);
  });
});
