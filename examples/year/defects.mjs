// Fourteen defects: eleven found before customers met them, three after.

import { DAY, at } from './calendar.mjs';
import { fact, mention } from './events.mjs';

const SOURCE = 'jira.example.org';

const defect = (number, title, severity, where, found, fixedIn, requirement) =>
  ({ key: `CSC-${number}`, title, severity, where, found: at(found), fixedIn, requirement });

/** Found in test or acceptance; fixed in the version that is named, or not yet. */
export const FOUND = [
  defect(201, 'Order without a place is accepted', 'medium', 'env-test', '2026-01-05T07:30:00Z', 'ticket 2.4.0'),
  defect(202, 'Notice in the wrong language', 'low', 'env-uat', '2026-02-06T02:10:00Z', 'sms 3.1.2'),
  defect(203, 'Classifier says enquiry for every second fault', 'high', 'env-uat', '2026-03-20T06:00:00Z', 'ticket 2.8.0', 'req-102'),
  defect(204, 'Two reports of one fault an hour apart', 'medium', 'env-test', '2026-03-31T05:45:00Z', 'ticket 2.10.0', 'req-104'),
  defect(205, 'Robot hangs up on a long silence', 'high', 'env-uat', '2026-04-24T08:20:00Z', 'ivr 3.0.1', 'req-106'),
  defect(206, 'Restoration time in the past', 'medium', 'env-test', '2026-05-25T03:15:00Z', 'outage 0.10.0', 'req-101'),
  defect(207, 'No notice for a merged outage', 'high', 'env-test', '2026-07-07T09:00:00Z', 'sms 3.4.0', 'req-103'),
  defect(208, 'Street names are not masked', 'high', 'env-test', '2026-08-19T04:40:00Z', 'qa 0.9.0', 'req-114'),
  defect(209, 'Summary cut off at 200 letters', 'low', 'env-uat', '2026-10-14T06:50:00Z', 'ivr 3.2.0', 'req-107'),
  defect(210, 'Feed-in meters show use below zero', 'high', 'env-uat', '2026-11-20T02:30:00Z', undefined, 'req-111'),
  defect(211, 'Account of the last caller is shown', 'high', 'env-uat', '2026-11-25T07:10:00Z', undefined, 'req-105'),
];

/** Customers or crews met them first; each was a reason for a hotfix. */
export const ESCAPED = [
  defect(212, 'Robot reads the menu twice', 'medium', 'env-prod', '2026-01-23T01:30:00Z', 'ivr 2.3.1'),
  defect(213, 'Old orders without a kind', 'high', 'env-prod', '2026-04-14T02:00:00Z', 'schema 12.4.1'),
  defect(214, 'Notice after the power is back', 'medium', 'env-prod', '2026-10-21T05:00:00Z', 'sms 3.8.1', 'req-103'),
];

/** Reports all defects: when each was found, and when it was closed. */
export function defects(releases) {
  for (const found of [...FOUND, ...ESCAPED]) {
    const escaped = ESCAPED.includes(found);
    fact(SOURCE, found.found, 'defect', found.key, {
      title: found.title, severity: found.severity, found_in: found.where, found_at: found.found, ticket: found.key,
      escaped, mentions: found.requirement ? [mention('requirement', found.requirement, 'declared')] : [],
    }, 'found');
    const release = releases.find((one) => `${one.name} ${one.version}` === found.fixedIn);
    if (release) fact(SOURCE, release.live + DAY, 'defect', found.key, { closed_at: release.live + DAY }, 'closed');
  }
}
