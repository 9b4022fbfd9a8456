// 460 verifications: 12 business acceptances, 40 security scans, 60 reviews, 348 tests.

import { HOUR, at } from './calendar.mjs';
import { chance } from './chance.mjs';
import { VERSIONS } from './builds.mjs';
import { fact, mention } from './events.mjs';
import { PACKAGES, versioned } from './packages.mjs';

const SOURCE = 'checks.example.org';
const TESTS = 348;
const REVIEWS = 60;
const SCANS = 40;
const random = chance('verifications');
let count = 0;

function verify(kind, time, result, fields) {
  count += 1;
  const key = `V-${String(count).padStart(4, '0')}`;
  fact(SOURCE, time, 'verification', key, { kind, result, at: time, url: `https://${SOURCE}/${key}`, ...fields });
}

/** Somebody of the business looked, and said yes or no. */
const ACCEPTANCES = [
  ['req-102', '2026-03-20T06:30:00Z', 'failed', 'r-dispatcher', undefined],
  ['req-102', '2026-03-27T02:00:00Z', 'passed', 'r-dispatcher', ['ticket', '2.8.0']],
  ['req-104', '2026-03-27T03:00:00Z', 'passed', 'r-opsmgr', ['ticket', '2.8.0']],
  ['req-106', '2026-04-19T07:00:00Z', 'passed', 'r-support', ['ivr', '3.0.0']],
  ['req-101', '2026-06-30T01:30:00Z', 'passed', 'r-agent', ['outage', '1.0.0']],
  ['req-106', '2026-06-29T08:00:00Z', 'passed', 'r-opsmgr', ['ivr', '3.0.2'], 'env-pilot'],
  ['req-103', '2026-07-13T06:00:00Z', 'passed', 'r-opsmgr', ['sms', '3.4.0']],
  ['req-103', '2026-07-15T02:15:00Z', 'passed', 'r-opsmgr', ['sms', '3.4.1']],
  ['req-114', '2026-09-14T02:00:00Z', 'passed', 'r-steward', ['qa', '0.9.0']],
  ['req-107', '2026-10-31T05:00:00Z', 'passed', 'r-agent', ['ivr', '3.2.0']],
  ['req-111', '2026-11-20T02:40:00Z', 'failed', 'r-pm', ['online', '5.2.0']],
  ['req-105', '2026-11-26T05:30:00Z', 'passed', 'r-agent', ['ivr', '3.3.0']],
];

/** Reports all verifications. */
export function verifications() {
  for (const [requirement, time, result, by, version, environment = 'env-uat'] of ACCEPTANCES) {
    verify('business-acceptance', at(time), result, {
      name: `acceptance of ${requirement}`, by, environment, purls: version ? [versioned(...version)] : [],
      mentions: [mention('requirement', requirement, 'declared')],
    });
  }
  verify('test', at('2026-11-18T03:00:00Z'), 'passed', {
    name: 'answers within a second, 600 agents', by: 'r-kb', environment: 'env-test', purls: [versioned('kb', '4.3.0')],
    mentions: [mention('requirement', 'req-112', 'declared')],
  });
  for (const time of ['2026-05-16T17:00:00Z', '2026-10-24T17:00:00Z']) {
    verify('test', at(time), 'passed', {
      name: 'failover drill', by: 'r-ops', environment: 'env-prod', mentions: [mention('requirement', 'req-113', 'declared')],
    });
  }
  const known = VERSIONS.filter(({ release }) => !PACKAGES[release.name].isSilent);
  const finals = known.filter((version) => version.isFinal);
  const rest = random.shuffle(known.filter((version) => !version.isFinal));
  for (const version of [...finals, ...rest].slice(0, TESTS - 3)) {
    const failed = !version.isFinal && random.percent(9);
    verify('test', version.built + random.between(1, 3) * HOUR, failed ? 'failed' : 'passed', {
      name: 'suite', by: 'ci', environment: 'env-test', purls: [version.purl],
    });
  }
  // Of versions as such, not of an environment: only where production is the way out.
  const leaving = finals.filter(({ release }) => release.to === 'production');
  for (const version of leaving.slice(0, REVIEWS)) {
    verify('review', version.built + 4 * HOUR, 'passed', { name: 'release review', by: 'r-cto', purls: [version.purl] });
  }
  for (const version of random.shuffle(leaving).slice(0, SCANS)) {
    verify('security-scan', version.built + 1 * HOUR, 'passed', { name: 'known faults in libraries', by: 'ci', purls: [version.purl] });
  }
}
