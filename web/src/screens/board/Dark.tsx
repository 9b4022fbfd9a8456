import { useTranslation } from 'react-i18next';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day, packageOf } from '@/screens/delivery/ledger/format';
import { ElementLink, To } from '@/screens/delivery/ledger/links';
import { Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { RunningQuery } from './queries';

interface Environment {
  elementId: string;
  name: string;
  stage: string | null;
}

/** What customers use and no requirement asks for: versions that run without one. */
export function Dark({ environments }: { environments: readonly Environment[] }) {
  const { t } = useTranslation();
  const facing = environments.filter(({ stage }) => stage === 'pilot' || stage === 'production');
  return (
    <Section title={t('board.dark')} note={t('board.darkMeans')}>
      <div className="ledger-cards">
        {facing.map(({ elementId, name }) => (
          <DarkIn key={elementId} environment={elementId} name={name} />
        ))}
      </div>
    </Section>
  );
}

function DarkIn({ environment, name }: { environment: string; name: string }) {
  const { t, i18n } = useTranslation();
  const asked = useAsked(i18n.language);
  const found = useLedger({
    subject: environment,
    query: RunningQuery,
    variables: { ...asked, environment },
  });
  return (
    <article className="ledger-card">
      <h3>
        <To id={environment} page="environment">
          {name}
        </To>
      </h3>
      <Answer of={found}>
        {({ model: { whatIsIn } }) => {
          const asksFor = new Set(whatIsIn.requirements.map((one) => one.package));
          const dark = whatIsIn.versions.filter((one) => !asksFor.has(one.package));
          if (dark.length + whatIsIn.unknown.length === 0) return <p>{t('board.noneDark')}</p>;
          return (
            <ul className="plain">
              {dark.map((one) => (
                <li key={`${one.package}@${one.version}`}>
                  {one.artifact ? <ElementLink element={one.artifact} /> : packageOf(one.package).name}{' '}
                  {one.version}
                  {one.since && <small>{day(one.since)}</small>}
                </li>
              ))}
              {whatIsIn.unknown.map((one) => (
                <li key={`${one.package}@${one.version}`}>
                  {packageOf(one.package).name} {one.version}
                  <small>{say(t, 'unknown', one.unknownCode ?? '')}</small>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </article>
  );
}
