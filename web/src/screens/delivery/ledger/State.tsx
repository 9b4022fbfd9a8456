import { useTranslation } from 'react-i18next';
import { say, type WordSet } from './say';

/** How a state is drawn: a shape and a colour, beside its word. */
const TONES: Record<string, 'none' | 'going' | 'good' | 'bad'> = {
  NOT_STARTED: 'none',
  BUILDING: 'going',
  BUILT: 'going',
  VERIFIED: 'going',
  ACCEPTED: 'going',
  DEPLOYED: 'going',
  LIVE: 'good',
  ROLLED_BACK: 'bad',
  REMOVED: 'bad',
  PROPOSED: 'none',
  AGREED: 'good',
  REJECTED: 'bad',
  DEFERRED: 'none',
  RETIRED: 'none',
  NO_INDICATOR: 'none',
  NO_DATA: 'none',
  MOVING: 'going',
  REACHED: 'good',
  MISSED: 'bad',
  supports: 'good',
  contradicts: 'bad',
  holds: 'good',
  broken: 'bad',
  critical: 'bad',
  high: 'bad',
  keep: 'good',
  running: 'going',
  failure: 'bad',
  error: 'bad',
  success: 'good',
};
const SHAPES = { none: '○', going: '◐', good: '●', bad: '▲' } as const;

/** A state in words, with a mark that does not need colour. */
export function State({ set, name }: { set: WordSet; name: string }) {
  const { t } = useTranslation();
  const tone = TONES[name] ?? 'none';
  return (
    <span className="ledger-state" data-tone={tone}>
      <span aria-hidden>{SHAPES[tone]}</span> {say(t, set, name)}
    </span>
  );
}
