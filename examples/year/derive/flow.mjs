// The numbers of delivery, by docs/reference/metrics.md.

const DAY = 86_400_000;
const time = (text) => Date.parse(text);
const packageOf = (purl) => purl.split('@')[0];
const CHANGES = ['normal', 'hotfix', 'config'];

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The smallest value that nine of ten do not exceed. */
function nineInTen(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.ceil(0.9 * sorted.length) - 1];
}

/** Deployments to production until a moment, each with the changes that it brought there first, and how it went as far as that was known then. */
export function delivered({ records, model, own }, until) {
  const isProduction = (one) => one.environment && model.environment(one.environment) === 'env-prod';
  const production = records.deployments.filter((one) => isProduction(one) && time(one.at) <= until);
  const incidents = records.incidents.filter((incident) => time(incident.detected_at) <= until);
  const isOpen = (incident) => !incident.resolved_at || time(incident.resolved_at) > until;
  production.sort((a, b) => time(a.at) - time(b.at) || (a.key < b.key ? -1 : 1));
  const built = {};
  for (const version of records.versions) built[version.key] = time(version.built_at);
  const brought = {};
  const rows = [];
  for (const one of production) {
    const of = packageOf(one.purl);
    const { key, kind, result } = one;
    const row = { key, kind, result, at: time(one.at), package: of, ordinal: built[one.purl], component: model.component(one.service) ?? model.componentOf(one.purl), changes: [] };
    if (one.result === 'success') {
      const known = (brought[of] ??= new Set());
      for (const version of records.versions) {
        if (packageOf(version.key) !== of || built[version.key] > row.ordinal) continue;
        for (const key of own[version.key]) {
          if (!known.has(key)) row.changes.push(key);
          known.add(key);
        }
      }
    }
    rows.push(row);
  }
  const changes = {};
  for (const change of records.changes) changes[change.key] = change;
  rows.forEach((row, index) => {
    const mine = row.changes.map((key) => changes[key]).filter(Boolean);
    row.lead = mine.map((change) => row.at - time(change.committed_at)).filter((lead) => lead >= 0);
    row.isRework = row.kind === 'hotfix' || mine.some((change) => (change.fixes ?? []).length > 0);
    if (!CHANGES.includes(row.kind)) return;
    const later = rows.slice(index + 1).filter((other) => other.package === row.package && other.result === 'success');
    // A rollback to an older version, before the next normal deployment there.
    for (const other of later) {
      if (other.kind === 'normal' || other.kind === 'removal') break;
      if (other.kind === 'rollback' && other.ordinal < row.ordinal) {
        row.isFailed = true;
        row.recovered = other.at;
        break;
      }
    }
    if (row.result === 'failure') {
      row.isFailed = true;
      row.recovered = later[0]?.at;
    }
    const caused = incidents.filter((incident) => incident.deployment === row.key);
    if (caused.length > 0) {
      row.isFailed = true;
      const open = caused.some(isOpen);
      row.recovered = open ? undefined : Math.max(...caused.map((incident) => time(incident.resolved_at)));
    }
  });
  return rows;
}

/** The numbers of a window; times in milliseconds, shares from 0 to 1. */
export function flow(rows, from, until) {
  const counted = rows.filter((row) => CHANGES.includes(row.kind) && row.at >= from && row.at < until);
  const succeeded = counted.filter((row) => row.result === 'success');
  const days = (until - from) / DAY;
  const lead = succeeded.flatMap((row) => row.lead);
  const gaps = succeeded.slice(1).map((row, index) => row.at - succeeded[index].at);
  const failed = counted.filter((row) => row.isFailed || row.result === 'failure');
  const recovered = failed.filter((row) => row.recovered !== undefined).map((row) => row.recovered - row.at);
  const rework = counted.filter((row) => row.isRework);
  const share = (part) => (counted.length === 0 ? null : part.length / counted.length);
  return {
    'deployment-frequency': { value: succeeded.length / days, sample: succeeded.length },
    'deployments-per-week': { value: (succeeded.length / days) * 7, sample: succeeded.length },
    'deployment-interval': { value: median(gaps), sample: gaps.length },
    'change-lead-time': { value: median(lead), sample: lead.length },
    'change-lead-time-p90': { value: nineInTen(lead), sample: lead.length },
    'failed-deployment-recovery-time': { value: median(recovered), sample: recovered.length },
    'change-fail-rate': { value: share(failed), sample: counted.length, count: failed.length },
    'deployment-rework-rate': { value: share(rework), sample: counted.length, count: rework.length },
  };
}

/**
 * How long the business waits. A demand is recorded when the tracker or the model first has it, decided
 * when the model first says so, and live when the last of its requirements is live for somebody.
 */
export function business(context, where, recordedInModel, from, until) {
  const { records, model } = context;
  const live = [];
  const decided = [];
  for (const demand of model.ofKind('demand')) {
    const tickets = records.tickets.filter((ticket) => (ticket.mentions ?? []).some((one) => one.sort === 'demand' && model.demand(one.text) === demand.id));
    const recorded = Math.min(recordedInModel, ...tickets.map((ticket) => time(ticket.created_at)));
    const ends = demand.parts.map((part) => {
      const since = Object.values(where[part]).filter(({ state }) => state === 'live').map((one) => time(one.since));
      return since.length ? Math.min(...since) : undefined;
    });
    if (recordedInModel >= from && recordedInModel < until) decided.push(recordedInModel - recorded);
    if (ends.length === 0 || ends.includes(undefined)) continue;
    const end = Math.max(...ends);
    if (end >= from && end < until) live.push(end - recorded);
  }
  return {
    'demand-to-live': { value: median(live), sample: live.length },
    'demand-to-decision': { value: median(decided), sample: decided.length },
  };
}
