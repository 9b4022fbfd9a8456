import { describe, expect, test } from 'vitest';
import en from './en';
import type { Words } from './gathered';
import zh from './zh';

/** All keys with their text; the endings of plural forms are taken away. */
function flat(words: Words, before = ''): Map<string, string[]> {
  const all = new Map<string, string[]>();
  const add = (key: string, texts: string[]) => all.set(key, [...(all.get(key) ?? []), ...texts]);
  for (const [key, value] of Object.entries(words)) {
    const name = before + key.replace(/_(one|other)$/, '');
    if (typeof value === 'string') add(name, [value]);
    else for (const [inner, texts] of flat(value, `${name}.`)) add(inner, texts);
  }
  return all;
}

const sources = Object.entries(
  import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }),
).filter(([file]) => !file.endsWith('.test.ts') && !file.endsWith('.d.ts'));
const code = sources.map(([, text]) => text).join('\n');
/** Beginnings of keys that code puts together: `error.${code}`. */
const made = [...code.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)].map((match) => match[1]!);
const isMade = (key: string) => made.some((beginning) => key.startsWith(beginning));
const english = flat(en);
const chinese = flat(zh);

describe('words', () => {
  test('both languages have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('every text says the same things', () => {
    const names = (texts: string[]) => [...new Set(texts.join().match(/\{\{\w+\}\}/g))].sort();
    for (const [key, texts] of english) expect(names(chinese.get(key) ?? []), key).toEqual(names(texts));
  });

  test('no key is missing', () => {
    const used = [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g), ...code.matchAll(/label: '(\w+\.[\w.]+)'/g)];
    const missing = used.map((match) => match[1]!).filter((key) => !english.has(key));
    expect(missing).toEqual([]);
  });

  test('no key is unused', () => {
    const unused = [...english.keys()].filter((key) => !code.includes(`'${key}'`) && !isMade(key));
    expect(unused).toEqual([]);
  });

  test('no text stands in the code', () => {
    const hard = sources.flatMap(([file, text]) =>
      [...text.matchAll(/>\s*([A-Za-z][a-z]+ [a-z]+[^<>{}=;]*)</g)].map((match) => `${file}: ${match[1]}`),
    );
    expect(hard).toEqual([]);
  });
});
