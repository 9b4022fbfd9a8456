import { Select, TextInput } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import { readFragment } from '@/graphql/tada';
import { Changed } from '@/screens/delivery/Changed';
import { Contents } from '@/screens/delivery/Contents';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { AsOf } from '@/screens/delivery/ledger/AsOf';
import { day } from '@/screens/delivery/ledger/format';
import { Page, Section } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import {
  ChangedQuery,
  Contents as ContentsFragment,
  ContentsQuery,
  PlacesQuery,
} from '@/screens/delivery/queries';

/** What is in an environment, now or on a day, and how it differs from another day or another environment. */
export function EnvironmentScreen() {
  const { environment } = useParams({ from: '/m/$model/environment/$environment' });
  const { other, since } = useSearch({ from: '/m/$model/environment/$environment' });
  const { t, i18n } = useTranslation();
  const model = useModel();
  const asked = useAsked(i18n.language);
  const variables = { ...asked, place: { environment } };
  const found = useLedger({ subject: environment, query: ContentsQuery, variables });
  return (
    <Answer of={found}>
      {({ model: { whatIsIn } }) => (
        <Page
          title={whatIsIn.element?.name ?? environment}
          above={[t('nav.delivery'), t('delivery.tab.environments')]}
          sub={
            <>
              {whatIsIn.element?.stage && `${say(t, 'stage', whatIsIn.element.stage)} · `}
              <code>{environment}</code> ·{' '}
              {t('environment.asOf', { day: day(readFragment(ContentsFragment, whatIsIn).at) })}
            </>
          }
          tools={
            <div className="ledger-row">
              <AsOf />
              <Tools
                sent={[{ query: ContentsQuery, variables }]}
                csv={{
                  href: `${serverPage(model, `/environments/${encodeURIComponent(environment)}`)}&format=csv`,
                }}
              />
            </div>
          }
        >
          <Compare environment={environment} other={other} since={since} />
          <Contents of={whatIsIn} />
        </Page>
      )}
    </Answer>
  );
}

interface Props {
  environment: string;
  other: string | undefined;
  since: string | undefined;
}

function Compare({ environment, other, since }: Props) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { moment, ...asked } = useAsked(i18n.language);
  const isAsked = Boolean(other ?? since);
  const places = useLedger({ subject: asked.model, query: PlacesQuery, variables: asked });
  const found = useLedger({
    subject: `${environment} ${other} ${since}`,
    query: ChangedQuery,
    pause: !isAsked,
    variables: {
      ...asked,
      before: { place: { environment: other ?? environment }, at: since ?? moment },
      after: { place: { environment }, at: moment },
    },
  });
  const all = (places.data?.model.environments.nodes ?? []).filter(
    ({ elementId }) => elementId !== environment,
  );
  const change = (to: { other?: string | undefined; since?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (old: { other?: string; since?: string }) =>
        Object.fromEntries(Object.entries({ ...old, ...to }).filter(([, value]) => value)),
    });
  return (
    <Section title={t('environment.compare')}>
      <div className="ledger-row ledger-asof">
        <TextInput
          type="date"
          size="xs"
          label={t('environment.since')}
          value={since ?? ''}
          onChange={(event) => change({ since: event.currentTarget.value })}
        />
        <Select
          size="xs"
          label={t('environment.other')}
          data={all.map(({ elementId, name }) => ({ value: elementId, label: name }))}
          value={other ?? null}
          onChange={(to) => change({ other: to ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('field.clear', { label: t('environment.other') }) }}
        />
      </div>
      {isAsked && <Answer of={found}>{({ model: { whatChanged } }) => <Changed of={whatChanged} />}</Answer>}
    </Section>
  );
}
