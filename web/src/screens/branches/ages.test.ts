import { expect, test } from 'vitest';
import { ago } from './ages';

const now = Date.parse('2026-03-10T12:00:00Z');

test.each([
  ['en', '2026-03-10T12:00:00Z', 'now'],
  ['en', '2026-03-10T11:59:57Z', '3 seconds ago'],
  ['en', '2026-03-10T11:00:30Z', '59 minutes ago'],
  ['en', '2026-03-09T11:00:00Z', 'yesterday'],
  ['zh', '2026-03-07T12:00:00Z', '3天前'],
  ['en', '2024-03-07T12:00:00Z', '2 years ago'],
])('%s %s is %s', (language, time, expected) => {
  expect(ago(language, time, now)).toBe(expected);
});
