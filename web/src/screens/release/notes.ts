/** A requirement as notes name it. */
interface Named {
  elementId: string;
  requirement: { en: string; zh: string } | null;
}

interface Release {
  name: { en: string; zh: string };
  on: string | null;
  added: readonly Named[];
  removed: readonly Named[];
  versions: readonly { package: string; after: readonly string[] }[];
}

const WORDS = {
  en: {
    new: 'New',
    gone: 'In the release before, not in this one',
    versions: 'Versions',
    none: 'No requirement was reported.',
  },
  zh: { new: '新增', gone: '上一发布包含、本次未包含', versions: '版本', none: '未上报需求。' },
} as const;

/** Text in the middle of a line in which nothing is markup: names come from people. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]|<>~]/g, (letter) => `\\${letter}`);
}

/** What a release brings, as Markdown in one language. */
export function notesIn(language: 'en' | 'zh', { name, on, added, removed, versions }: Release): string {
  const words = WORDS[language];
  const line = ({ elementId, requirement }: Named) =>
    `- ${plain(requirement?.[language] ?? elementId)} (${plain(elementId)})`;
  const part = (title: string, lines: string[]) =>
    lines.length > 0 ? [`## ${title}`, '', ...lines, ''] : [];
  const shown = versions.flatMap((one) =>
    one.after.length > 0
      ? [`- ${plain(one.package.replace(/^pkg:/, ''))} ${one.after.map(plain).join(', ')}`]
      : [],
  );
  const lines = [
    `# ${plain(name[language])}${on ? ` (${on.slice(0, 10)})` : ''}`,
    '',
    ...(added.length + removed.length === 0 ? [words.none, ''] : []),
    ...part(words.new, added.map(line)),
    ...part(words.gone, removed.map(line)),
    ...part(words.versions, shown),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
