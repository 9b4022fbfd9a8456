import { useTranslation } from 'react-i18next';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { decimal } from '@/screens/delivery/ledger/format';
import { ElementLink } from '@/screens/delivery/ledger/links';
import { Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { State } from '@/screens/delivery/ledger/State';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import type { Period } from './period';
import { PairsQuery } from './queries';

/** Which numbers the model expects to move which, and whether the values say so. */
export function Pairs({ period: { from, until } }: { period: Period }) {
  const { t, i18n } = useTranslation();
  const { moment: _moment, ...asked } = useAsked(i18n.language);
  const found = useLedger({
    subject: asked.model,
    query: PairsQuery,
    variables: { ...asked, from, until },
  });
  return (
    <Section title={t('metrics.pairs')} note={t('metrics.pairsMean')}>
      <Answer of={found}>
        {({ model: { indicatorPairs } }) =>
          indicatorPairs.length === 0 ? (
            <p className="ledger-empty">{t('metrics.noPairs')}</p>
          ) : (
            <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('metrics.pairs')}>
              <table>
                <thead>
                  <tr>
                    {(['first', 'second', 'lag', 'expected', 'verdict', 'correlation', 'days'] as const).map(
                      (key) => (
                        <th key={key} scope="col">
                          {t(`metrics.cell.${key}`)}
                        </th>
                      ),
                    )}
                  </tr>
                </thead>
                <tbody>
                  {indicatorPairs.map(({ from: first, to, found: values }) => (
                    <tr key={`${first?.id} ${to?.id}`}>
                      <th scope="row">
                        <ElementLink element={first} />
                      </th>
                      <td>
                        <ElementLink element={to} />
                      </td>
                      <td>{t('metrics.days', { count: values.lagDays })}</td>
                      <td>{values.sign ? say(t, 'sign', values.sign) : '–'}</td>
                      <td>
                        <State set="verdict" name={values.verdict} />
                      </td>
                      <td>
                        {values.correlation === null ? '–' : decimal(values.correlation)}
                        <small>
                          {values.withoutTrend === null
                            ? null
                            : t('metrics.withoutTrend', { value: decimal(values.withoutTrend) })}
                        </small>
                      </td>
                      <td>{values.sample}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </Section>
  );
}
