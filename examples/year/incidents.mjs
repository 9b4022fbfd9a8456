// Eleven incidents: seven that a deployment caused, four that it did not.

import { HOUR, MINUTE, at, day } from './calendar.mjs';
import { fact, mention } from './events.mjs';
import { PACKAGES, versioned } from './packages.mjs';
import { FAILURES } from './plan.mjs';
import { deploymentKey } from './deployments.mjs';

const SOURCE = 'ops.example.org';

/** What people saw, by package. */
const SEEN = {
  ticket: ['Orders stay in the queue', 'high', 640],
  sms: ['Outage notices delayed', 'critical', 48200],
  outage: ['Restoration times are missing', 'high', 5100],
};

const CAUSED = FAILURES.filter((failure) => failure.incident !== undefined).map((failure, place) => ({
  failure,
  key: `INC-${2601 + place}`,
  detected: failure.live + failure.incident * MINUTE,
  // It is over when what was before is back, or the fix is there.
  resolved: failure.live + (failure.rollback ?? failure.hotfix * 60) * MINUTE,
}));

const OTHERS = [
  ['INC-2608', 'Wrong article published to all agents', 'low', '2026-02-17T03:12:00Z', 2, 'human', 'app-kb', 0],
  ['INC-2609', 'Queue full in the April storm', 'high', '2026-04-11T11:40:00Z', 3, 'capacity', 'app-cti', 21400],
  ['INC-2610', 'Lines of the carrier down', 'critical', '2026-07-22T02:05:00Z', 4, 'dependency', 'app-cti', 90500],
  ['INC-2611', 'Power lost in the main data centre', 'high', '2026-09-09T18:30:00Z', 1, 'external', 'app-desk', 8300],
];

/** The incident that a failed deployment caused, if anybody noticed one. */
export const incidentOf = (failure) => CAUSED.find((incident) => incident.failure === failure);

/** Reports all incidents: when each was noticed, and when it was over. */
export function incidents() {
  for (const { failure, key, detected, resolved } of CAUSED) {
    const [title, severity, customers] = SEEN[failure.name];
    const isJuly = day(failure.live) === '2026-07-14';
    fact(SOURCE, detected, 'incident', key, {
      title, severity, detected_at: detected, environment: 'env-prod', service: PACKAGES[failure.name].service,
      purl: versioned(failure.name, failure.version), url: `https://ops.example.org/${key}`,
      mentions: isJuly ? [mention('requirement', 'req-103', 'declared')] : [],
    }, 'detected');
    fact(SOURCE, resolved, 'incident', key, {
      resolved_at: resolved, cause: 'change', customers_affected: customers,
      deployment: deploymentKey(failure.name, failure.version, 'env-prod'),
    }, 'resolved');
  }
  for (const [key, title, severity, detected, hours, cause, service, customers] of OTHERS) {
    const resolved = at(detected) + hours * HOUR;
    fact(SOURCE, at(detected), 'incident', key, { title, severity, detected_at: at(detected), environment: 'env-prod', service }, 'detected');
    fact(SOURCE, resolved, 'incident', key, { resolved_at: resolved, cause, customers_affected: customers }, 'resolved');
  }
}
