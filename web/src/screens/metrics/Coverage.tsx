import { Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '@/graphql/tada';
import { Trouble } from '@/parts/Trouble';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day, percent } from '@/screens/delivery/ledger/format';
import { To } from '@/screens/delivery/ledger/links';
import { Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { CoverageQuery, CoverageTrendQuery } from './queries';
import { Spark } from './Spark';

type Found = ResultOf<typeof CoverageQuery>['model'];
type Trend = ResultOf<typeof CoverageTrendQuery>['model'];

const NAMED = 12;

/** Whether business and technology carry each other: shares, how they came, what is missing, and what people say. */
export function Coverage({ from }: { from: string }) {
  const { t, i18n } = useTranslation();
  const asked = useAsked(i18n.language);
  const { language, ...base } = asked;
  const found = useLedger({ subject: asked.model, query: CoverageQuery, variables: { ...base, language } });
  const { ref, entry } = useIntersection();
  const [isSeen, setSeen] = useState(false);
  if (entry?.isIntersecting && !isSeen) setSeen(true);
  const came = useLedger({
    subject: `${asked.model} ${from}`,
    query: CoverageTrendQuery,
    variables: { ...base, from },
    pause: !isSeen,
  });
  return (
    <Section title={t('metrics.coverage')} id="coverage" note={t('metrics.coverageMeans')}>
      <Answer of={found}>
        {({ model }) => (
          <>
            <div
              ref={ref}
              className="ledger-scroll"
              tabIndex={0}
              role="region"
              aria-label={t('metrics.coverage')}
            >
              <table>
                <thead>
                  <tr>
                    {(['share', 'now', 'trend', 'change', 'missing'] as const).map((key) => (
                      <th key={key} scope="col">
                        {t(`metrics.cell.${key}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {model.coverage.numbers.map((number) => (
                    <Row
                      key={number.figure.figureId}
                      of={number}
                      trend={came.data?.model}
                      from={from}
                      until={asked.moment}
                    />
                  ))}
                </tbody>
              </table>
            </div>
            {came.error && <Trouble error={came.error} onRetry={came.retry} />}
            <Assessments all={model.assessments} />
          </>
        )}
      </Answer>
    </Section>
  );
}

interface RowProps {
  of: Found['coverage']['numbers'][number];
  /** Not yet here while it is asked for. */
  trend: Trend | undefined;
  from: string;
  until: string | null;
}

function Row({ of: { figure, missing }, trend, from, until }: RowProps) {
  const { t } = useTranslation();
  const { figureId, label, meaning, value, numerator, denominator } = figure;
  const change = trend?.coverageChange.differences.find((one) => one.figureId === figureId);
  // The server's last moment is now; a page of an earlier day ends with that day.
  const past = trend?.coverageTrend.filter(({ at }) => !until || at.slice(0, 10) <= until.slice(0, 10));
  const points = past?.map(({ at, numbers }) => ({
    at,
    value: numbers.find((one) => one.figure.figureId === figureId)?.figure.value ?? null,
  }));
  return (
    <tr>
      <th scope="row">
        {label}
        <small>{meaning}</small>
      </th>
      <td>
        {value === null ? t('metrics.needs', { needs: 1, has: 0 }) : percent(value)}
        <small>{t('metrics.sampleOf', { sample: numerator.length, of: denominator })}</small>
      </td>
      <td>{points ? <Spark points={points} label={label} /> : <Skeleton height={24} width={96} />}</td>
      <td>
        {typeof change?.before === 'number' && typeof change.after === 'number'
          ? t('metrics.was', { share: percent(change.before), day: day(from) })
          : '–'}
        {change && change.gained.length + change.lost.length > 0 && (
          <small>{t('metrics.gainedLost', { gained: change.gained.length, lost: change.lost.length })}</small>
        )}
      </td>
      <td>
        {missing.length === 0 ? (
          t('metrics.noneMissing')
        ) : (
          <details>
            <summary>{t('metrics.missing', { count: missing.length })}</summary>
            <ul className="plain">
              {missing.slice(0, NAMED).map((id) => (
                <li key={id}>
                  {figureId === 'deployments-with-artifact' ? (
                    id
                  ) : (
                    <To id={id} page={figureId.startsWith('requirements') ? 'requirement' : 'element'}>
                      {id}
                    </To>
                  )}
                </li>
              ))}
              {missing.length > NAMED && <li>{t('metrics.andMore', { count: missing.length - NAMED })}</li>}
            </ul>
          </details>
        )}
      </td>
    </tr>
  );
}

const DIMENSIONS = ['system', 'cooperation', 'ideas', 'talent'] as const;

/** What people think of themselves, beside the numbers: one answer for each dimension and day. */
function Assessments({ all }: { all: Found['assessments'] }) {
  const { t } = useTranslation();
  const days = [...new Set(all.map(({ at }) => at?.slice(0, 10) ?? ''))].sort();
  if (days.length === 0) return <p className="ledger-empty">{t('metrics.noAssessment')}</p>;
  return (
    <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('metrics.assessment')}>
      <table>
        <caption>{t('metrics.assessment')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('metrics.cell.dimension')}</th>
            {days.map((one) => (
              <th key={one} scope="col">
                {one ? day(one) : '–'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DIMENSIONS.map((dimension) => (
            <tr key={dimension}>
              <th scope="row">{say(t, 'dimension', dimension)}</th>
              {days.map((one) => {
                const answer = all.find(
                  (it) => it.dimension === dimension && (it.at?.slice(0, 10) ?? '') === one,
                );
                return (
                  <td key={one}>
                    {answer?.stage ? say(t, 'maturity', answer.stage) : '–'}
                    {answer?.note && <small>{answer.note}</small>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
