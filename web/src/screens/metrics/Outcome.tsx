import { useTranslation } from 'react-i18next';
import type { ResultOf } from '@/graphql/tada';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day, decimal, percent } from '@/screens/delivery/ledger/format';
import { ElementLink, To } from '@/screens/delivery/ledger/links';
import { localized } from '@/screens/delivery/ledger/localized';
import { Section } from '@/screens/delivery/ledger/Page';
import { State } from '@/screens/delivery/ledger/State';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import type { Period } from './period';
import { IndicatorsQuery } from './queries';
import { Series } from './Series';

export type Indicator = ResultOf<typeof IndicatorsQuery>['model']['indicators']['nodes'][number];

interface Props {
  period: Period;
  indicator: string | undefined;
  onPick: (indicator: string) => void;
}

/** What it brought: indicators with their targets, and the values of one of them as a chart. */
export function Outcome({ period: { from, until }, indicator, onPick }: Props) {
  const { t, i18n } = useTranslation();
  const { moment: _moment, ...asked } = useAsked(i18n.language);
  const variables = { ...asked, from, until, first: 50 };
  const found = useLedger({ subject: asked.model, query: IndicatorsQuery, variables });
  return (
    <Section title={t('metrics.outcome')}>
      <Answer of={found}>
        {({ model: { indicators } }) => {
          const picked =
            indicators.nodes.find((one) => one.indicator?.elementId === indicator) ?? indicators.nodes[0];
          if (!picked) return <p className="ledger-empty">{t('metrics.noIndicators')}</p>;
          return (
            <>
              <Series key={picked.indicator?.elementId} of={picked} from={from} until={until} />
              <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('metrics.outcome')}>
                <table>
                  <thead>
                    <tr>
                      {(['indicator', 'last', 'target', 'state', 'measures'] as const).map((key) => (
                        <th key={key} scope="col">
                          {t(`metrics.cell.${key}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {indicators.nodes.map((one) => (
                      <Row
                        key={one.indicator?.elementId}
                        of={one}
                        isPicked={one === picked}
                        onPick={() => one.indicator && onPick(one.indicator.elementId)}
                      />
                    ))}
                  </tbody>
                </table>
              </div>
              {indicators.totalCount > indicators.nodes.length && (
                <p className="quiet">
                  {t('metrics.firstOf', { shown: indicators.nodes.length, total: indicators.totalCount })}
                </p>
              )}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function Row({ of, isPicked, onPick }: { of: Indicator; isPicked: boolean; onPick: () => void }) {
  const { t, i18n } = useTranslation();
  const { indicator, last, target, state, progress, needsMoreData, minSample, measures } = of;
  const unit = localized(indicator?.unit, i18n.language);
  return (
    <tr data-picked={isPicked || undefined}>
      <th scope="row">
        <button type="button" className="link" aria-pressed={isPicked} onClick={onPick}>
          {indicator?.name}
        </button>
        <small>
          {indicator && (
            <To id={indicator.elementId} page="element">
              {indicator.elementId}
            </To>
          )}
        </small>
      </th>
      <td>
        {last ? (
          <>
            {decimal(last.value)} {unit}
            <small>
              {day(last.at)} · n = {decimal(last.sample)}
            </small>
          </>
        ) : (
          t(needsMoreData ? 'metrics.needsCases' : 'metrics.noValues', { needs: minSample })
        )}
      </td>
      <td>
        {target === null ? '–' : `${decimal(target)} ${unit}`}
        {indicator?.targetDate && <small>{day(indicator.targetDate)}</small>}
      </td>
      <td>
        <State set="effect" name={state} />
        {progress !== null && (
          <small>
            <progress max={1} value={Math.max(0, Math.min(1, progress))} aria-label={t('metrics.progress')} />{' '}
            {percent(progress)}
          </small>
        )}
      </td>
      <td>
        {measures.map((element) => (
          <div key={element.id}>
            <ElementLink element={element} page="element" />
          </div>
        ))}
      </td>
    </tr>
  );
}
