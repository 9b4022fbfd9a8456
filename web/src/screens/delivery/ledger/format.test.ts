import { describe, expect, test } from 'vitest';
import { daysBetween, decimal, duration, figure, packageOf, percent, shortCommit, versionOf } from './format';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('durations', () => {
  test.each([
    [0, '0 minutes', '0分钟'],
    [45 * MINUTE, '45 minutes', '45分钟'],
    [105 * MINUTE, '1.8 hours', '1.8小时'],
    [47 * 60 * MINUTE, '47 hours', '47小时'],
    [2 * DAY, '2 days', '2天'],
    [9.52 * DAY, '9.5 days', '9.5天'],
    [173.1 * DAY, '173 days', '173天'],
  ])('%d ms', (milliseconds, en, zh) => {
    expect([duration(milliseconds, 'en'), duration(milliseconds, 'zh')]).toEqual([en, zh]);
  });
});

describe('numbers', () => {
  test.each([
    [0.23835, '0.24'],
    [12.34, '12.3'],
    [1234567.8, '1,234,568'],
  ])('%d', (value, text) => expect(decimal(value, 'en')).toBe(text));
  test('a share', () => expect(percent(0.0919, 'en')).toBe('9.2%'));
  test('what nothing was computed from is no zero', () => expect(figure(null, 'ratio', 'en')).toBeNull());
  test.each([
    [0.0919, 'ratio', '9.2%'],
    [1.6684, 'per-week', '1.67'],
    [6_300_000, 'milliseconds', '1.8 hours'],
  ])('%d %s', (value, unit, text) => expect(figure(value, unit, 'en')).toBe(text));
});

describe('names', () => {
  test.each([
    ['pkg:oci/message-gateway@3.4.0-rc.1', 'message-gateway 3.4.0-rc.1'],
    ['pkg:npm/%40acme/ui@1.0.0?arch=x', 'ui 1.0.0'],
    ['pkg:oci/message-gateway', 'message-gateway'],
    ['nightly', 'nightly'],
    ['reach 90% of a/b@c', 'reach 90% of a/b@c'],
    ['pkg:oci/a%zz@1', 'a%zz 1'],
  ])('%s', (purl, text) => expect(versionOf(purl)).toBe(text));
  test('version', () => expect(packageOf('pkg:oci/a@1')).toEqual({ name: 'a', version: '1' }));
  test.each([
    ['64de912bcf2b98ed33bedf835678bcdc3f87a42c', '64de912b'],
    ['release-2026.07', 'release-2026.07'],
  ])('%s', (id, text) => expect(shortCommit(id)).toBe(text));
});

test.each([
  ['2026-11-20T00:00:00Z', 3],
  ['2026-11-23T10:00:00Z', 0],
  ['2026-12-01T00:00:00Z', 0],
])('days since %s', (from, days) => expect(daysBetween(from, Date.parse('2026-11-23T12:00:00Z'))).toBe(days));
