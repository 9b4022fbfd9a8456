import { describe, expect, test } from 'vitest';
import { contentOf, withHeadings } from './file';

const columns = [
  { key: 'name', label: '名称' },
  { key: 'owner', label: 'Business owner' },
  { key: 'properties.cost', label: 'Cost' },
];

describe('a pasted block', () => {
  test.each([
    ['name\tcost\nCRM\t5', 'name\tcost\nCRM\t5'],
    ['名称\tNote\r\nCRM\tx\r\n', '名称\tNote\nCRM\tx'],
    ['CRM\tsales\nERP\tsales\n', 'name\towner\nCRM\tsales\nERP\tsales'],
    ['CRM\tsales', 'name\towner\nCRM\tsales'],
  ])('%j', (text, expected) => {
    expect(withHeadings(text, columns)).toBe(expected);
  });
});

describe('a file for the server', () => {
  test('is base64', async () => {
    expect(await contentOf(new Blob(['id,name\n']))).toBe('aWQsbmFtZQo=');
  });

  test('is packed if it is large, and refused if it is too large even so', async () => {
    const packed = await contentOf(new Blob(['x'.repeat(50_000)]), 1000);
    expect(packed?.startsWith('H4sI')).toBe(true);
    expect(await contentOf(new Blob([crypto.getRandomValues(new Uint8Array(5000))]), 1000)).toBeNull();
  });
});
