// 410 changes of source code: what each version brought, what was given up, and what is still open.

import { BEGIN, DAY, END, HOUR, MINUTE, at } from './calendar.mjs';
import { chance } from './chance.mjs';
import { fact, mention } from './events.mjs';
import { PACKAGES } from './packages.mjs';
import { RELEASES } from './plan.mjs';
import { ESCAPED, FOUND } from './defects.mjs';
import { incidentOf } from './incidents.mjs';
import { SUBJECTS, about, worksOn } from './work.mjs';

const SOURCE = 'git.example.org';
const TOTAL = 410;
const ABANDONED = 8;
const RENAMED = 5;
const random = chance('changes');

/** Gives each change its number in its repository, in the order in which they were opened. */
function number(all) {
  const numbers = new Map();
  for (const change of [...all].sort((a, b) => a.opened - b.opened)) {
    const next = (numbers.get(change.repository) ?? 100) + 1;
    numbers.set(change.repository, next);
    change.reference = `pull/${next}`;
    change.key = `${change.repository}!${change.reference}`;
    change.branch ??= `work/${next}`;
  }
}

/** Tells of a change twice: when it was opened, and when it was merged or given up. An old script tells once. */
function report(change) {
  const { repository, key, opened, merged, abandoned } = change;
  if (change.isOnce) {
    fact(SOURCE, merged, 'app-change', key, {
      repository, reference: change.reference, title: change.title, opened_at: opened, merged_at: merged, commits: change.commits,
    });
    return;
  }
  fact(SOURCE, opened, 'app-change', key, {
    repository, reference: change.reference, title: change.title, author: change.author, team: change.team,
    branch: change.branch, url: `https://${repository}/${change.reference}`, opened_at: opened,
    committed_at: change.committed, mentions: change.mentions, flow_kind: change.flow,
  }, 'opened');
  if (abandoned) fact(SOURCE, abandoned, 'app-change', key, { abandoned_at: abandoned }, 'closed');
  if (merged) {
    fact(SOURCE, merged, 'app-change', key, {
      repository, merged_at: merged, size: change.size, commits: change.commits, fixes: change.fixes,
    }, 'merged');
  }
}

function make(repository, team, merged, more = {}) {
  // What mends a defect or an incident says which; all else is something new, a risk or a debt.
  const flow = more.flow ?? random.pick(['feature', 'feature', 'feature', 'risk', 'debt']);
  const opened = more.opened ?? Math.max(merged - random.between(5, 90) * HOUR, BEGIN + random.between(1, 30) * HOUR);
  const commits = Array.from({ length: random.between(1, 3) }, () => random.hex(40));
  return {
    repository, team, flow, opened, merged, mentions: [],
    committed: opened - random.between(10, 200) * MINUTE, title: more.title ?? random.pick(SUBJECTS[flow]),
    author: random.pick(['developer-1', 'developer-2', 'developer-3', 'developer-4', 'developer-5', 'developer-6']),
    size: random.between(4, 640), commits, commit: commits.at(-1), ...more,
  };
}

/** The changes that are new in each version of the plan. */
export const CHANGES = new Map(RELEASES.map((release) => [release, []]));

/** How many changes a version gets, so that all are 410. */
function share() {
  const ordinary = RELEASES.filter((release) => release.kind === 'normal');
  const hotfixes = RELEASES.length - ordinary.length;
  const still = OPEN.length + ABANDONED + RENAMED;
  const left = TOTAL - hotfixes - still;
  const until = (place) => Math.floor((left * place) / ordinary.length);
  return ordinary.map((release, place) => ({ release, count: until(place + 1) - until(place) }));
}

/** Open on the last day: work on req-108 has begun, nothing of it is built. */
const OPEN = [
  ['qa', '2026-11-05T08:20:00Z', 'req-108'], ['qa', '2026-11-19T06:45:00Z', 'req-108'],
  ['ticket', '2026-11-27T09:10:00Z', 'req-102'], ['outage', '2026-11-28T03:30:00Z', 'req-101'],
  ['sms', '2026-11-30T02:05:00Z', 'req-103'], ['online', '2026-11-26T07:00:00Z', undefined],
];

/** What a planned version brings; its last change mends the defect that it is to mend. */
function planned({ release, count }) {
  const { name, version, previous, built } = release;
  const { repository, team } = PACKAGES[name];
  const since = previous ? Math.max(previous.live, previous.built) + 6 * HOUR : built - 7 * DAY;
  const from = Math.max(since, BEGIN + 12 * HOUR);
  const found = FOUND.find((defect) => defect.fixedIn === `${name} ${version}`);
  for (let place = 0; place < count; place += 1) {
    const merged = from + Math.floor(((built - 2 * HOUR - from) * (place + 1)) / count) - random.below(90) * MINUTE;
    const change = make(repository, team, merged, about(release, place));
    if (found && place === count - 1) Object.assign(change, { flow: 'defect', fixes: [found.key], title: found.title });
    CHANGES.get(release).push(change);
  }
}

/** The one change of a hotfix; what it mends is an incident, or a defect that customers met. */
function urgent(release) {
  const { name, version, failure, built } = release;
  const { repository, team } = PACKAGES[name];
  const merged = built - 15 * MINUTE;
  const cause = incidentOf(failure) ?? ESCAPED.find((defect) => defect.fixedIn === `${name} ${version}`);
  CHANGES.get(release).push(make(repository, team, merged, {
    opened: merged - 70 * MINUTE, flow: 'defect', fixes: [cause.key], title: `fix ${cause.key}`,
    mentions: worksOn(release).slice(0, 1).map(({ names }) => mention('requirement', names[0], 'trailer')),
  }));
}

/** What is in no version: open, given up, or of a repository that nobody knows. */
function apart() {
  const open = OPEN.map(([name, opened, requirement]) => {
    const { repository, team } = PACKAGES[name];
    const mentions = requirement ? [mention('requirement', requirement, 'trailer')] : [];
    return make(repository, team, undefined, { opened: at(opened), mentions });
  });
  const abandoned = Array.from({ length: ABANDONED }, (_, place) => {
    const { repository, team } = PACKAGES[random.pick(['ticket', 'sms', 'outage', 'ivr'])];
    const opened = BEGIN + Math.floor(((END - BEGIN) * (place + 1)) / (ABANDONED + 2));
    return make(repository, team, undefined, { opened, abandoned: opened + random.between(2, 20) * DAY });
  });
  // The repository of the work-order system had another name once, and there is a script that nobody told.
  const renamed = Array.from({ length: RENAMED }, (_, place) =>
    make('git.example.org/csc/ticket-service', 'jt-outage', at('2026-05-04T10:00:00Z') + place * 5 * DAY, { isOnce: true }));
  return [...open, ...abandoned, ...renamed];
}

/** Reports all changes. */
export function changes() {
  share().forEach(planned);
  RELEASES.filter((release) => release.kind === 'hotfix').forEach(urgent);
  const all = [...[...CHANGES.values()].flat(), ...apart()];
  number(all);
  all.forEach(report);
  return all;
}
