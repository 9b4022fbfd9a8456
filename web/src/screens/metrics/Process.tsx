import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ResultOf, VariablesOf } from '@/graphql/tada';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { decimal, duration, figure as figureText, moment } from '@/screens/delivery/ledger/format';
import { ElementLink } from '@/screens/delivery/ledger/links';
import { Section } from '@/screens/delivery/ledger/Page';
import { useLedger } from '@/screens/delivery/ledger/useLedger';
import { MetricsQuery } from './queries';

type Found = ResultOf<typeof MetricsQuery>['model'];
type Figure = Found['metrics']['figures'][number];

/** A figure with its unit: `0.24 a day`. */
function useFigure() {
  const { t } = useTranslation();
  return (value: number | null, unit: string) => {
    const text = figureText(value, unit);
    if (text === null) return null;
    return unit.startsWith('per-') ? t(`metrics.unit.${unit}`, { value: text }) : text;
  };
}

/** How we deliver: the five numbers of DORA, and how long the business waits. */
export function Process({ variables }: { variables: VariablesOf<typeof MetricsQuery> }) {
  const { t } = useTranslation();
  const found = useLedger({ subject: variables.model, query: MetricsQuery, variables });
  return (
    <Section title={t('metrics.process')}>
      <Answer of={found}>
        {({ model: { metrics, past, deployments } }) => {
          const before = new Map(
            [...past.figures, ...past.business].map(({ figureId, value }) => [figureId, value]),
          );
          const heard = deployments.nodes[0]?.at;
          return (
            <>
              <p className="quiet">
                {heard ? t('metrics.freshness', { time: moment(heard) }) : t('metrics.nothingYet')}
              </p>
              <div className="metrics-figures">
                {[...metrics.figures, ...metrics.business].map((figure) => (
                  <Number
                    key={figure.figureId}
                    figure={figure}
                    before={before.get(figure.figureId) ?? null}
                  />
                ))}
              </div>
              {metrics.parts.length > 0 && <Parts parts={metrics.parts} />}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

const KEYS = 12;

function Number({ figure, before }: { figure: Figure; before: number | null }) {
  const { t } = useTranslation();
  const say = useFigure();
  const { label, value, unit, sample, denominator, doraStep, meaning, numerator } = figure;
  return (
    <article className="ledger-card">
      <h3>{label}</h3>
      {value === null ? (
        <p className="metrics-none">{t('metrics.needs', { needs: 1, has: sample })}</p>
      ) : (
        <p className="ledger-big">{say(value, unit)}</p>
      )}
      {value !== null && before !== null && (
        <p>{t(`metrics.${compared(value, before)}`, { change: difference(t, value, before, unit) })}</p>
      )}
      <small>
        {unit === 'ratio'
          ? t('metrics.sampleOf', { sample: numerator.length, of: denominator })
          : t('metrics.sample', { count: sample })}
        {doraStep !== null && ` · ${t('metrics.dora', { step: doraStep })}`}
      </small>
      <details>
        <summary>{t('metrics.how')}</summary>
        <p>{meaning}</p>
        {numerator.length > 0 && (
          <p className="quiet metrics-keys">
            {numerator.slice(0, KEYS).join(t('delivery.comma'))}
            {numerator.length > KEYS && ` ${t('metrics.andMore', { count: numerator.length - KEYS })}`}
          </p>
        )}
      </details>
    </article>
  );
}

function compared(value: number, before: number): 'more' | 'less' | 'same' {
  return value > before ? 'more' : value < before ? 'less' : 'same';
}

/** By how much; of shares in points, because a percentage of a percentage says something else. */
function difference(t: TFunction, value: number, before: number, unit: string): string {
  const by = Math.abs(value - before);
  if (unit === 'milliseconds') return duration(by);
  return unit === 'ratio' ? t('metrics.points', { value: decimal(by * 100) }) : decimal(by);
}

function Parts({ parts }: { parts: Found['metrics']['parts'] }) {
  const { t } = useTranslation();
  const say = useFigure();
  const heads = parts[0]?.figures ?? [];
  return (
    <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('metrics.parts')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('metrics.part')}</th>
            {heads.map(({ figureId, label }) => (
              <th key={figureId} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ subject, element, figures }) => (
            <tr key={subject}>
              <th scope="row">
                <ElementLink element={element} id={subject} />
              </th>
              {figures.map(({ figureId, value, unit, sample }) => (
                <td key={figureId}>
                  {say(value, unit) ?? t('metrics.needs', { needs: 1, has: sample })}
                  {value !== null && <small>n = {sample}</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
