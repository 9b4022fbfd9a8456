import type { TFunction } from 'i18next';
import type { ResultOf } from '@/graphql/tada';
import { day, decimal, duration, percent } from '@/screens/delivery/ledger/format';
import { localized } from '@/screens/delivery/ledger/localized';
import { say } from '@/screens/delivery/ledger/say';
import type { ChainNode } from './chain';
import type { RequirementQuery } from './queries';

type Whereabouts = ResultOf<typeof RequirementQuery>['model']['whereIs'];

/** Where it is, in one sentence. */
export function deliverySentence(t: TFunction, { state, since, standings }: Whereabouts): string {
  const there = standings.findLast((standing) => standing.state === state);
  const words = {
    state: say(t, 'state', state),
    place: there?.environment?.name ?? '',
    since: since ? day(since) : '',
  };
  if (state === 'NOT_STARTED') return t('requirement.notStarted');
  if (!since) return t('requirement.is', words);
  if (state === 'LIVE') {
    const share = there?.share ?? 1;
    return share < 1
      ? t('requirement.livePartly', { ...words, share: percent(share) })
      : t('requirement.live', words);
  }
  return state === 'DEPLOYED' || state === 'ROLLED_BACK' || state === 'REMOVED'
    ? t('requirement.isIn', words)
    : t('requirement.isSince', words);
}

/** What its indicators say, a sentence for each. */
export function effectSentences(t: TFunction, { effect }: Whereabouts, language: string): string[] {
  return effect.indicators.map(({ indicator, last, progress, needsMoreData, state }) => {
    const unit = localized(indicator?.unit, language);
    const words = {
      indicator: indicator?.name ?? '',
      value: last ? `${decimal(last.value, language)} ${unit}`.trim() : '',
      target: indicator?.target ? `${decimal(Number(indicator.target), language)} ${unit}`.trim() : '–',
      progress: progress === null ? '–' : percent(progress, language),
    };
    if (!last) return t(needsMoreData ? 'requirement.needsMore' : 'requirement.noValue', words);
    if (state === 'REACHED') return t('requirement.reached', words);
    if (state === 'MISSED') return t('requirement.missed', words);
    return t('requirement.moving', words);
  });
}

/** A step of the way, and how long it took from the one before. */
export interface Milestone {
  step: 'asked' | 'begun' | 'built' | 'tested' | 'live';
  at: string;
  took: string | null;
}

/** When it was asked for, begun, built, tested and live, in that order; steps that are not known are left out. */
export function milestones(nodes: readonly ChainNode[], where: Pick<Whereabouts, 'standings'>): Milestone[] {
  const first = (step: string, state?: RegExp) =>
    nodes
      .filter((node) => node.step === step && node.at && (!state || state.test(node.state ?? '')))
      .map(({ at }) => at!)
      .sort()[0];
  const live = where.standings
    .filter(({ stage, state }) => stage === 'PRODUCTION' && state === 'LIVE')
    .map(({ since }) => since)
    .find((since) => since !== null);
  const found = [
    ['asked', first('ticket')],
    ['begun', first('change')],
    ['built', first('version')],
    ['tested', first('verification', /passed/)],
    ['live', live ?? undefined],
  ] as const;
  let before: string | undefined;
  return found.flatMap(([step, at]) => {
    if (!at) return [];
    const took = before ? Date.parse(at) - Date.parse(before) : null;
    before = at;
    return [{ step, at, took: took !== null && took >= 0 ? duration(took) : null }];
  });
}
