import type { TFunction } from 'i18next';

/** Sets of stable names that have words: states, columns, decisions ... */
export type WordSet =
  | 'basis'
  | 'cause'
  | 'column'
  | 'decision'
  | 'dimension'
  | 'effect'
  | 'guardrail'
  | 'maturity'
  | 'need'
  | 'outcome'
  | 'reason'
  | 'record'
  | 'severity'
  | 'sign'
  | 'sort'
  | 'source'
  | 'stage'
  | 'state'
  | 'step'
  | 'touched'
  | 'trace'
  | 'trial'
  | 'unknown'
  | 'verdict'
  | 'why';

/** What a stable name of the ledger is called: `NOT_STARTED` as "not started". What nobody knows is said as it is written. */
export function say(t: TFunction, set: WordSet, name: string): string {
  const key = name.toLowerCase().replaceAll('_', '-');
  return t(`ledger.${set}.${key}`, { defaultValue: name });
}

/** Which words a step's state is taken from. */
const SETS: Partial<Record<string, WordSet>> = {
  demand: 'decision',
  requirement: 'decision',
  environment: 'state',
  indicator: 'effect',
};

/** The state of something in a trace, in words; `rollback, success` are two. */
export function sayTraceState(t: TFunction, step: string, state: string): string {
  const parts = state.split(', ').map((part) => say(t, SETS[step] ?? 'outcome', part));
  return parts.join(t('delivery.comma'));
}
