import { useComputedColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureOf } from '@/app/addresses';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import type { Mode } from '@/screens/compare/search';
import type { Tick } from './ticks';

const Difference = lazy(() => import('@/screens/compare/ViewDifference'));

interface Props {
  view: string;
  ticks: readonly Tick[];
  at: number;
  from: number | null;
}

/** The view as it was at a tick, or what differs between two, over the one of now. */
export function TimePictures({ view, ticks, at, from }: Props) {
  const { t, i18n } = useTranslation();
  const { name } = useModel();
  const isDark = useComputedColorScheme('light') === 'dark';
  const [missing, setMissing] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>('side');
  const source = (index: number) => {
    const tick = ticks[index];
    return tick ? pictureOf({ name, revision: tick.revision }, view, i18n.language, isDark) : null;
  };
  const shown = source(at);
  const [before, after] = [source(at - 1), source(at + 1)];
  // The next ones are here before somebody asks for them.
  useEffect(() => {
    for (const address of [before, after]) if (address) new Image().src = address;
  }, [before, after]);
  const [old, now] = [ticks[from ?? at], ticks[at]];
  if (!old || !now || !shown) return null;
  const [first, second] = from !== null && from > at ? [now, old] : [old, now];
  return (
    <div className="time-pictures">
      {from === null ? (
        <>
          <Link to="." search={(all: Record<string, unknown>) => ({ ...all, at: now.revision })}>
            {t('slider.go')}
          </Link>
          {missing === shown ? (
            <p role="status">{t('slider.missing')}</p>
          ) : (
            <img
              src={shown}
              alt={t('compare.pane', { name: view, version: now.title })}
              onError={() => setMissing(shown)}
            />
          )}
        </>
      ) : first.revision === second.revision ? (
        <p role="status">{t('slider.same')}</p>
      ) : (
        <>
          <Link
            to="/m/$model/compare"
            params={{ model: name }}
            search={{
              before: first.revision,
              after: second.revision,
              at: second.revision,
              tab: 'diagram',
              view,
            }}
          >
            {t('history.compare')}
          </Link>
          <Suspense fallback={<Loading />}>
            <Difference
              key={`${first.revision} ${second.revision}`}
              view={view}
              before={first.revision}
              after={second.revision}
              names={{ before: first.title, after: second.title }}
              mode={mode}
              onMode={setMode}
            />
          </Suspense>
        </>
      )}
    </div>
  );
}
