import { expect, test } from 'vitest';
import { csv } from './csv';

test.each([
  [['a', 1, null], 'a,1,'],
  [['a,b', 'c"d', 'e\nf'], '"a,b","c""d","e\nf"'],
  [['=1+1', '-2', '@x', '+3'], "'=1+1,'-2,'@x,'+3"],
  [[-2, '工单'], '-2,工单'],
])('%j', (row, text) => expect(csv([row])).toBe(`\uFEFF${text}\r\n`));
