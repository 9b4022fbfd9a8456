// Links that nobody has looked at since the requirement says something else, and what changed between moments.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { running, servedBy, whereIs } from './where.mjs';

const time = (text) => Date.parse(text);
const packageOf = (purl) => purl.split('@')[0];

/** Requirements that the history of the example made more precise, and the step that did. */
const CHANGED = { 'req-102': '6-branch-point', 'req-103': '4-notice-time' };

/** The date of a step of the example's history. */
export function dateOf(examples, step) {
  return time(readFileSync(join(examples, 'history', step, 'commit.txt'), 'utf8').match(/^date: (\S+)/m)[1]);
}

/** How many tickets, changes and deployments are suspect at a time; deployments that were replaced are history. */
export function suspects(context, examples, at) {
  const { records, model } = context;
  const answer = {};
  for (const [requirement, step] of Object.entries(CHANGED)) {
    const changed = dateOf(examples, step);
    const names = (record) => (record.mentions ?? []).some((mention) => model.requirement(mention.text) === requirement);
    const links = [];
    for (const ticket of records.tickets.filter(names)) links.push(['ticket', ticket.key, time(ticket.created_at)]);
    for (const change of records.changes.filter(names)) links.push(['app-change', change.key, time(change.opened_at)]);
    const served = servedBy(context, requirement, at);
    for (const one of records.deployments.filter(({ key }) => served.has(key))) links.push(['deployment', one.key, time(one.at)]);
    const found = {};
    for (const [kind, key, asserted] of links) {
      if (asserted > at) continue;
      const affirmed = records.affirmed.filter((one) => one.requirement === requirement && one.kind === kind && one.key === key && time(one.at) <= at);
      const stoodFor = Math.max(asserted, ...affirmed.map((one) => time(one.at)));
      if (changed <= at && stoodFor < changed) found[kind] = (found[kind] ?? 0) + 1;
    }
    answer[requirement] = found;
  }
  return answer;
}

/** What came to production between two times, and which versions differ. */
export function changedBetween(context, from, until) {
  const isLive = (id, at) => whereIs(context, id, at)['env-prod'].state === 'live';
  const ids = context.model.ofKind('requirement').map(({ id }) => id);
  const versions = (at) => Object.fromEntries(running(context, 'env-prod', at).map(({ version }) => [packageOf(version), version]));
  const [before, after] = [versions(from), versions(until)];
  const differ = {};
  for (const of of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    if (before[of] !== after[of]) differ[of] = [before[of] ?? null, after[of] ?? null];
  }
  return {
    added: ids.filter((id) => !isLive(id, from) && isLive(id, until)),
    removed: ids.filter((id) => isLive(id, from) && !isLive(id, until)),
    versions: differ,
  };
}
