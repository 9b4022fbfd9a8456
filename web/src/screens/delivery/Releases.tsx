import { useTranslation } from 'react-i18next';
import { Answer } from './ledger/Answer';
import { day } from './ledger/format';
import { To } from './ledger/links';
import { useAsked, useLedger } from './ledger/useLedger';
import { PlacesQuery } from './queries';

/** Releases of the model, the newest first. */
export function Releases() {
  const { t, i18n } = useTranslation();
  const { model, revision, language } = useAsked(i18n.language);
  const found = useLedger({ subject: model, query: PlacesQuery, variables: { model, revision, language } });
  return (
    <Answer of={found}>
      {({ model: { releases } }) => {
        const all = releases.nodes.toSorted((a, b) => (b.plannedOn ?? '').localeCompare(a.plannedOn ?? ''));
        if (all.length === 0) return <p className="ledger-empty">{t('delivery.noReleases')}</p>;
        return (
          <table>
            <thead>
              <tr>
                {(['release', 'version', 'planned'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(`delivery.cell.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map(({ elementId, name, version, plannedOn }) => (
                <tr key={elementId}>
                  <th scope="row">
                    <To id={elementId} page="release">
                      {name}
                    </To>
                    <small>{elementId}</small>
                  </th>
                  <td>{version ?? '–'}</td>
                  <td>{plannedOn ? day(plannedOn) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      }}
    </Answer>
  );
}
