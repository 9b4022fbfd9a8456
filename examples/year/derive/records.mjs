// Records from the lines: of each field what was said last; lists grow. Nothing of the year needs more.

import { readFileSync } from 'node:fs';

/** All records by kind and key, and the affirmations. */
export function read(file) {
  const records = {};
  const affirmed = [];
  let events = 0;
  const lines = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  for (const line of lines) {
    if (line.affirm) {
      affirmed.push(line.affirm);
      continue;
    }
    events += 1;
    for (const [kind, fields] of Object.entries(line.record)) {
      records[kind] ??= {};
      const record = (records[kind][line.key] ??= { key: line.key, events: 0 });
      record.events += 1;
      for (const [name, value] of Object.entries(fields)) {
        record[name] = Array.isArray(value) ? [...(record[name] ?? []), ...value] : value;
      }
    }
  }
  const list = (kind) => Object.values(records[kind] ?? {});
  return {
    events, affirmed,
    needs: list('need'), tickets: list('ticket'), changes: list('app-change'), builds: list('build'), versions: list('artifact-version'),
    verifications: list('verification'), releases: list('release'), deployments: list('deployment'), incidents: list('incident'),
    defects: list('defect'), values: list('indicator-value'), assessments: list('self-assessment'),
  };
}
