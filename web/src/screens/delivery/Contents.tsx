import { useTranslation } from 'react-i18next';
import { type FragmentOf, readFragment } from '@/graphql/tada';
import { day, packageOf, percent, versionOf } from './ledger/format';
import { ElementLink } from './ledger/links';
import { Section } from './ledger/Page';
import { say } from './ledger/say';
import { Contents as ContentsFragment } from './queries';

/** What is in an environment or release: versions, requirements, what was planned and is missing. */
export function Contents({ of }: { of: FragmentOf<typeof ContentsFragment> }) {
  const { t } = useTranslation();
  const { versions, unknown, requirements, missing } = readFragment(ContentsFragment, of);
  return (
    <>
      {missing.length > 0 && (
        <Section title={t('delivery.missing')} count={missing.length} note={t('delivery.missingMeans')}>
          <ul className="plain">
            {missing.map((element) => (
              <li key={element.id}>
                <ElementLink element={element} /> <small>{element.elementId}</small>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('delivery.requirements')} count={requirements.length}>
        {requirements.length === 0 && <p className="ledger-empty">{t('delivery.noRequirements')}</p>}
        <ul className="plain">
          {requirements.map(({ elementId, requirement, version, package: purl }) => (
            <li key={elementId}>
              <ElementLink element={requirement} id={elementId} />
              <small>
                {elementId} · {t('delivery.sinceVersion', { version: versionOf(`${purl}@${version}`) })}
              </small>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('delivery.versions')} count={versions.length}>
        {versions.length === 0 ? (
          <p className="ledger-empty">{t('delivery.noVersions')}</p>
        ) : (
          <div className="ledger-scroll" tabIndex={0} role="region" aria-label={t('delivery.versions')}>
            <table>
              <thead>
                <tr>
                  {(['package', 'version', 'since', 'target', 'deployment'] as const).map((key) => (
                    <th key={key} scope="col">
                      {t(`delivery.cell.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {versions.map((one) => (
                  <tr key={`${one.package} ${one.version} ${one.target?.id}`}>
                    <th scope="row">
                      {one.artifact ? <ElementLink element={one.artifact} /> : packageOf(one.package).name}
                      <small>{one.package}</small>
                    </th>
                    <td>
                      {one.version || '–'}
                      {one.share !== null && one.share < 1 && <small>{percent(one.share)}</small>}
                    </td>
                    <td>{one.since ? day(one.since) : '–'}</td>
                    <td>{one.target?.name ?? '–'}</td>
                    <td>
                      <code>{one.deployment ?? '–'}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      {unknown.length > 0 && (
        <Section title={t('delivery.unknown')} count={unknown.length} note={t('delivery.unknownMeans')}>
          <ul className="plain">
            {unknown.map((one) => (
              <li key={`${one.package} ${one.version}`}>
                {packageOf(one.package).name} {one.version}
                <small>{say(t, 'unknown', one.unknownCode ?? '')}</small>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
