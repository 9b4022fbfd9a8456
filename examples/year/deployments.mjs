// Where versions went: every one to test, those of the plan to acceptance, then pilot or production.

import { DAY, HOUR, MINUTE, at } from './calendar.mjs';
import { chance } from './chance.mjs';
import { VERSIONS } from './builds.mjs';
import { fact } from './events.mjs';
import { PACKAGES, versioned } from './packages.mjs';
import { FAILURES, RELEASES } from './plan.mjs';

const SOURCE = 'deploy.example.org';
const random = chance('deployments');

/** Tags of the model: which revision had approved a deployment. */
const APPROVED = [
  ['plateau-2025', at('2025-12-30T09:00:00Z')],
  ['release-2026.03', at('2026-03-28T14:30:00Z')],
  ['release-2026.07', at('2026-07-25T01:00:00Z')],
];

/** The key of the deployment of a version of the plan. */
export const deploymentKey = (name, version, environment) => `${name}/${version}/${environment}`;

function deploy(name, version, environment, time, more = {}) {
  const { service, repository, team } = PACKAGES[name];
  const { part, ...fields } = more;
  const key = deploymentKey(name, version, environment) + (part ? `/${part}` : '');
  fact(SOURCE, time, 'deployment', key, {
    environment, service, purl: versioned(name, version), repository, started_at: time - random.between(2, 9) * MINUTE, at: time,
    result: 'success', kind: 'normal', deployed_by: 'r-ops', team, url: `https://deploy.example.org/${key}`, ...fields,
  });
}

/** The newest tag of the model at a time. */
const revision = (time) => APPROVED.filter(([, from]) => from <= time).at(-1)?.[0];

function production(release) {
  const { name, version, live, kind } = release;
  deploy(name, version, 'env-prod', live, {
    target: PACKAGES[name].target, kind, release: release.release, model_revision: revision(live),
  });
}

/** Puts back what was in production before the version that failed. */
function rollback({ name, version, live, rollback: minutes }) {
  const before = RELEASES.filter((one) => one.name === name && one.to === 'production' && one.live < live).at(-1);
  const back = live + minutes * MINUTE;
  deploy(name, before.version, 'env-prod', back, {
    target: PACKAGES[name].target, kind: 'rollback', part: `after-${version}`, model_revision: revision(back),
  });
}

/** Reports all deployments. */
export function deployments() {
  for (const made of VERSIONS.filter(({ release }) => !PACKAGES[release.name].isSilent)) {
    const isBroken = !made.isFinal && random.percent(5);
    deploy(made.release.name, made.version, 'env-test', made.built + random.between(6, 10) * MINUTE, isBroken ? { result: 'failure' } : {});
  }
  for (const release of RELEASES.filter(({ to }) => to !== 'nowhere')) {
    const { name, version, to, kind, live, built } = release;
    // The tool of the acceptance environment knows it by name and its cluster by number.
    const uat = kind === 'hotfix' ? built + 50 * MINUTE : built + 22 * HOUR;
    deploy(name, version, 'env-uat', uat, { environment: 'Acceptance', target: 'CI-3004', kind });
    if (to === 'production') production(release);
    if (to === 'pilot') deploy(name, version, 'env-pilot', live, { target: 'dt-pilot', share: release.share });
  }
  FAILURES.filter((failure) => failure.rollback !== undefined).forEach(rollback);
  // The trial of the voice robot went well: the same version for 30 instead of 5 of 100 calls.
  deploy('ivr', '3.0.2', 'env-pilot', at('2026-08-04T08:00:00Z'), { target: 'dt-pilot', kind: 'config', share: 0.3, part: 'widened' });
  // The hub is in production: the pilot needs none of its own.
  deploy('outage', '0.10.0', 'env-pilot', at('2026-07-01T13:30:00Z') + DAY, { target: 'dt-pilot', kind: 'removal', part: 'removed' });
}
