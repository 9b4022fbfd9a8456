// Counts the year again from its lines: node examples/year/derive.mjs LINES [FILE]
//
// A second opinion for tests. It shares no code with the generator and none with the product: it reads the
// lines and the files of the model, and follows the definitions of docs/reference with plain loops.

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { counts, indicators, intake, unmatched } from './derive/counts.mjs';
import { business, delivered, flow } from './derive/flow.mjs';
import { changedBetween, dateOf, suspects } from './derive/links.mjs';
import { pairs } from './derive/pairs.mjs';
import { readModel } from './derive/model.mjs';
import { read } from './derive/records.mjs';
import { changesAbout, ownChanges, running, whereIs } from './derive/where.mjs';

const DAY = 86_400_000;

/** The last day, and days before: after the spring release, in the minutes of July and after, autumn. */
const DATES = ['2026-03-31T00:00:00Z', '2026-07-14T20:40:00Z', '2026-07-14T22:00:00Z', '2026-09-30T00:00:00Z', '2026-12-01T00:00:00Z'];

/** Before somebody made `req-103` more precise, after, and after the architect had looked. */
const SUSPECT = ['2026-07-15T06:00:00Z', '2026-07-15T12:00:00Z', '2026-07-17T00:00:00Z', '2026-12-01T00:00:00Z'];

/** What changed in production: by the deployment of July, by its rollback, in half a year. */
const BETWEEN = [
  ['2026-07-14T20:00:00Z', '2026-07-14T20:40:00Z'], ['2026-07-14T20:40:00Z', '2026-07-14T22:00:00Z'], ['2026-03-31T00:00:00Z', '2026-09-30T00:00:00Z'],
];

/** Numbers of delivery are of the quarter and of the year before a date, as they could be known then. */
const WINDOWS = [90, 365];

const examples = join(dirname(fileURLToPath(import.meta.url)), '..');
const [lines, out] = process.argv.slice(2);
const records = read(lines);
const model = readModel(join(examples, 'customer-centre'));
const context = { records, model, own: ownChanges(records), about: changesAbout(records, model) };

/** The commit that brought the demands, decided as they are. */
const recordedInModel = dateOf(examples, '2-demands');

const dates = {};
for (const date of DATES) {
  const at = Date.parse(date);
  const rows = delivered(context, at);
  const where = {};
  for (const { id } of model.ofKind('requirement')) where[id] = whereIs(context, id, at);
  const windows = {};
  for (const days of WINDOWS) {
    const from = at - days * DAY;
    const parts = {};
    for (const component of new Set(rows.map((row) => row.component).filter(Boolean))) {
      const of = rows.filter((row) => row.component === component);
      if (of.some((row) => row.at >= from && row.at < at)) parts[component] = flow(of, from, at);
    }
    windows[days] = { from: new Date(from).toISOString(), all: flow(rows, from, at), business: business(context, where, recordedInModel, from, at), components: parts };
  }
  dates[date] = {
    where_is: where,
    running: { 'env-pilot': running(context, 'env-pilot', at), 'env-prod': running(context, 'env-prod', at) },
    windows,
    indicators: indicators(records, model, at),
  };
}

const suspect = {};
for (const date of SUSPECT) suspect[date] = suspects(context, examples, Date.parse(date));
const changed = {};
for (const [from, until] of BETWEEN) changed[`${from} ${until}`] = changedBetween(context, Date.parse(from), Date.parse(until));

const answer = { counts: counts(records, model), unmatched: unmatched(records, model), intake: intake(records, model), pairs: pairs(records), suspect, changed, dates };

/** JSON with one line for each answer, so that differences are lines. */
function printed(value, indent = '') {
  const flat = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || (flat.length < 100 && !flat.slice(1).includes('{'))) return flat;
  const isLeaf = Object.values(value).every((part) => part === null || typeof part !== 'object');
  if (isLeaf && flat.length < 260) return flat;
  const inner = Object.entries(value).map(([name, part]) => `${indent} ${Array.isArray(value) ? '' : `${JSON.stringify(name)}: `}${printed(part, `${indent} `)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner.join(',\n')}\n${indent}${close}`;
}
writeFileSync(out ?? 1, `${printed(answer)}\n`);
