import { useTranslation } from 'react-i18next';
import { type FragmentOf, type ResultOf, readFragment } from '@/graphql/tada';
import { packageOf } from './ledger/format';
import { ElementLink } from './ledger/links';
import { Difference } from './queries';

type Found = ResultOf<typeof Difference>;

/** What came and went: requirements added, removed and to be looked at, and the versions that differ. */
export function Changed({ of }: { of: FragmentOf<typeof Difference> }) {
  const { t } = useTranslation();
  const { added, removed, suspect, versions } = readFragment(Difference, of);
  if (added.length + removed.length + versions.length === 0)
    return <p className="ledger-empty">{t('delivery.same')}</p>;
  return (
    <>
      <div className="ledger-cards">
        <Names title={t('delivery.added', { count: added.length })} of={added} mark="+" />
        <Names title={t('delivery.removed', { count: removed.length })} of={removed} mark="−" />
        <section className="ledger-card">
          <h3>{t('delivery.suspect', { count: suspect.length })}</h3>
          <ul className="plain">
            {suspect.map((element) => (
              <li key={element.id}>
                ▲ <ElementLink element={element} />
              </li>
            ))}
          </ul>
          {suspect.length > 0 && <p className="quiet">{t('delivery.suspectMeans')}</p>}
        </section>
      </div>
      {versions.length > 0 && (
        <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('delivery.versions')}>
          <table>
            <thead>
              <tr>
                {(['package', 'before', 'after'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(`delivery.cell.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {versions.map((one) => (
                <tr key={one.package}>
                  <th scope="row">
                    {one.artifact ? <ElementLink element={one.artifact} /> : packageOf(one.package).name}
                  </th>
                  <td>{one.before.join(t('delivery.comma')) || '–'}</td>
                  <td>{one.after.join(t('delivery.comma')) || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Names({ title, of, mark }: { title: string; of: Found['added']; mark: string }) {
  return (
    <section className="ledger-card">
      <h3>{title}</h3>
      <ul className="plain">
        {of.map(({ elementId, requirement }) => (
          <li key={elementId}>
            {mark} <ElementLink element={requirement} id={elementId} />
          </li>
        ))}
      </ul>
    </section>
  );
}
