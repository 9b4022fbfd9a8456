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
