/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { literal, runnable } from './runnable';

const schema = readFileSync('../docs/reference/schema.graphql', 'utf8');

describe('an operation to copy', () => {
  test.each([
    ['a text with "quotes"', '', '"a text with \\"quotes\\""'],
    ['OUT', 'Direction', 'OUT'],
    [['a', 2, true, null], '', '["a", 2, true, null]'],
    [{ kinds: ['x'], not: { text: 'y' } }, 'ElementFilter', '{kinds: ["x"], not: {text: "y"}}'],
  ])('%j of type %j is %s', (value, type, expected) => {
    expect(literal(value, type)).toBe(expected);
  });

  test('runs as it is', () => {
    const query = parse(
      'query Hit($model: String!, $id: String!, $direction: Direction!, $filter: ElementFilter) ' +
        '{ model(name: $model) { elements(filter: $filter) { totalCount } element(id: $id) { impact(direction: $direction) { totalCount } } } }',
    );
    const text = runnable(query, {
      model: 'm',
      id: 'a',
      direction: 'BOTH',
      filter: { kinds: ['goal'], text: undefined } as never,
    });
    expect(validate(buildSchema(schema), parse(text))).toEqual([]);
    expect(text).toContain('$direction: Direction! = BOTH');
  });
});
