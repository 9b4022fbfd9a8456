import { Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answer } from './ledger/Answer';
import { duration, moment } from './ledger/format';
import { To } from './ledger/links';
import { say } from './ledger/say';
import { State } from './ledger/State';
import { useAsked, useLedger } from './ledger/useLedger';
import { Pages, usePages } from './Pages';
import { IncidentsQuery } from './reportedQueries';

const PAGE = 50;
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** What went wrong, the newest first; each leads to what it hurts. */
export function Incidents() {
  const { t, i18n } = useTranslation();
  const { model, revision } = useAsked(i18n.language);
  const pages = usePages();
  const [isOpen, setOpen] = useState(false);
  const [severity, setSeverity] = useState<string | null>(null);
  const filter = { isOpen, ...(severity ? { severity } : {}) };
  const found = useLedger({
    subject: `${pages.after} ${isOpen} ${severity}`,
    query: IncidentsQuery,
    variables: { model, revision, filter, first: PAGE, after: pages.after },
  });
  return (
    <>
      <div className="ledger-row not-on-paper ledger-filter">
        <Switch
          label={t('delivery.openOnly')}
          checked={isOpen}
          onChange={(event) => setOpen(event.currentTarget.checked)}
        />
        <Select
          size="xs"
          aria-label={t('delivery.cell.severity')}
          placeholder={t('delivery.anySeverity')}
          data={SEVERITIES.map((value) => ({ value, label: say(t, 'severity', value) }))}
          value={severity}
          onChange={setSeverity}
          clearable
          clearButtonProps={{ 'aria-label': t('field.clear', { label: t('delivery.cell.severity') }) }}
        />
      </div>
      <Answer of={found}>
        {({ model: { incidents } }) => (
          <>
            {incidents.nodes.length === 0 && <p className="ledger-empty">{t('delivery.noIncidents')}</p>}
            <div
              className="ledger-scroll"
              tabIndex={0}
              role="region"
              aria-label={t('delivery.tab.incidents')}
            >
              <table>
                <thead>
                  <tr>
                    {(['incident', 'severity', 'detected', 'lasted', 'cause', 'customers'] as const).map(
                      (key) => (
                        <th key={key} scope="col">
                          {t(`delivery.cell.${key}`)}
                        </th>
                      ),
                    )}
                  </tr>
                </thead>
                <tbody>
                  {incidents.nodes.map((one) => (
                    <tr key={one.key}>
                      <th scope="row">
                        <To id={one.key} page="incident">
                          <span className="ledger-clip">{one.title ?? one.key}</span>
                        </To>
                        <small>
                          {one.key}
                          {one.service && ` · ${one.service}`}
                        </small>
                      </th>
                      <td>{one.severity ? <State set="severity" name={one.severity} /> : '–'}</td>
                      <td>{one.detectedAt ? moment(one.detectedAt) : '–'}</td>
                      <td>
                        {one.detectedAt && one.resolvedAt
                          ? duration(Date.parse(one.resolvedAt) - Date.parse(one.detectedAt))
                          : t('delivery.stillOpen')}
                      </td>
                      <td>{one.cause ? say(t, 'cause', one.cause) : '–'}</td>
                      <td>
                        {one.customersAffected === null
                          ? '–'
                          : new Intl.NumberFormat(i18n.language).format(one.customersAffected)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pages pages={pages} next={incidents.next} />
          </>
        )}
      </Answer>
    </>
  );
}
