// Where a requirement is, by the table in docs/reference/ledger.md.

const time = (text) => Date.parse(text);
const packageOf = (purl) => purl.split('@')[0];

/** The changes about each requirement. */
export function changesAbout(records, model) {
  const about = {};
  for (const change of records.changes) {
    for (const mention of change.mentions ?? []) {
      const requirement = model.requirement(mention.text);
      if (requirement) (about[requirement] ??= new Set()).add(change.key);
    }
  }
  return about;
}

/** Own changes of every version: those it lists, and those of whose commits it was built. */
export function ownChanges(records) {
  const byCommit = {};
  for (const change of records.changes) {
    for (const commit of change.commits ?? []) (byCommit[`${change.repository} ${commit}`] ??= []).push(change.key);
  }
  const own = {};
  for (const version of records.versions) {
    own[version.key] = new Set([...(version.changes ?? []), ...(byCommit[`${version.repository} ${version.commit}`] ?? [])]);
  }
  return own;
}

/** For each package the time of the first version that has one of these changes. */
function firsts(records, own, changes, at) {
  const first = {};
  for (const version of records.versions) {
    const built = time(version.built_at);
    if (built > at || ![...own[version.key]].some((key) => changes.has(key))) continue;
    const of = packageOf(version.key);
    if (first[of] === undefined || built < first[of]) first[of] = built;
  }
  return first;
}

/** Whether a change was closed without being merged, and not opened again since. */
function isGivenUp(change, at) {
  const when = (name) => (change[name] && time(change[name]) <= at ? time(change[name]) : -Infinity);
  return when('merged_at') === -Infinity && when('abandoned_at') > when('reopened_at');
}

/** What came of verifications: when the first passed after the last that failed. */
function passedSince(verifications) {
  let since;
  const inOrder = verifications.filter(({ result }) => result === 'passed' || result === 'failed');
  inOrder.sort((a, b) => time(a.at) - time(b.at) || (a.result === 'failed' ? 1 : -1));
  for (const one of inOrder) {
    if (one.result === 'failed') since = undefined;
    else since ??= time(one.at);
  }
  return since;
}

/** What was put to each place, deployment by deployment: [{ place, package, layers, events }]. */
function runs(records, model, at, contains) {
  const places = {};
  const done = records.deployments.filter((one) => one.result === 'success' && time(one.at) <= at);
  done.sort((a, b) => time(a.at) - time(b.at) || (a.key < b.key ? -1 : 1));
  for (const one of done) {
    const environment = one.environment && model.environment(one.environment);
    if (!environment || !model.artifact(one.purl)) continue;
    const target = one.target && model.target(one.target);
    const name = [environment, target ?? '', packageOf(one.purl)].join(' ');
    const place = (places[name] ??= { environment, target, layers: [] });
    const had = place.layers.at(-1);
    if (one.kind === 'removal') place.layers.push({});
    else if (one.kind === 'config') place.layers.at(-1).share = one.share ?? place.layers.at(-1).share;
    else {
      const before = place.layers.findIndex((layer) => layer.purl === one.purl);
      if (one.kind === 'rollback' && before >= 0) place.layers.length = before + 1;
      else place.layers.push({ purl: one.purl });
      Object.assign(place.layers.at(-1), { share: one.share ?? 1, deployment: one.key });
    }
    const has = place.layers.at(-1);
    if (has.purl && contains(has.purl)) {
      if (!place.isThere) place.since = time(one.at);
      Object.assign(place, { isThere: true, was: true, purl: has.purl, deployment: one.key });
      place.share = 0;
      for (let layer = place.layers.length - 1; layer >= 0; layer -= 1) {
        const { purl, share } = place.layers[layer];
        if (!purl || !contains(purl)) break;
        place.share = Math.max(place.share, share);
      }
    } else if (had?.purl && contains(had.purl) && place.was) {
      Object.assign(place, { isThere: false, since: time(one.at), deployment: one.key, isRemoved: !has.purl });
    }
  }
  return Object.values(places).filter((place) => place.was);
}

/** Keys of the deployments by which a version with the requirement serves somebody at a time. */
export function servedBy({ records, model, own, about }, requirement, at) {
  const first = firsts(records, own, about[requirement] ?? new Set(), at);
  const built = {};
  for (const version of records.versions) built[version.key] = time(version.built_at);
  const contains = (purl) => built[purl] >= (first[packageOf(purl)] ?? Infinity);
  const keys = new Set();
  for (const { layers } of runs(records, model, at, contains)) {
    const seen = new Set();
    for (const { purl, share, deployment } of [...layers].reverse()) {
      if (!purl) break;
      if (!seen.has(purl) && contains(purl)) keys.add(deployment);
      seen.add(purl);
      if (share >= 1) break;
    }
  }
  return keys;
}

/** Where one requirement is in every environment at a time. */
export function whereIs({ records, model, own, about }, requirement, at) {
  const changes = about[requirement] ?? new Set();
  const first = firsts(records, own, changes, at);
  const built = {};
  for (const version of records.versions) built[version.key] = time(version.built_at);
  const contains = (purl) => built[purl] <= at && first[packageOf(purl)] !== undefined && built[purl] >= first[packageOf(purl)];

  const begun = records.changes
    .filter((change) => changes.has(change.key) && !isGivenUp(change, at))
    .map((change) => Math.min(...[change.committed_at, change.opened_at, change.merged_at].filter(Boolean).map(time)))
    .filter((start) => start <= at);
  const firstVersion = records.versions.filter(({ key }) => contains(key)).sort((a, b) => built[a.key] - built[b.key])[0];

  const fitting = records.verifications.filter((one) => {
    if (time(one.at) > at) return false;
    const isAbout = (one.mentions ?? []).some((mention) => model.requirement(mention.text) === requirement);
    const purls = one.purls ?? [];
    if (purls.some(contains)) return true;
    // One that looked at an older version of the package says nothing of the requirement.
    return isAbout && !purls.some((purl) => first[packageOf(purl)] !== undefined);
  });
  const accepted = passedSince(fitting.filter(({ kind }) => kind === 'business-acceptance'));
  const there = runs(records, model, at, contains);

  const answer = {};
  for (const environment of model.ofKind('environment')) {
    const verified = passedSince(fitting.filter((one) =>
      one.kind !== 'business-acceptance' && (!one.environment || model.environment(one.environment) === environment.id)));
    const here = there.filter((place) => place.environment === environment.id);
    here.sort((a, b) => b.isThere - a.isThere || (a.isThere ? b.share - a.share || a.since - b.since : b.since - a.since));
    const place = here[0];
    const isForCustomers = ['pilot', 'production'].includes(environment.stage);
    let state;
    if (place?.isThere) {
      const { since, purl: version, target, share, deployment } = place;
      state = { state: isForCustomers ? 'live' : 'deployed', since, version, target, share, deployment };
    } else if (place) {
      state = { state: place.isRemoved ? 'removed' : 'rolled-back', since: place.since, version: place.purl, target: place.target, deployment: place.deployment };
    } else if (accepted) state = { state: 'accepted', since: accepted };
    else if (verified) state = { state: 'verified', since: verified };
    else if (firstVersion) state = { state: 'built', since: built[firstVersion.key] };
    else if (begun.length) state = { state: 'building', since: Math.min(...begun) };
    else state = { state: 'not-started' };
    if (!state.version && firstVersion) state.version = firstVersion.key;
    if (state.since) state.since = new Date(state.since).toISOString().replace('.000Z', 'Z');
    answer[environment.id] = state;
  }
  return answer;
}

/** What runs in an environment at a time: version by package and target. */
export function running({ records, model }, environment, at) {
  const places = runs(records, model, at, () => true).filter((place) => place.environment === environment && place.isThere);
  return places.map(({ target, purl }) => ({ target, version: purl })).sort((a, b) => (a.version < b.version ? -1 : 1));
}
