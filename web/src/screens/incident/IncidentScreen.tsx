import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import { type ResultOf, graphql } from '@/graphql/tada';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { duration, moment, versionOf } from '@/screens/delivery/ledger/format';
import { ElementLink } from '@/screens/delivery/ledger/links';
import { Page, Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';

const ImpactQuery = graphql(`
  query IncidentImpact(
    $model: String!
    $revision: String!
    $moment: String
    $language: String!
    $incident: String!
  ) {
    model(name: $model, at: $revision) {
      id
      impactOf(cause: { incident: $incident }, at: $moment) {
        title
        detectedAt
        resolvedAt
        deployment
        version
        hit {
          id
          elementId
          kindId
          name(language: $language)
        }
        touched {
          sort
          element {
            id
            elementId
            kindId
            name(language: $language)
            owners {
              business {
                text
                element {
                  id
                  elementId
                  name(language: $language)
                }
              }
              technology {
                text
                element {
                  id
                  elementId
                  name(language: $language)
                }
              }
            }
          }
          path {
            id
            elementId
            kindId
            name(language: $language)
          }
        }
      }
    }
  }
`);

type Impact = ResultOf<typeof ImpactQuery>['model']['impactOf'];
type Touched = Impact['touched'][number];

const SORTS = ['REQUIREMENT', 'PROCESS', 'CAPABILITY', 'GOAL', 'COMPONENT'] as const;

/** What an incident hurts: requirements, processes, capabilities and goals, each with the way that leads there. */
export function IncidentScreen() {
  const { incident } = useParams({ from: '/m/$model/incident/$incident' });
  const { t, i18n } = useTranslation();
  const model = useModel();
  const asked = useAsked(i18n.language);
  const variables = { ...asked, incident };
  const found = useLedger({ subject: incident, query: ImpactQuery, variables });
  return (
    <Answer of={found}>
      {({ model: { impactOf } }) => (
        <Page
          title={impactOf.title ?? incident}
          above={[t('nav.delivery'), t('delivery.tab.incidents')]}
          sub={<code>{incident}</code>}
          tools={
            <Tools
              sent={[{ query: ImpactQuery, variables }]}
              csv={{ href: `${serverPage(model, `/incidents/${encodeURIComponent(incident)}`)}&format=csv` }}
            />
          }
        >
          <p className="ledger-lead">{sentence(impactOf)}</p>
          <div className="ledger-cards small">
            {SORTS.map((sort) => (
              <article key={sort} className="ledger-card">
                <h2>{say(t, 'touched', sort)}</h2>
                <p className="ledger-big">{impactOf.touched.filter((one) => one.sort === sort).length}</p>
              </article>
            ))}
          </div>
          <WhoToTell touched={impactOf.touched} />
          {SORTS.map((sort) => (
            <Hurt key={sort} sort={sort} touched={impactOf.touched.filter((one) => one.sort === sort)} />
          ))}
        </Page>
      )}
    </Answer>
  );

  function sentence({ detectedAt, resolvedAt, version, hit }: Impact): string {
    const parts = [
      detectedAt && t('incident.detected', { time: moment(detectedAt) }),
      detectedAt &&
        (resolvedAt
          ? t('incident.lasted', { time: duration(Date.parse(resolvedAt) - Date.parse(detectedAt)) })
          : t('incident.open')),
      version && t('incident.version', { version: versionOf(version) }),
      hit.length > 0 && t('incident.hit', { names: hit.map(({ name }) => name).join(t('delivery.comma')) }),
    ];
    return parts.filter(Boolean).join(' ');
  }
}

/** Everybody who answers for something that was touched, with how much of it. */
function WhoToTell({ touched }: { touched: readonly Touched[] }) {
  const { t } = useTranslation();
  const owners = new Map<string, { name: string; count: number }>();
  for (const { element } of touched) {
    for (const owner of [element?.owners.business, element?.owners.technology]) {
      if (!owner) continue;
      const known = owners.get(owner.text) ?? { name: owner.element?.name ?? owner.text, count: 0 };
      owners.set(owner.text, { ...known, count: known.count + 1 });
    }
  }
  const all = [...owners.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  if (all.length === 0) return null;
  return (
    <Section title={t('incident.tell')} count={all.length}>
      <p>{all.map(({ name, count }) => t('incident.owner', { name, count })).join(t('delivery.comma'))}</p>
    </Section>
  );
}

function Hurt({ sort, touched }: { sort: (typeof SORTS)[number]; touched: readonly Touched[] }) {
  const { t } = useTranslation();
  if (touched.length === 0) return null;
  return (
    <Section title={say(t, 'touched', sort)} count={touched.length}>
      <table>
        <thead>
          <tr>
            {(['what', 'way', 'owner'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`incident.cell.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {touched.map(({ element, path }, index) => (
            <tr key={element?.id ?? index}>
              <th scope="row">
                <ElementLink element={element} />
                <small>{element?.elementId}</small>
              </th>
              <td>
                <ol className="ledger-path" aria-label={t('incident.cell.way')}>
                  {path.map((step) => (
                    <li key={step.id}>{step.name}</li>
                  ))}
                </ol>
              </td>
              <td>{element?.owners.business?.element?.name ?? element?.owners.business?.text ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
