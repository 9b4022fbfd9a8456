// What changes are about, and how their authors say so.

import { chance } from './chance.mjs';
import { mention } from './events.mjs';
import { PACKAGES } from './packages.mjs';
import { RELEASES } from './plan.mjs';

const random = chance('work');

/** Titles, by what sort of work it is. */
export const SUBJECTS = {
  feature: ['show it on the desktop', 'ask the hub once', 'one message for one outage', 'keep what the caller said', 'read the time from the crew'],
  risk: ['library with a known fault', 'retry with a limit', 'time limit for the gateway', 'certificates end in a month'],
  debt: ['one reader for both formats', 'old tables go', 'fewer settings', 'tests without a clock'],
};

/** The requirements on which work goes on in a version. */
export function worksOn(release) {
  const { requirements } = PACKAGES[release.name];
  const order = RELEASES.filter((one) => one.name === release.name).map((one) => one.version);
  const place = order.indexOf(release.version);
  return requirements.map(([from, names]) => ({ names, age: place - order.indexOf(from) })).filter(({ age }) => age >= 0);
}

/** How people write which requirement a change is for. */
const WAYS = [
  (name) => ({ mentions: [mention('requirement', name, 'trailer')] }),
  (name) => ({ mentions: [mention('requirement', name.toUpperCase(), 'trailer')] }),
  (name) => ({ mentions: [mention('requirement', ticketOf(name), 'branch-name')], branch: `work/${ticketOf(name)}` }),
  (name) => ({ mentions: [mention('requirement', ticketOf(name), 'ticket')] }),
  (name) => ({ mentions: [mention('requirement', name, 'guessed')], title: `${name}: ${random.pick(SUBJECTS.feature)}` }),
];
const ticketOf = (name) => name.replace('req-', 'CSC-');

/** Which requirement the change at a place of a version is for. Who begins one says so; later, 17 of 20 do. */
export function about(release, place) {
  const work = worksOn(release);
  const begun = work.find(({ age }) => age === 0);
  if (begun) return { ...WAYS[place % 4](begun.names[place % begun.names.length]), flow: 'feature' };
  if (work.length === 0 || random.percent(15)) return {};
  return random.pick(WAYS)(random.pick(random.pick(work).names));
}
