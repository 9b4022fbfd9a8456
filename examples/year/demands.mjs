// 38 demands as entries of the tracker: seven are in the model, the others were merged, deferred or rejected.

import { DAY, HOUR, at } from './calendar.mjs';
import { chance } from './chance.mjs';
import { fact, mention } from './events.mjs';

const SOURCE = 'jira.example.org';
const random = chance('demands');

/** In the model: when it was written down, and what it was split into. */
const ACCEPTED = {
  11: ['dem-outage-status', '2025-12-03T01:20:00Z', ['req-101', 'req-103']],
  14: ['dem-one-ask', '2025-12-08T06:10:00Z', ['req-105', 'req-107']],
  17: ['dem-full-order', '2025-12-10T02:45:00Z', ['req-102', 'req-104', 'req-109']],
  21: ['dem-voice-bot', '2025-12-19T07:30:00Z', ['req-106']],
  24: ['dem-full-check', '2026-01-07T03:00:00Z', ['req-108', 'req-114']],
  26: ['dem-one-kb', '2026-01-12T08:15:00Z', ['req-110', 'req-112']],
  29: ['dem-reading', '2026-01-20T05:40:00Z', ['req-111']],
};

/** What was asked for, and why it did not become a demand of its own. A number: merged into that one. */
const OTHERS = [
  ['Estimated time in the mini-program', 11], ['A map of all outages', 11], ['停电原因也要告知', 11], ['Tell neighbours too', 11],
  ['Known number, no questions', 14], ['机器人说过的别再问', 14], ['Photos in the order', 17], ['One order for one pole', 17],
  ['Robot for bill questions', 21], ['随机抽检改为全检', 24], ['One search for both knowledge bases', 26], ['小时级用电曲线', 29],
  ['Video calls with the service hall', 'deferred', 'needs cameras in 40 halls; asked again in 2027'],
  ['Dialect recognition', 'deferred', '模型准确率不足，待语音引擎升级'],
  ['Chat in the app', 'deferred', 'after the knowledge base is one'],
  ['Crew position on the map', 'deferred', 'waits for the consent of the crews'],
  ['Prepaid meters by message', 'deferred', 'billing is replaced in 2027'],
  ['Shift swap in the app', 'deferred', '排班系统合同到期后再议'],
  ['Storm forecast on the wall', 'deferred', 'the roster uses it already; low value'],
  ['Complaint status online', 'deferred', 'capacity of the team is spent this year'],
  ['Voice print instead of questions', 'deferred', '等待个人信息影响评估'],
  ['Second screen for dispatchers', 'deferred', 'budget of 2027'],
  ['Record agents on video', 'rejected', 'against the privacy principle'],
  ['Rank agents by call length', 'rejected', '考核个人时长有害，见指标说明'],
  ['Own message gateway for the north site', 'rejected', 'reuse what is there before building'],
  ['Call every customer after a storm', 'rejected', 'quiet hours; a message does the same'],
  ['Sell usage profiles', 'rejected', 'data only for the stated purpose'],
  ['Paper copy of every order', 'rejected', '与无纸化要求相悖'],
  ['Separate hotline for large customers', 'rejected', 'one number is the promise'],
  ['Robot without a way to an agent', 'rejected', 'a person must always be reachable'],
  ['Knowledge base of each county', 'rejected', 'two were one too many'],
];

/** Reports all demands: when each was written down, and when somebody decided. */
export function demands() {
  const others = [...OTHERS];
  for (let number = 10; number <= 47; number += 1) {
    const key = `CSC-${number}`;
    const accepted = ACCEPTED[number];
    const [summary, how, why] = accepted ? [accepted[0]] : others.splice(random.below(others.length), 1)[0];
    // Those that came after the seven are spread over the year.
    const created = accepted ? at(accepted[1]) : at('2026-01-26T02:00:00Z') + (number - 10) * 8 * DAY + random.below(20) * HOUR;
    const decided = accepted ? at('2026-01-26T02:00:00Z') : created + random.between(4, 30) * DAY;
    const demand = accepted?.[0] ?? (typeof how === 'number' ? ACCEPTED[how][0] : undefined);
    const requirements = accepted?.[2] ?? [];
    fact(SOURCE, created, 'ticket', key, {
      system: 'jira', number: key, url: `https://jira.example.org/browse/${key}`, summary: accepted ? SUMMARIES[demand] : summary,
      kind: 'demand', status: 'open', priority: String(random.between(1, 4)), team: 'org-ops', created_at: created,
      mentions: accepted ? [mention('demand', key, 'ticket'), ...requirements.map((name) => mention('requirement', name, 'declared'))] : [],
    }, 'created');
    const merged = typeof how === 'number';
    fact(SOURCE, decided, 'ticket', key, {
      status: accepted ? 'accepted' : merged ? 'merged' : how, closed_at: decided,
      resolution: accepted ? 'accepted' : merged ? `merged into CSC-${how}: asks for the same` : `${how}: ${why}`,
      mentions: merged ? [mention('demand', demand, 'declared')] : [],
    }, 'decided');
  }
}

const SUMMARIES = {
  'dem-outage-status': 'Tell me when power is back', 'dem-one-ask': 'Do not ask me twice', 'dem-full-order': 'Complete orders for crews',
  'dem-voice-bot': 'Let a voice robot take simple calls', 'dem-full-check': 'Check all calls', 'dem-one-kb': 'One answer everywhere',
  'dem-reading': 'See my daily use',
};
