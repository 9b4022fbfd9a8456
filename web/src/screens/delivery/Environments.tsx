import { useTranslation } from 'react-i18next';
import { readFragment } from '@/graphql/tada';
import { inOrder } from './stages';
import { Answer } from './ledger/Answer';
import { day } from './ledger/format';
import { To } from './ledger/links';
import { say } from './ledger/say';
import { useAsked, useLedger } from './ledger/useLedger';
import { Contents, ContentsQuery, PlacesQuery } from './queries';

/** Environments in order of stage, each with what runs in it. */
export function Environments() {
  const { t, i18n } = useTranslation();
  const { model, revision, language } = useAsked(i18n.language);
  const found = useLedger({ subject: model, query: PlacesQuery, variables: { model, revision, language } });
  return (
    <Answer of={found}>
      {({ model: { environments } }) => {
        const all = inOrder(environments.nodes);
        if (all.length === 0) return <p className="ledger-empty">{t('delivery.noEnvironments')}</p>;
        return (
          <div className="ledger-cards">
            {all.map(({ elementId, name, stage }) => (
              <Environment key={elementId} id={elementId} name={name} stage={stage} />
            ))}
          </div>
        );
      }}
    </Answer>
  );
}

function Environment({ id, name, stage }: { id: string; name: string; stage: string | null }) {
  const { t, i18n } = useTranslation();
  const asked = useAsked(i18n.language);
  const variables = { ...asked, place: { environment: id } };
  const found = useLedger({ subject: id, query: ContentsQuery, variables });
  return (
    <article className="ledger-card">
      <h2>{stage ? say(t, 'stage', stage) : id}</h2>
      <p className="ledger-big">
        <To id={id} page="environment">
          {name}
        </To>
      </p>
      <Answer of={found}>
        {({ model: { whatIsIn } }) => {
          const { versions, requirements, missing } = readFragment(Contents, whatIsIn);
          const last = versions
            .map(({ since }) => since ?? '')
            .sort()
            .at(-1);
          return (
            <>
              <p>{t('delivery.holds', { versions: versions.length, requirements: requirements.length })}</p>
              {missing.length > 0 && (
                <p className="missing">{t('delivery.misses', { count: missing.length })}</p>
              )}
              {last && <p className="quiet">{t('delivery.lastChange', { day: day(last) })}</p>}
            </>
          );
        }}
      </Answer>
    </article>
  );
}
