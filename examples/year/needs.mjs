// 5,200 needs: what people asked for in their own words, in English and Chinese. 1,240 of them, 24%, are
// the one wish behind `dem-outage-status`.

import { BEGIN, DAY, HOUR, MINUTE, at, day } from './calendar.mjs';
import { chance } from './chance.mjs';
import { fact } from './events.mjs';
import { TEXTS } from './texts.mjs';

const SOURCE = 'hotline.example.org';
const random = chance('needs');

/** What about, how many, of what kind, and how many of a hundred were grouped into the demand. */
const SUBJECTS = [
  { demand: 'dem-outage-status', count: 1240, kind: 'enquiry', grouped: 100, isStorm: true },
  { demand: 'dem-one-ask', count: 430, kind: 'complaint', grouped: 60 },
  { demand: 'dem-full-order', count: 260, kind: 'suggestion', grouped: 70, isStorm: true, from: 'site-visit' },
  { demand: 'dem-voice-bot', count: 90, kind: 'suggestion', grouped: 50, from: 'interview' },
  { demand: 'dem-full-check', count: 120, kind: 'suggestion', grouped: 50, from: 'interview' },
  { demand: 'dem-one-kb', count: 210, kind: 'complaint', grouped: 60, from: 'ticket' },
  { demand: 'dem-reading', count: 380, kind: 'request', grouped: 55, from: 'data' },
  { topic: 'fault', count: 1300, kind: 'fault', isStorm: true },
  { topic: 'bill', count: 640, kind: 'enquiry' },
  { topic: 'connect', count: 310, kind: 'request' },
  { topic: 'visit', count: 220, kind: 'complaint' },
];

/** Storms, and how many times as much is said on such a day. */
const STORMS = [
  ['2026-04-09', '2026-04-13', 14], ['2026-07-13', '2026-07-17', 22], ['2026-09-07', '2026-09-12', 17],
].map(([from, until, weight]) => [at(`${from}T00:00:00Z`), at(`${until}T24:00:00Z`), weight]);

const weightOf = (time) => STORMS.find(([from, until]) => from <= time && time < until)?.[2] ?? 1;
const DAYS = Array.from({ length: 364 }, (_, index) => BEGIN + index * DAY);
const STORMY = DAYS.flatMap((time) => Array.from({ length: weightOf(time) }, () => time));

/** How long text and customer are kept, by kind. */
const KEPT = { fault: 365, enquiry: 270, complaint: 730, suggestion: 365, request: 365 };
const CHANNELS = ['ch-phone', 'ch-phone', 'ch-phone', 'ch-app', 'ch-mini', 'ch-web', 'ch-sms', 'ch-hall'];
const AREAS = [
  ['Riverside', '河滨'], ['Old Harbour', '老港'], ['East Hill', '东山'], ['Lakeside', '湖畔'], ['Mill Quarter', '磨坊'],
  ['New Town', '新城'], ['South Gate', '南门'], ['Salt Field', '盐田'],
];

function say(subject, area) {
  const isChinese = random.percent(55);
  const [english, chinese] = TEXTS[subject.demand ?? subject.topic];
  const sentence = random.pick(isChinese ? chinese : english);
  const name = area[isChinese ? 1 : 0];
  return sentence.replace('{area}', name).replace('{hours}', String(random.between(1, 9)));
}

/** Reports all needs, the first one first. */
export function needs() {
  const all = SUBJECTS.flatMap((subject) =>
    Array.from({ length: subject.count }, () => {
      const time = random.pick(subject.isStorm ? STORMY : DAYS) + random.below(24) * HOUR + random.below(60) * MINUTE + random.below(60) * 1000;
      return { subject, time };
    }));
  all.sort((a, b) => a.time - b.time);
  all.forEach(({ subject, time }, place) => {
    const key = `need-${String(place + 1).padStart(5, '0')}`;
    const area = random.pick(AREAS);
    const source = subject.from ?? random.pick(['call', 'call', 'call', 'ticket']);
    fact(SOURCE, time, 'need', key, {
      text: say(subject, area), channel: source === 'call' ? random.pick(CHANNELS) : undefined, received_at: time, kind: subject.kind,
      area: area[0], customer_ref: ['interview', 'data'].includes(source) ? undefined : `c-${random.hex(12)}`,
      retain_until: day(time + KEPT[subject.kind] * DAY), impact_count: random.percent(15) ? random.between(2, 400) : undefined, source,
      priority: random.between(1, 4), urgency: weightOf(time) > 1 ? 1 : random.between(1, 4),
      demand: subject.demand && random.percent(subject.grouped) ? subject.demand : undefined,
    });
  });
}
