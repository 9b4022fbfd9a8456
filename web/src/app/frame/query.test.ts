import { expect, test } from 'vitest';
import { readAsked } from './query';

test.each([
  ['', '', '', false],
  ['  Work order ', 'Work order', 'work order', false],
  ['>  Undo', '', 'undo', true],
  ['>', '', '', true],
  ['@sales', '@sales', undefined, false],
  ['crm #core', 'crm #core', undefined, false],
  ['k:application 工单', 'k:application 工单', undefined, false],
  ['desk:top', 'desk:top', 'desk:top', false],
])('%j asks for %j and names with %j', (text, search, names, isCommand) => {
  expect(readAsked(text)).toEqual({ search, names, isCommand });
});
