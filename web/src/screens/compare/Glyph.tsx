import { useTranslation } from 'react-i18next';
import { GLYPHS } from './states';
import type { State } from './search';

/** What happened to something: a sign, a colour, and a word for those who see neither. */
export function Glyph({ state }: { state: State }) {
  const { t } = useTranslation();
  return (
    <span className="glyph" data-state={state} title={t(`compare.state-${state}`)}>
      <span aria-hidden>{GLYPHS[state]}</span>
      <span className="unseen">{t(`compare.state-${state}`)}</span>
    </span>
  );
}
