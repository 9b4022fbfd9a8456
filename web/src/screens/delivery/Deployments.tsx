import { useTranslation } from 'react-i18next';
import { Answer } from './ledger/Answer';
import { moment, packageOf, percent } from './ledger/format';
import { Outside } from './ledger/links';
import { say } from './ledger/say';
import { State } from './ledger/State';
import { useAsked, useLedger } from './ledger/useLedger';
import { Pages, usePages } from './Pages';
import { DeploymentsQuery } from './reportedQueries';

const PAGE = 50;

/** What was put where, by whom and for which team, as it was reported. */
export function Deployments() {
  const { t, i18n } = useTranslation();
  const { model, revision } = useAsked(i18n.language);
  const pages = usePages();
  const found = useLedger({
    subject: `${pages.after}`,
    query: DeploymentsQuery,
    variables: { model, revision, first: PAGE, after: pages.after },
  });
  return (
    <Answer of={found}>
      {({ model: { deployments } }) => (
        <>
          {deployments.nodes.length === 0 && <p className="ledger-empty">{t('delivery.noDeployments')}</p>}
          <div
            className="ledger-scroll"
            tabIndex={0}
            role="region"
            aria-label={t('delivery.tab.deployments')}
          >
            <table>
              <thead>
                <tr>
                  {(['package', 'version', 'environment', 'at', 'result', 'by', 'approved'] as const).map(
                    (key) => (
                      <th key={key} scope="col">
                        {t(`delivery.cell.${key}`)}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {deployments.nodes.map((one) => (
                  <tr key={one.key}>
                    <th scope="row">
                      <Outside url={one.url}>{packageOf(one.purl ?? one.service ?? one.key).name}</Outside>
                      <small>{one.key}</small>
                    </th>
                    <td>
                      {packageOf(one.purl ?? '').version || '–'}
                      {one.share !== null && one.share < 1 && <small>{percent(one.share)}</small>}
                    </td>
                    <td>
                      {one.environment ?? '–'}
                      <small>{one.target}</small>
                    </td>
                    <td>{one.at ? moment(one.at) : '–'}</td>
                    <td>
                      <State set="outcome" name={one.result ?? 'success'} />
                      {one.kind && one.kind !== 'normal' && <small>{say(t, 'outcome', one.kind)}</small>}
                    </td>
                    <td>
                      {one.deployedBy ?? '–'}
                      <small>{one.team}</small>
                    </td>
                    <td>{one.modelRevision ? <code>{one.modelRevision}</code> : '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pages pages={pages} next={deployments.next} />
        </>
      )}
    </Answer>
  );
}
