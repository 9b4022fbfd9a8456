// 520 builds, 42 of which failed, and the versions that the others made.

import { MINUTE } from './calendar.mjs';
import { chance } from './chance.mjs';
import { CHANGES } from './changes.mjs';
import { fact } from './events.mjs';
import { PACKAGES } from './packages.mjs';
import { RELEASES } from './plan.mjs';

const SOURCE = 'ci.example.org';
const TOTAL = 520;
const FAILED = 42;
const random = chance('builds');
const runs = new Map();

/** Every version that was built: of the plan, and the candidates before it. */
export const VERSIONS = [];

/** What is to be built: a candidate for each merged change, then the version itself. */
function wanted() {
  const all = [];
  for (const release of RELEASES) {
    const merged = CHANGES.get(release).filter((change) => change.merged);
    if (release.kind === 'normal') {
      merged.forEach((change, place) =>
        all.push({ release, version: `${release.version}-rc.${place + 1}`, at: change.merged + 2 * MINUTE, change, changes: [] }));
    }
    all.push({ release, version: release.version, at: release.built, change: merged.at(-1), changes: merged.map(({ key }) => key), isFinal: true });
  }
  return all;
}

function run(job, at, result) {
  const { repository, purl } = PACKAGES[job.release.name];
  const pipeline = `${SOURCE}/csc/${job.release.name}`;
  const number = (runs.get(pipeline) ?? 0) + 1;
  runs.set(pipeline, number);
  const key = `${pipeline}#${number}`;
  const seconds = random.between(140, 540);
  const finished = at + seconds * 1000;
  const made = result === 'success' ? `${purl}@${job.version}` : undefined;
  fact(SOURCE, finished, 'build', key, {
    pipeline, run: String(number), repository, commit: job.change.commit, started_at: at, finished_at: finished, result,
    url: `https://${pipeline}/${number}`, purl: made,
  });
  if (!made) return;
  fact(SOURCE, finished + 20_000, 'artifact-version', made, {
    purl: made, digest: `sha256:${random.hex(64)}`, built_at: finished, repository, commit: job.change.commit, build: key,
    sbom: job.isFinal ? `https://${pipeline}/${number}/sbom.json` : undefined,
    signed_at: job.isFinal ? finished + MINUTE : undefined, changes: job.changes,
  });
  VERSIONS.push({ ...job, built: finished, purl: made });
}

/** Reports all builds and versions. */
export function builds() {
  const jobs = wanted();
  const again = TOTAL - jobs.length;
  const candidates = random.shuffle(jobs.filter((job) => !job.isFinal));
  const lost = new Set(candidates.slice(0, FAILED - again));
  const repeated = new Set(random.shuffle(jobs.filter((job) => !lost.has(job) && job.release.kind === 'normal')).slice(0, again));
  // What is in no version of its own, because the build failed, is in the next one.
  const pending = new Map();
  for (const job of jobs.sort((a, b) => a.at - b.at)) {
    const waiting = pending.get(job.release) ?? [];
    if (lost.has(job)) {
      run(job, job.at, 'failure');
      pending.set(job.release, [...waiting, job.change.key]);
      continue;
    }
    if (!job.isFinal) job.changes = waiting;
    pending.delete(job.release);
    if (repeated.has(job)) run(job, job.at, 'failure');
    run(job, repeated.has(job) ? job.at + 25 * MINUTE : job.at, 'success');
  }
}
