import { describe, expect, test } from 'vitest';
import { toCsv } from './csv';

describe('comma-separated values', () => {
  test.each([
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-12.5', '-12.5'],
    ['-cmd', "'-cmd"],
    ['工单', '工单'],
  ])('%j', (text, expected) => {
    expect(toCsv([[text]])).toBe(`\uFEFF${expected}\r\n`);
  });
});
