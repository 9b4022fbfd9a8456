import { expect, test } from 'vitest';
import { notesIn } from './notes';

const release = {
  name: { en: 'Release 2026.07', zh: '2026年7月发布' },
  on: '2026-07-15T03:00:00Z',
  added: [{ elementId: 'req-103', requirement: { en: 'Push <b>notices</b>', zh: '推送通知' } }],
  removed: [{ elementId: 'req-1', requirement: null }],
  versions: [
    { package: 'pkg:oci/gateway', after: ['3.4.1'] },
    { package: 'pkg:oci/gone', after: [] },
  ],
};

test.each([
  [
    'en' as const,
    '# Release 2026.07 (2026-07-15)\n\n## New\n\n- Push \\<b\\>notices\\</b\\> (req-103)\n\n## In the release before, not in this one\n\n- req-1 (req-1)\n\n## Versions\n\n- oci/gateway 3.4.1\n',
  ],
  [
    'zh' as const,
    '# 2026年7月发布 (2026-07-15)\n\n## 新增\n\n- 推送通知 (req-103)\n\n## 上一发布包含、本次未包含\n\n- req-1 (req-1)\n\n## 版本\n\n- oci/gateway 3.4.1\n',
  ],
])('notes in %s', (language, text) => expect(notesIn(language, release)).toBe(text));

test('a release of nothing says so', () => {
  const notes = notesIn('en', { ...release, on: null, added: [], removed: [], versions: [] });
  expect(notes).toBe('# Release 2026.07\n\nNo requirement was reported.\n');
});
