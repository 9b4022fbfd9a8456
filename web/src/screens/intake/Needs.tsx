import { useTranslation } from 'react-i18next';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day } from '@/screens/delivery/ledger/format';
import { ElementLink } from '@/screens/delivery/ledger/links';
import { Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { Pages, usePages } from '@/screens/delivery/Pages';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { NeedsQuery } from './queries';

const PAGE = 50;

/** Everything that was said, the newest first, a page at a time. */
export function Needs({ filter }: { filter: { kind?: string } }) {
  const { t, i18n } = useTranslation();
  const { model, revision, language } = useAsked(i18n.language);
  const pages = usePages();
  const found = useLedger({
    subject: `${filter.kind} ${pages.after}`,
    query: NeedsQuery,
    variables: { model, revision, language, filter, first: PAGE, after: pages.after },
  });
  return (
    <Answer of={found}>
      {({ model: { needs } }) => (
        <Section title={t('intake.tab.needs')}>
          {needs.nodes.length === 0 ? (
            <p className="ledger-empty">{t('intake.noNeeds')}</p>
          ) : (
            <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('intake.tab.needs')}>
              <table>
                <thead>
                  <tr>
                    {(['text', 'received', 'source', 'rank', 'demand', 'retain'] as const).map((key) => (
                      <th key={key} scope="col">
                        {t(`intake.cell.${key}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {needs.nodes.map((need) => (
                    <tr key={need.key}>
                      <th scope="row">
                        {need.text === null ? (
                          <em>{t('intake.erased')}</em>
                        ) : (
                          <span className="ledger-clip" title={need.text}>
                            {need.text}
                          </span>
                        )}
                        <small>
                          {need.key}
                          {need.kind && ` · ${say(t, 'need', need.kind)}`}
                          {need.area && ` · ${need.area}`}
                        </small>
                      </th>
                      <td>{need.receivedAt ? day(need.receivedAt) : '–'}</td>
                      <td>{need.source ? say(t, 'source', need.source) : '–'}</td>
                      <td>
                        {need.priority ?? '–'} / {need.urgency ?? '–'}
                      </td>
                      <td>{need.demand ? <ElementLink element={need.demand} /> : t('intake.none')}</td>
                      <td>{need.retainUntil ? day(need.retainUntil) : '–'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <Pages pages={pages} next={needs.next} />
        </Section>
      )}
    </Answer>
  );
}
