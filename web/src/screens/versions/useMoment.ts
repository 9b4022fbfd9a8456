import { useTranslation } from 'react-i18next';
import { dateTime } from '@/i18n/i18n';
import { type Deployed, type Stop, type Tick, lastOf, tickAt, timeAt } from './ticks';

/** A place on the line in words: the moment, the commit that held, and what was put to production last. */
export function useMoment(ticks: readonly Tick[], stops: readonly Stop[], deployed: readonly Deployed[]) {
  const { t, i18n } = useTranslation();
  // What a repository calls a time need not be one.
  const when = (time: string | number) =>
    Number.isNaN(new Date(time).getTime()) ? String(time) : dateTime(i18n.language, time);
  const text = (place: number): string => {
    const time = timeAt(place, stops);
    const tick = ticks[tickAt(place, ticks, stops)];
    if (!tick) return '';
    const last = lastOf(deployed, time);
    const parts = [when(time), t('slider.commit', { title: tick.title })];
    if (last) parts.push(t('slider.last', { what: last.purl, at: when(last.at) }));
    return parts.join(' · ');
  };
  return { when, text };
}
