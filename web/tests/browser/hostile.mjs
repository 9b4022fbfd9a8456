// A repository of somebody who means harm: names, prose, authors, messages and branches with markup, with control and
// direction characters, and of great length. It is written with git, as a push would bring it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { seed } from './machine.mjs';

/** What a page that takes it for more than text would run or draw. */
const MARKUP =
  '<img src=x data-hostile onerror="globalThis.hacked=1"><script data-hostile>globalThis.hacked=1</script>' +
  '<svg data-hostile onload="globalThis.hacked=1"></svg></text></title>{{7*7}}${7*7}$t(nav.history)';
/** Turns round what follows it, and never turns back. */
export const OVERRIDE = '\u202E';

export const NAMES = {
  markup: MARKUP,
  bidi: `abc${OVERRIDE}gnp.exe\u2066\u200B\u0301\uFEFF`,
  control: 'a\u0001b\u0007c\u001B[31m\u0085',
  long: `Long ${'长名'.repeat(17_000)}`,
  one: `X${'y'.repeat(3000)}`,
};

/** Kinds that have screens of their own, with what these screens show of them. */
const KINDS = {
  'application-component': ({ name }) => ({ properties: { time: 'invest', vendor: name } }),
  'business-process': () => ({}),
  'data-object': () => ({}),
  capability: () => ({ properties: { level: 2 } }),
  'user-story': () => ({}),
  requirement: ({ name }) => ({
    properties: {
      level: 'system',
      type: 'functional',
      statement: { en: name },
      rationale: { en: name },
      acceptance: { en: name },
      decision: 'agreed',
    },
  }),
};

/** Files of the model: each name on an element of each kind, and a view with all of them. */
function* files() {
  for (const [kind, rest] of Object.entries(KINDS)) {
    for (const [id, name] of Object.entries(NAMES)) {
      const fields = {
        id: `h-${kind}-${id}`,
        kind,
        name: { en: name, zh: name },
        description: { en: name },
        tags: [name.replace(/\s/g, '').slice(0, 40)],
        external: [
          { system: name.slice(0, 60), id: name.slice(0, 60), url: 'javascript:globalThis.hacked=1' },
        ],
        ...rest({ name }),
      };
      if (kind === 'application-component') {
        fields.relations = [
          { id: `r-h-flow-${id}`, kind: 'flow', to: 'app-ticket', name: { en: name } },
          { id: `r-h-access-${id}`, kind: 'access', to: `h-data-object-${id}`, access: 'read' },
        ];
      }
      if (kind === 'requirement') fields.relations = [{ 'has-story': `h-user-story-${id}` }];
      yield [`elements/hostile/${fields.id}.yaml`, fields];
    }
  }
  const ids = Object.keys(NAMES);
  yield [
    'views/hostile.yaml',
    {
      id: 'h-view',
      name: { en: NAMES.markup, zh: NAMES.bidi },
      description: { en: NAMES.markup },
      viewpoint: 'application_cooperation',
      content: [
        ...ids.map((id) => ({ node: id, element: `h-application-component-${id}` })),
        { node: 'note', note: { en: NAMES.markup } },
        { node: 'group', group: { en: NAMES.bidi }, nodes: [{ node: 'ticket', element: 'app-ticket' }] },
      ],
      connections: ids.map((id) => ({ id, relation: `r-h-flow-${id}`, from: id, to: 'ticket' })),
    },
  ];
}

/** The example with such a branch; `prepare` of a file of journeys. */
export function prepareHostile(folder) {
  cpSync(seed(), folder, { recursive: true });
  const repository = join(folder, 'customer-centre.git');
  const work = join(folder, 'work');
  const git = (args, env = {}) =>
    execFileSync('git', args, {
      cwd: args[0] === 'clone' ? folder : work,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  git(['clone', '--quiet', '--branch', 'main', repository, work]);
  git(['checkout', '--quiet', '-b', 'hostile']);
  const commit = (name, what) => {
    writeFileSync(join(folder, 'message'), what);
    const names = { GIT_AUTHOR_NAME: name, GIT_COMMITTER_NAME: name };
    git(['commit', '--quiet', '--cleanup=verbatim', '--allow-empty', '--file', join(folder, 'message')], {
      ...names,
      GIT_AUTHOR_EMAIL: 'h@example.invalid',
      GIT_COMMITTER_EMAIL: 'h@example.invalid',
    });
  };
  for (const [path, fields] of files()) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    // JSON is YAML.
    writeFileSync(join(work, path), JSON.stringify(fields, null, 1));
  }
  git(['add', '--all']);
  // git takes `<`, `>` and line ends out of the names of people.
  commit(
    `${NAMES.bidi} &lt;img onerror="globalThis.hacked=1"&gt;`,
    `${NAMES.markup}\n\nREQ-102 ${NAMES.bidi}`,
  );
  for (const name of [NAMES.bidi, NAMES.control, NAMES.long, NAMES.one]) commit(name.slice(0, 4000), name);
  const branch = 'evil/<img/src=x/onerror=globalThis.hacked=1>"\'';
  git(['branch', branch]);
  git(['tag', `hostile-${OVERRIDE}gnp`]);
  git(['push', '--quiet', '--all', 'origin']);
  git(['push', '--quiet', '--tags', 'origin']);
  return [repository];
}
