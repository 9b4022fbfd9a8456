import { expect, test } from 'vitest';
import { inSentence, isolated } from './bidi';

test.each([
  ['plain', 'Repair 指挥 <b>', 'Repair 指挥 <b>'],
  ['an override that is never ended', 'abc\u202Egnp', '\u2068abc\u202Egnp\u2069'],
  ['an isolate that is never ended', 'a\u2066b\u2067c', '\u2068a\u2066b\u2067c\u2069\u2069\u2069'],
  ['an end without a beginning', 'a\u2069\u202Eb', '\u2068a\u202Eb\u2069'],
  ['an isolate with its end', 'a\u2066b\u2069c', '\u2068a\u2066b\u2069c\u2069'],
  ['letters from right to left', 'שלום', '\u2068שלום\u2069'],
])('%s', (_, value, expected) => {
  expect(isolated(value)).toBe(expected);
});

test.each([
  ['short', 'ab', 'ab'],
  ['as long as may be', 'x'.repeat(500), 'x'.repeat(500)],
  ['long', 'x'.repeat(100_000), `${'x'.repeat(500)}…`],
  ['long, of two units a letter', '𠀀'.repeat(600), `${'𠀀'.repeat(500)}…`],
  ['short, of two units a letter', '𠀀'.repeat(400), '𠀀'.repeat(400)],
  ['long and turned round', `\u202E${'x'.repeat(600)}`, `\u2068\u202E${'x'.repeat(499)}…\u2069`],
])('in a sentence: %s', (_, value, expected) => {
  expect(inSentence(value)).toBe(expected);
});
