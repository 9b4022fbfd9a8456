import { expect, test } from 'vitest';
import { scriptOf } from './version';

test.each([
  [
    '<head><script type="module" crossorigin src="/app/assets/index-a1.js"></script>',
    '/app/assets/index-a1.js',
  ],
  ['<script src="/app/assets/one.js"></script><script src="/two.js"></script>', '/app/assets/one.js'],
  ['<p>the proxy asks you to sign in</p>', null],
])('the script of %s', (html, script) => expect(scriptOf(html)).toBe(script));
