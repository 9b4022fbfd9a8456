// Values of the 16 indicators, one a day in the evening. Most go from where they began towards their
// target, with noise. Three things are planted:
//
// - repeat calls follow the notice delay of 21 days before;
// - deployments a week and satisfaction have nothing to do with each other;
// - staff rotated to the front line has three values, each of fewer people than say anything.

import { DAY, HOUR, at, day } from './calendar.mjs';
import { chance } from './chance.mjs';
import { fact } from './events.mjs';

const SOURCE = 'measures.example.org';
const FIRST = at('2025-12-01T00:00:00Z');
const COUNT = 365;
const LAG = 21;

/** From and to over the year, how far values scatter, digits, cases behind a value. */
const PLAIN = {
  'i-fcr': [72, 78.6, 1.4, 1, 2600], 'i-csat': [88.4, 90.9, 0.8, 1, 3100], 'i-online': [54, 66.2, 1.6, 1, 8800],
  'i-aht': [262, 231, 6, 0, 9400], 'i-answer20': [76.5, 82.4, 2.2, 1, 12400], 'i-lead': [74, 38, 3, 1, 14],
  'i-cfr': [24, 15.6, 2, 1, 31], 'i-restore': [6.5, 1.4, 0.6, 2, 5], 'i-rework': [21, 13.5, 1.8, 1, 31],
  'i-datauser': [14, 27.5, 0.9, 1, 2150], 'i-cross': [22, 64, 3, 0, 11], 'i-reuse': [18, 37.5, 1.5, 1, 52000],
};

/** Minutes that a notice takes: corners of the line. Automatic notices went live in July. */
const DELAY = [
  ['2025-11-01', 42], ['2026-06-30', 38], ['2026-07-20', 33], ['2026-08-31', 26], ['2026-09-30', 18], ['2026-10-31', 13], ['2026-12-01', 13],
].map(([date, value]) => [at(`${date}T00:00:00Z`), value]);

/** Storm nights, when everything takes longer, and by how much. */
const NIGHTS = {
  '2026-04-10': 26, '2026-04-11': 30, '2026-04-12': 17,
  '2026-07-13': 19, '2026-07-14': 34, '2026-07-15': 24,
  '2026-09-08': 22, '2026-09-09': 27, '2026-09-10': 14,
};

function line(corners, time) {
  const next = corners.findIndex(([corner]) => corner > time);
  const [[from, low], [to, high]] = [corners[next - 1], corners[next]];
  return low + ((high - low) * (time - from)) / (to - from);
}

const rounded = (value, digits) => Number(value.toFixed(digits));

function value(indicator, time, number, sample) {
  const moment = time + 23 * HOUR;
  const key = `${indicator}@${day(time)}T23:00:00Z`;
  fact(SOURCE, moment, 'indicator-value', key, { indicator, at: moment, value: number, sample, origin: SOURCE });
}

/** Notice delay of each day, from so early that repeat calls can follow it. */
function delays() {
  const random = chance('i-notify');
  const found = new Map();
  let drift = 0;
  for (let index = -LAG; index < COUNT; index += 1) {
    const time = FIRST + index * DAY;
    drift = drift * 0.6 + random.noise() * 6;
    found.set(time, Math.max(5, line(DELAY, time) + drift + (NIGHTS[day(time)] ?? 0)));
  }
  return found;
}

/** Reports all values. */
export function indicators() {
  const delay = delays();
  const repeat = chance('i-repeat');
  const weekly = chance('i-freq');
  for (const [indicator, [from, to, scatter, digits, cases]] of Object.entries(PLAIN)) {
    const random = chance(indicator);
    for (let index = 0; index < COUNT; index += 1) {
      const isLast = index === COUNT - 1;
      const ideal = from + ((to - from) * index) / (COUNT - 1);
      const number = isLast ? to : ideal + random.noise() * scatter;
      value(indicator, FIRST + index * DAY, rounded(number, digits), cases + random.below(Math.ceil(cases / 5)));
    }
  }
  for (let index = 0; index < COUNT; index += 1) {
    const time = FIRST + index * DAY;
    const isLast = index === COUNT - 1;
    // Four hours on the day on which the gateway failed. Customers who were not told at all called at
    // once, not three weeks later: for what follows, the day counts like a storm night.
    const minutes = day(time) === '2026-07-14' ? 240 : rounded(delay.get(time), 1);
    value('i-notify', time, isLast ? 13 : minutes, 900 + repeat.below(200));
    const told = delay.get(time - LAG * DAY);
    const share = 19 + (told - 13) * 0.41 + repeat.noise() * 0.5;
    value('i-repeat', time, isLast ? 19 : rounded(share, 1), 1400 + repeat.below(300));
    value('i-freq', time, isLast ? 1.8 : rounded(1.8 + weekly.noise() * 0.9, 1), 5 + weekly.below(4));
  }
  [['2026-03-31', 5], ['2026-06-30', 4], ['2026-09-30', 4]].forEach(([date, people]) => value('i-rotate', at(`${date}T00:00:00Z`), people, people));
}
