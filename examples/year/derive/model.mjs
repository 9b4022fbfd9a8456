// What is needed of the model, read from its files line by line.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const one = (text, pattern) => text.match(pattern)?.[1];
const all = (text, pattern) => [...text.matchAll(pattern)].map((found) => found[1]);

/** Elements by id: kind, what it is called elsewhere, and some attributes. */
export function readModel(folder) {
  const elements = {};
  const files = readdirSync(join(folder, 'elements'), { recursive: true }).filter((name) => name.endsWith('.yaml'));
  for (const name of files) {
    const text = readFileSync(join(folder, 'elements', name), 'utf8');
    const id = one(text, /^id: (\S+)/m);
    elements[id] = {
      id,
      kind: one(text, /^kind: (\S+)/m),
      names: [one(text, /^name: \{ en: (.+?), zh: .+ \}/m), one(text, /^name: \{ en: .+?, zh: (.+) \}/m), ...all(text, /\{ system: \S+, id: ([^ ,}]+)/g)],
      purl: one(text, /purl: ([^ ,}\n]+)/),
      repository: one(text, /repository: https:\/\/([^ ,}\n]+)/),
      stage: one(text, /^ {2}stage: (\S+)/m),
      targets: all(text, /contains-target: (\S+)/g),
      packages: one(text, /packages: (app-\S+)/) ?? one(text, /kind: packages, to: (app-\S+) \}/),
      parts: all(text, /splits-into: (\S+)/g),
      decision: one(text, /^ {2}decision: (\S+)/m),
      priority: Number(one(text, /^ {2}priority: (\S+)/m)),
      urgency: Number(one(text, /^ {2}urgency: (\S+)/m)),
      wantedBy: one(text, /^ {2}wanted_by: (\S+)/m),
      direction: one(text, /^ {2}direction: (\S+)/m),
      baseline: Number(one(text, /^ {2}baseline: (\S+)/m)),
      target: Number(one(text, /^ {2}target: (\S+)/m)),
      targetDate: one(text, /^ {2}target_date: (\S+)/m),
      minSample: Number(one(text, /^ {2}min_sample: (\S+)/m)),
    };
  }
  const list = Object.values(elements);
  const ofKind = (kind) => list.filter((element) => element.kind === kind).sort((a, b) => (a.id < b.id ? -1 : 1));

  /** The element that a text stands for among those of some kinds; asked often, so answers are kept. */
  const known = {};
  const find = (kinds, text) => (`${kinds} ${text}` in known ? known[`${kinds} ${text}`] : (known[`${kinds} ${text}`] = look(kinds, text)));
  function look(kinds, text) {
    const fits = (element) => kinds.includes(element.kind);
    if (elements[text] && fits(elements[text])) return text;
    const found = list.filter((element) => fits(element) && element.names.includes(text));
    return found.length === 1 ? found[0].id : undefined;
  }
  const artifacts = ofKind('artifact');
  return {
    ofKind,
    requirement: (text) => find(['requirement', 'user-story', 'demand'], text) ?? find(['requirement', 'user-story'], text.toLowerCase()),
    demand: (text) => find(['demand'], text),
    environment: (text) => find(['environment'], text),
    target: (text) => find(['deployment-target'], text),
    component: (text) => find(['application-component'], text),
    indicator: (text) => find(['indicator'], text),
    release: (text) => find(['release'], text),
    artifact: (purl) => artifacts.find((element) => element.purl === purl.split('@')[0])?.id,
    repository: (name) => list.find((element) => element.repository === name)?.id,
    componentOf: (purl) => artifacts.find((element) => element.purl === purl.split('@')[0])?.packages,
  };
}
