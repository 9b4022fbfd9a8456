// Which versions there are, and when each goes where: the skeleton of the year. Chance fills in the rest.

import { DAY, HOUR, MINUTE, at, fortnight } from './calendar.mjs';

const EVENING = 20 * HOUR + 10 * MINUTE;
const releases = [];

/** A version: built, tried for some days, then put to production, to the pilot, or nowhere. */
function release(name, version, live, more = {}) {
  releases.push({ name, version, live, built: live - 3 * DAY - 5 * HOUR, kind: 'normal', to: 'production', ...more });
}

/** The trains: each package has its day of the fortnight. 81 versions for production. */
for (let index = 0; index < 26; index += 1) {
  // The first of the year come some days late: what is in them is work of this year.
  const start = fortnight(index) + (index === 0 ? 4 * DAY : 0);
  const ticketAt = index === 8 ? at('2026-03-28T13:40:00Z') : start + 6 * DAY + EVENING;
  release('ticket', `2.${index}.0`, ticketAt, index === 8 ? { release: 'rel-2026-03' } : {});
  if (index % 2 === 1) release('schema', `12.${(index - 1) / 2}.0`, start + 6 * DAY + EVENING - HOUR);
  if (index <= 8) release('ivr', `2.${index}.0`, start + 9 * DAY + EVENING);
  if (index <= 15) release('sms', `3.${Math.floor(index / 4)}.${index % 4}`, start + EVENING);
  if (index >= 15) {
    const isFirst = index === 15;
    const hubAt = isFirst ? at('2026-07-01T13:30:00Z') : start + 9 * DAY + EVENING;
    release('outage', `1.${index - 15}.0`, hubAt, isFirst ? { release: 'rel-2026-07' } : {});
  }
}
release('sms', '3.4.0', at('2026-07-14T20:10:00Z'), { release: 'rel-2026-07' });
[18, 20, 22, 23, 25].forEach((index, place) => release('sms', `3.${place + 5}.0`, fortnight(index) + EVENING));

/** Before it went to production, the hub was tried in test and acceptance, then a fortnight in the pilot. */
['2026-01-20', '2026-02-17', '2026-03-17', '2026-04-21', '2026-05-19'].forEach((date, place) =>
  release('outage', `0.${place + 5}.0`, at(`${date}T09:00:00Z`), { to: 'acceptance' }));
release('outage', '0.10.0', at('2026-06-16T09:00:00Z'), { to: 'pilot' });

/** The voice robot: the pilot runs ahead of production, which stays at 2.8.0. */
const ROBOT = [
  ['3.0.0', '2026-04-20', 0.05], ['3.0.1', '2026-05-18', 0.05], ['3.0.2', '2026-06-15', 0.05],
  ['3.1.0', '2026-09-07', 0.3], ['3.1.1', '2026-10-06', 0.3], ['3.2.0', '2026-11-02', 0.3],
];
for (const [version, date, share] of ROBOT) release('ivr', version, at(`${date}T09:00:00Z`), { to: 'pilot', share });
release('ivr', '3.3.0', at('2026-11-24T09:00:00Z'), { to: 'acceptance' });

/** The inspection model: a version every six weeks, in the pilot since September. */
['2026-02-03', '2026-03-17', '2026-04-28', '2026-06-09', '2026-07-28'].forEach((date, place) =>
  release('qa', `0.${place + 4}.0`, at(`${date}T09:00:00Z`), { to: 'acceptance' }));
release('qa', '0.9.0', at('2026-09-15T09:00:00Z'), { to: 'pilot' });
release('qa', '0.10.0', at('2026-10-27T09:00:00Z'), { to: 'pilot' });

/** Built, and not reported from any environment. */
['2026-08-12', '2026-10-07', '2026-11-12'].forEach((date, place) => {
  release('online', `5.${place}.0`, at(`${date}T09:00:00Z`), { to: 'nowhere', built: at(`${date}T09:00:00Z`) });
  const later = at(`${date}T09:00:00Z`) + 4 * DAY;
  release('kb', `4.${place + 1}.0`, later, { to: 'nowhere', built: later });
});

/**
 * What went wrong in production: after how many minutes it was noticed and rolled back, and after how
 * many hours the hotfix was there. 6 rollbacks, 9 hotfixes, 7 incidents, 3 defects that customers met.
 */
export const FAILURES = [
  { name: 'ticket', version: '2.1.0', incident: 35, rollback: 80, hotfix: 38 },
  { name: 'ivr', version: '2.3.0', hotfix: 26 },
  { name: 'sms', version: '3.1.1', incident: 48, rollback: 130 },
  { name: 'schema', version: '12.4.0', hotfix: 20 },
  { name: 'ticket', version: '2.10.0', incident: 20, rollback: 65, hotfix: 44 },
  { name: 'ticket', version: '2.13.0', incident: 95, hotfix: 18 },
  { name: 'sms', version: '3.4.0', incident: 22, rollback: 55, hotfix: 6.5 },
  { name: 'outage', version: '1.2.0', incident: 300, hotfix: 22 },
  { name: 'ticket', version: '2.19.0', rollback: 150 },
  { name: 'outage', version: '1.6.0', incident: 12, rollback: 40, hotfix: 30 },
  { name: 'sms', version: '3.8.0', hotfix: 25 },
];
for (const failure of FAILURES) {
  const failed = releases.find((one) => one.name === failure.name && one.version === failure.version);
  failure.live = failed.live;
  if (failure.hotfix === undefined) continue;
  const fixed = failed.live + failure.hotfix * HOUR;
  failure.fix = failed.version.replace(/\.0$/, '.1');
  release(failed.name, failure.fix, fixed, { kind: 'hotfix', built: fixed - 2 * HOUR, failure, release: failed.release });
}

/** In the order of time; a version follows another of its package. */
export const RELEASES = releases.sort((a, b) => a.built - b.built || (a.name < b.name ? -1 : 1));
for (const one of RELEASES) {
  const before = RELEASES.filter((other) => other.name === one.name && other.built < one.built);
  one.previous = before[before.length - 1];
}
