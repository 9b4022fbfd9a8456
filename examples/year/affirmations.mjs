// On 15 July `req-103` was made more precise after the incident. Everything that had been done for the old
// words became suspect; the day after, the architect looked at what is in production and affirmed it.

import { at } from './calendar.mjs';
import { affirmed } from './events.mjs';
import { deploymentKey } from './deployments.mjs';

/** Affirms the deployment of the hotfix, and the changes that led there. */
export function affirmations(changes) {
  const known = changes.filter((change) => change.opened < at('2026-07-15T07:00:00Z'));
  const about = known.filter((change) => change.mentions.some((one) => /103$/.test(one.text)));
  const links = [['deployment', deploymentKey('sms', '3.4.1', 'env-prod')], ...about.map((change) => ['app-change', change.key])];
  for (const [kind, key] of links) {
    affirmed(at('2026-07-16T01:30:00Z'), {
      requirement: 'req-103', kind, key, by: 'r-architect', note: '3.4.1 keeps the 15 minutes in each hour of 14 and 15 July',
    });
  }
}
