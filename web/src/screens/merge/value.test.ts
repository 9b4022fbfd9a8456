import { describe, expect, test } from 'vitest';
import { inShort, inText, sortOf, typed } from './value';

describe('values in a conflict', () => {
  test.each([
    [null, null],
    [undefined, null],
    ['', ''],
    ['2026-11-15', '2026-11-15'],
    [0, '0'],
    [false, 'false'],
    [['a', 'b'], 'a, b'],
    [{ by: 'li' }, '{\n "by": "li"\n}'],
    [[{ a: 1 }], '[\n {\n  "a": 1\n }\n]'],
  ])('%j reads %j', (value, expected) => {
    expect(inText(value)).toBe(expected);
  });

  test('a long text is cut', () => {
    expect(inShort('x'.repeat(100_000))?.length).toBe(601);
  });

  test.each([
    [['a', null, 'b'], 'text'],
    [[null, undefined], 'text'],
    [[1, 2], 'number'],
    [[true, null], 'boolean'],
    [['a', 1], 'json'],
    [[{ a: 1 }], 'json'],
  ] as const)('%j is typed as %s', (values, expected) => {
    expect(sortOf([...values])).toBe(expected);
  });

  test.each([
    ['text', '12', '12'],
    ['number', '12', 12],
    ['number', 'twelve', undefined],
    ['number', '"12"', undefined],
    ['boolean', 'true', true],
    ['json', '["a"]', ['a']],
    ['json', '[', undefined],
  ] as const)('as %s, %s is %j', (sort, text, expected) => {
    expect(typed(sort, text)).toEqual(expected);
  });
});
