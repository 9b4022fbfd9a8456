import { useTranslation } from 'react-i18next';
import type { ResultOf } from '@/graphql/tada';
import { day, moment, percent, shortCommit, versionOf } from '@/screens/delivery/ledger/format';
import { To } from '@/screens/delivery/ledger/links';
import { say } from '@/screens/delivery/ledger/say';
import { State } from '@/screens/delivery/ledger/State';
import type { RequirementQuery } from './queries';

type Standing = ResultOf<typeof RequirementQuery>['model']['whereIs']['standings'][number];

/** Newest records that prove a state; the others are in the list of links. */
const PROOFS = 8;

/** Where it is, environment by environment: version, since when, from which commit, approved at which revision. */
export function Standings({ standings }: { standings: readonly Standing[] }) {
  const { t } = useTranslation();
  if (standings.length === 0) return <p className="ledger-empty">{t('requirement.noEnvironments')}</p>;
  return (
    <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('requirement.where')}>
      <table>
        <thead>
          <tr>
            {(['environment', 'state', 'since', 'version', 'commit', 'approved', 'evidence'] as const).map(
              (key) => (
                <th key={key} scope="col">
                  {t(`requirement.cell.${key}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {standings.map((standing, index) => (
            <tr key={index}>
              <th scope="row">
                {standing.environment ? (
                  <To id={standing.environment.elementId} page="environment">
                    {standing.environment.name}
                  </To>
                ) : (
                  t('requirement.anywhere')
                )}
                {standing.target && <small>{standing.target.name}</small>}
              </th>
              <td>
                <State set="state" name={standing.state} />
                {standing.share !== null && standing.share < 1 && (
                  <small>{t('requirement.share', { share: percent(standing.share) })}</small>
                )}
              </td>
              <td>{standing.since ? day(standing.since) : '–'}</td>
              <td title={standing.version ?? undefined}>
                {standing.version ? versionOf(standing.version) : '–'}
              </td>
              <td>
                {standing.commit ? <code title={standing.commit}>{shortCommit(standing.commit)}</code> : '–'}
              </td>
              <td>
                {standing.modelRevision ? (
                  <code title={standing.modelRevision}>{shortCommit(standing.modelRevision)}</code>
                ) : (
                  t('requirement.notRecorded')
                )}
              </td>
              <td>
                <Evidence standing={standing} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Evidence({ standing: { evidence, verifiedAt, acceptedAt } }: { standing: Standing }) {
  const { t } = useTranslation();
  const newest = evidence.slice(-PROOFS).reverse();
  return (
    <>
      {verifiedAt && (
        <span className="trace-fact">{t('requirement.verified', { day: day(verifiedAt) })}</span>
      )}
      {acceptedAt && (
        <span className="trace-fact">{t('requirement.accepted', { day: day(acceptedAt) })}</span>
      )}
      {evidence.length > 0 && (
        <details>
          <summary>{t('requirement.records', { count: evidence.length })}</summary>
          <ul className="plain trace-evidence">
            {newest.map(({ kind, key, at, by, basis }) => (
              <li key={`${kind} ${key}`}>
                {say(t, 'record', kind)} <code>{key}</code>
                <small>
                  {[at && moment(at), by, basis && say(t, 'basis', basis)].filter(Boolean).join(' · ')}
                </small>
              </li>
            ))}
            {evidence.length > PROOFS && (
              <li className="quiet">{t('requirement.earlier', { count: evidence.length - PROOFS })}</li>
            )}
          </ul>
        </details>
      )}
    </>
  );
}
