import { expect, test } from 'vitest';
import { periodOf } from './period';

const NOW = Date.parse('2026-11-23T10:00:00Z');

test.each([
  [{}, { from: '2026-05-28', until: '2026-11-24', before: '2025-11-29' }],
  [
    { from: '2026-10-01', until: '2026-11-01' },
    { from: '2026-10-01', until: '2026-11-01', before: '2026-08-31' },
  ],
  [{ from: '2026-11-20' }, { from: '2026-11-20', until: '2026-11-24', before: '2026-11-15' }],
  [
    { from: '2026-12-01', until: '2026-11-01' },
    { from: '2026-10-31', until: '2026-11-01', before: '2026-10-30' },
  ],
])('%j', (search, period) => expect(periodOf(search, NOW)).toEqual(period));
