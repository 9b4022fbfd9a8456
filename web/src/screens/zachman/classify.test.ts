import { describe, expect, test } from 'vitest';
import { type Choice, cellChosen, chosen, suggested } from './classify';

const axis = (axisId: string) => ({ axisId, label: axisId, classic: '' });
const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map(axis);
const columns = ['what', 'how', 'where', 'who', 'when', 'why'].map(axis);
const none: Choice = { row: null, column: null };

describe('classifying by keys', () => {
  test.each<[string, Choice | null]>([
    ['1', { row: 'a', column: null }],
    ['6', { row: 'f', column: null }],
    ['7', null],
    ['q', { row: null, column: 'what' }],
    ['Y', { row: null, column: 'why' }],
    ['s', null],
    ['Enter', null],
    ['', null],
  ])('%s', (key, expected) => {
    expect(chosen(none, key, rows, columns)).toEqual(expected);
  });

  test('a row and a column are a cell, in whichever order', () => {
    const first = chosen(none, 'e', rows, columns)!;
    expect(cellChosen(first)).toBeNull();
    expect(cellChosen(chosen(first, '2', rows, columns)!)).toBe('b.where');
  });

  test('what the kind says is suggested', () => {
    expect(suggested('a.why')).toEqual({ row: 'a', column: 'why' });
    expect(suggested(null)).toEqual(none);
  });
});
