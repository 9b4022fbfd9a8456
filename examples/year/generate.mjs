// Writes the year of the example, one event a line: node examples/year/generate.mjs [FILE]
//
// Start at plan.mjs, the skeleton of the year; every other file adds one sort of record.

import { writeFileSync } from 'node:fs';

import { affirmations } from './affirmations.mjs';
import { builds } from './builds.mjs';
import { changes } from './changes.mjs';
import { defects } from './defects.mjs';
import { demands } from './demands.mjs';
import { deployments } from './deployments.mjs';
import { everything } from './events.mjs';
import { incidents } from './incidents.mjs';
import { indicators } from './indicators.mjs';
import { needs } from './needs.mjs';
import { RELEASES } from './plan.mjs';
import { assessments, releases } from './releases.mjs';
import { strays } from './strays.mjs';
import { verifications } from './verifications.mjs';

needs();
demands();
const made = changes();
builds();
verifications();
releases();
deployments();
incidents();
defects(RELEASES);
indicators();
assessments();
strays();
affirmations(made);

const lines = everything().map((line) => `${JSON.stringify(line)}\n`);
writeFileSync(process.argv[2] ?? 1, lines.join(''));
