// What was given out under one name, and what the centre says of itself.

import { HOUR, at, day } from './calendar.mjs';
import { fact, mention } from './events.mjs';
import { versioned } from './packages.mjs';

const RELEASES = [
  ['rel-2026-03', '2026-03-28T14:00:00Z', [['ticket', '2.8.0']], ['req-102', 'req-104']],
  ['rel-2026-07', '2026-07-01T14:00:00Z', [['outage', '1.0.0']], ['req-101']],
  ['rel-2026-07', '2026-07-15T03:00:00Z', [['sms', '3.4.1']], ['req-103']],
];

const STAGES = [
  ['2026-01-15', { system: 'construction', cooperation: 'construction', ideas: 'construction', talent: 'steady-running' }],
  ['2026-10-15', { system: 'steady-running', cooperation: 'early-digital', ideas: 'steady-running', talent: 'steady-running' }],
];

/** Reports releases; that of July was whole a fortnight after it began. */
export function releases() {
  for (const [name, time, versions, requirements] of RELEASES) {
    fact('deploy.example.org', at(time), 'release', name, {
      name, at: at(time), url: `https://deploy.example.org/${name}`, purls: versions.map((version) => versioned(...version)),
      mentions: [mention('release', name, 'declared'), ...requirements.map((id) => mention('requirement', id, 'declared'))],
    }, day(at(time)));
  }
}

/** Reports the answers of the self-assessment. */
export function assessments() {
  for (const [date, answers] of STAGES) {
    for (const [dimension, stage] of Object.entries(answers)) {
      const time = at(`${date}T00:00:00Z`) + 8 * HOUR;
      fact('forms.example.org', time, 'self-assessment', `${dimension}@${date}`, { dimension, stage, at: time, by: 'org-centre' });
    }
  }
}
