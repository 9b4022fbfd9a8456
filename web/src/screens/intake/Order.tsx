import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day } from '@/screens/delivery/ledger/format';
import { ElementLink } from '@/screens/delivery/ledger/links';
import { Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { DemandOrderQuery } from './queries';

/** Demands in the order in which they are looked at, which is the same each time. */
export function Order() {
  const { t, i18n } = useTranslation();
  const { model, revision, language } = useAsked(i18n.language);
  const [first, setFirst] = useState(50);
  const found = useLedger({
    subject: model,
    query: DemandOrderQuery,
    variables: { model, revision, language, first },
  });
  return (
    <Answer of={found}>
      {({ model: { demandOrder } }) => (
        <Section title={t('intake.tab.order')} count={demandOrder.totalCount} note={t('intake.orderMeans')}>
          {demandOrder.nodes.length === 0 && <p className="ledger-empty">{t('intake.noDemands')}</p>}
          <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('intake.tab.order')}>
            <table>
              <thead>
                <tr>
                  {(
                    [
                      'place',
                      'demand',
                      'decision',
                      'priority',
                      'urgency',
                      'needs',
                      'wanted',
                      'recorded',
                    ] as const
                  ).map((key) => (
                    <th key={key} scope="col">
                      {t(`intake.cell.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {demandOrder.nodes.map(
                  ({ demand, priority, urgency, needCount, wantedBy, recorded }, index) => (
                    <tr key={demand?.elementId ?? index}>
                      <td className="amount">{index + 1}</td>
                      <th scope="row">
                        <ElementLink element={demand} />
                        <small>{demand?.elementId}</small>
                      </th>
                      <td>{demand?.decision ? say(t, 'decision', demand.decision) : '–'}</td>
                      <td>{priority ?? '–'}</td>
                      <td>{urgency ?? '–'}</td>
                      <td>{new Intl.NumberFormat(language).format(needCount)}</td>
                      <td>{wantedBy ? day(wantedBy) : '–'}</td>
                      <td>{recorded ? day(recorded) : '–'}</td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          </div>
          {demandOrder.totalCount > demandOrder.nodes.length && (
            <Button size="compact-sm" variant="default" onClick={() => setFirst(Math.min(500, first * 2))}>
              {t('intake.more', { count: demandOrder.totalCount - demandOrder.nodes.length })}
            </Button>
          )}
        </Section>
      )}
    </Answer>
  );
}
