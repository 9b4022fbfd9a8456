import { SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/parts/Loading';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day, decimal, versionOf } from '@/screens/delivery/ledger/format';
import { localized } from '@/screens/delivery/ledger/localized';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { marksOf } from './marks';
import type { Indicator } from './Outcome';
import { SeriesQuery } from './queries';

const Chart = lazy(() => import('./chart/Chart'));

/** The values of an indicator with its target, and deployments as marks: after, not because of. */
export function Series({ of, from, until }: { of: Indicator; from: string; until: string }) {
  const { t, i18n } = useTranslation();
  const { model, revision } = useAsked(i18n.language);
  const scheme = useComputedColorScheme('light');
  const [as, setAs] = useState('chart');
  const { indicator, target } = of;
  const id = indicator?.elementId ?? '';
  const found = useLedger({
    subject: id,
    query: SeriesQuery,
    variables: { model, revision, from, until, indicator: id },
  });
  const unit = localized(indicator?.unit, i18n.language);
  return (
    <figure className="metrics-chart">
      <figcaption>
        <strong>{indicator?.name}</strong> {unit && <span className="quiet">({unit})</span>}{' '}
        <SegmentedControl
          className="not-on-paper"
          size="xs"
          aria-label={t('metrics.chartAs')}
          value={as}
          onChange={setAs}
          data={[
            { value: 'chart', label: t('metrics.chart') },
            { value: 'table', label: t('metrics.table') },
          ]}
        />
      </figcaption>
      <Answer of={found}>
        {({ model: answer }) => {
          const series = answer.indicators.nodes[0]?.series ?? [];
          const marks = marksOf(answer.deployments.nodes, answer.environments.nodes, from, until);
          const [first, last] = [series[0], series.at(-1)];
          if (!first || !last) return <p className="ledger-empty">{t('metrics.noSeries')}</p>;
          const words = t('metrics.aria', {
            name: indicator?.name,
            count: series.length,
            first: decimal(first.value),
            last: decimal(last.value),
            from: day(first.at),
            until: day(last.at),
            target: target === null ? '–' : decimal(target),
            unit,
          });
          return (
            <>
              {as === 'chart' ? (
                <Suspense fallback={<Loading />}>
                  <Chart
                    words={words}
                    name={indicator?.name ?? ''}
                    points={series.map(({ at, value }) => [at, value])}
                    target={target === null ? null : { value: target, name: t('metrics.cell.target') }}
                    marks={marks.map(({ at, purl }) => ({ at, name: versionOf(purl) }))}
                    isDark={scheme === 'dark'}
                  />
                </Suspense>
              ) : (
                <div className="metrics-values" tabIndex={0} role="region" aria-label={indicator?.name}>
                  <table>
                    <thead>
                      <tr>
                        {(['day', 'value', 'cases'] as const).map((key) => (
                          <th key={key} scope="col">
                            {t(`metrics.cell.${key}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {series.toReversed().map(({ at, value, sample }) => (
                        <tr key={at}>
                          <td>{day(at)}</td>
                          <td>
                            {decimal(value)} {unit}
                          </td>
                          <td>{decimal(sample)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              <p className="quiet">
                {words} {marks.length > 0 && t('metrics.marks', { count: marks.length })}
              </p>
              {(indicator?.formula || indicator?.dataSource) && (
                <details>
                  <summary>{t('metrics.how')}</summary>
                  <p>{localized(indicator.formula, i18n.language)}</p>
                  <p className="quiet">{localized(indicator.dataSource, i18n.language)}</p>
                </details>
              )}
            </>
          );
        }}
      </Answer>
    </figure>
  );
}
