// How many of what there are, which names nothing stands for, and the last values of indicators.

const time = (text) => Date.parse(text);

function tally(items, key) {
  const found = {};
  for (const item of items) {
    const name = key(item) ?? 'none';
    found[name] = (found[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(found).sort());
}

/** Counts of everything. */
export function counts(records, model) {
  const production = records.deployments.filter((one) => one.environment && model.environment(one.environment) === 'env-prod');
  const start = time('2025-12-02T00:00:00Z');
  const fortnights = new Set(production.map((one) => Math.floor((time(one.at) - start) / (14 * 86_400_000))));
  return {
    events: records.events,
    affirmed: records.affirmed.length,
    needs: records.needs.length,
    needs_by_demand: tally(records.needs, (need) => need.demand),
    needs_by_month: tally(records.needs, (need) => need.received_at.slice(0, 7)),
    tickets: records.tickets.length,
    tickets_by_status: tally(records.tickets, (ticket) => ticket.status),
    changes: records.changes.length,
    builds: tally(records.builds, (build) => build.result),
    versions: records.versions.length,
    verifications: tally(records.verifications, (one) => one.kind),
    deployments: tally(records.deployments, (one) => one.environment && model.environment(one.environment)),
    production: tally(production, (one) => one.kind),
    production_artifacts: tally(production, (one) => model.artifact(one.purl)),
    fortnights: fortnights.size,
    incidents: tally(records.incidents, (incident) => incident.cause),
    defects: { found: records.defects.length, escaped: records.defects.filter((defect) => defect.escaped).length },
    values: tally(records.values, (value) => value.indicator),
    releases: records.releases.length,
    assessments: records.assessments.length,
  };
}

/** Names that nothing in the model stands for, and how many records have them. */
export function unmatched(records, model) {
  const found = {};
  const look = (sort, text, element) => {
    if (text !== undefined && !element) found[`${sort} ${text}`] = (found[`${sort} ${text}`] ?? 0) + 1;
  };
  const mentions = (record) => (record.mentions ?? []).forEach((one) =>
    look(one.sort, one.text, { demand: model.demand, release: model.release, requirement: model.requirement }[one.sort](one.text)));
  const purl = (text) => look('artifact', text, text && model.artifact(text));
  const environment = (text) => look('environment', text, text && model.environment(text));
  const component = (text) => look('component', text, text && model.component(text));
  const repository = (text) => look('repository', text, text && model.repository(text));
  const { needs, tickets, changes, builds, versions, verifications, releases, deployments, incidents, defects, values } = records;
  for (const need of needs) look('demand', need.demand, need.demand && model.demand(need.demand));
  for (const record of [...tickets, ...changes, ...verifications, ...releases, ...deployments, ...incidents, ...defects]) mentions(record);
  for (const record of [...changes, ...builds, ...versions, ...deployments]) repository(record.repository);
  for (const record of [...builds, ...versions, ...deployments, ...incidents]) purl(record.purl);
  for (const record of [...verifications, ...releases]) (record.purls ?? []).forEach(purl);
  for (const record of [...verifications, ...deployments, ...incidents]) environment(record.environment);
  for (const record of [...deployments, ...incidents]) component(record.service);
  for (const defect of defects) environment(defect.found_in);
  for (const one of deployments) {
    look('target', one.target, one.target && model.target(one.target));
    look('release', one.release, one.release && model.release(one.release));
  }
  for (const value of values) look('indicator', value.indicator, model.indicator(value.indicator));
  return Object.fromEntries(Object.entries(found).sort());
}

/** The value of each indicator that counts at a time, and what it says. */
export function indicators(records, model, at) {
  const answer = {};
  for (const indicator of model.ofKind('indicator')) {
    const known = records.values.filter((value) => value.indicator === indicator.id && time(value.at) <= at);
    known.sort((a, b) => time(a.at) - time(b.at));
    const last = known.filter((value) => value.sample >= indicator.minSample).at(-1);
    const isMet = last && (indicator.direction === 'lower' ? last.value <= indicator.target : last.value >= indicator.target);
    const isOver = at >= time(`${indicator.targetDate}T00:00:00Z`) + 86_400_000;
    answer[indicator.id] = {
      state: last === undefined ? 'no-data' : isMet ? 'reached' : isOver ? 'missed' : 'moving',
      needs_more_data: known.length > 0 && last === undefined,
      value: last?.value ?? null,
      at: last?.at ?? null,
      sample: last?.sample ?? null,
      newest: known.at(-1)?.value ?? null,
    };
  }
  return answer;
}

/** Demands in the order in which they are looked at, with how many needs are behind each. */
export function intake(records, model) {
  const demands = model.ofKind('demand').map(({ id, priority, urgency, wantedBy }) => {
    const needs = records.needs.filter((need) => need.demand === id).length;
    return { id, priority, urgency, needs, wantedBy };
  });
  demands.sort((a, b) => a.priority - b.priority || a.urgency - b.urgency || b.needs - a.needs || (a.wantedBy < b.wantedBy ? -1 : 1));
  return demands.map(({ id, needs }) => ({ demand: id, needs }));
}
