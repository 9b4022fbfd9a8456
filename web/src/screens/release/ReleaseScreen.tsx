import { Button, SegmentedControl, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readFragment } from '@/graphql/tada';
import { Changed } from '@/screens/delivery/Changed';
import { Contents } from '@/screens/delivery/Contents';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { day } from '@/screens/delivery/ledger/format';
import { To } from '@/screens/delivery/ledger/links';
import { localized } from '@/screens/delivery/ledger/localized';
import { Page, Section } from '@/screens/delivery/ledger/Page';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import {
  ChangedQuery,
  Contents as ContentsFragment,
  ContentsQuery,
  Difference,
  PlacesQuery,
} from '@/screens/delivery/queries';
import { notesIn } from './notes';
import { contentsCsv } from './contentsCsv';

/** What is in a release, what it brought since the one before, and its notes. */
export function ReleaseScreen() {
  const { release } = useParams({ from: '/m/$model/release/$release' });
  const { t, i18n } = useTranslation();
  const asked = useAsked(i18n.language);
  const variables = { ...asked, place: { release } };
  const found = useLedger({ subject: release, query: ContentsQuery, variables });
  return (
    <Answer of={found}>
      {({ model: { whatIsIn } }) => {
        const { element } = whatIsIn;
        const { at } = readFragment(ContentsFragment, whatIsIn);
        return (
          <Page
            title={element?.name ?? release}
            above={[t('nav.delivery'), t('delivery.tab.releases')]}
            sub={
              <>
                <code>{release}</code> · {t('release.at', { day: day(at) })}
                {element?.plannedOn && ` · ${t('release.planned', { day: day(element.plannedOn) })}`}
                {element && (
                  <>
                    {' · '}
                    <To id={element.elementId} page="element">
                      {t('requirement.element')}
                    </To>
                  </>
                )}
              </>
            }
            tools={
              <Tools
                sent={[{ query: ContentsQuery, variables }]}
                csv={{ name: `${release}.csv`, text: () => contentsCsv(t, whatIsIn) }}
              />
            }
          >
            {element?.scope && <p className="prose">{localized(element.scope, i18n.language)}</p>}
            <Since
              release={release}
              name={{ en: element?.en ?? release, zh: element?.zh ?? release }}
              on={at}
            />
            <Contents of={whatIsIn} />
          </Page>
        );
      }}
    </Answer>
  );
}

interface Both {
  en: string;
  zh: string;
}

function Since({ release, name, on }: { release: string; name: Both; on: string }) {
  const { t, i18n } = useTranslation();
  const { before: asksFor } = useSearch({ from: '/m/$model/release/$release' });
  const navigate = useNavigate();
  const { moment, ...asked } = useAsked(i18n.language);
  const places = useLedger({ subject: asked.model, query: PlacesQuery, variables: asked });
  const all = (places.data?.model.releases.nodes ?? []).toSorted((a, b) =>
    (a.plannedOn ?? '').localeCompare(b.plannedOn ?? ''),
  );
  const here = all.findIndex(({ elementId, version }) => elementId === release || version === release);
  const before = asksFor ?? all[here - 1]?.elementId;
  const found = useLedger({
    subject: `${before} ${release}`,
    query: ChangedQuery,
    pause: !before,
    variables: {
      ...asked,
      before: { place: { release: before ?? release }, at: moment },
      after: { place: { release }, at: moment },
    },
  });
  if (all.length > 0 && !before) return <p className="quiet">{t('release.first')}</p>;
  return (
    <Section title={t('release.since')}>
      <Select
        className="not-on-paper"
        size="xs"
        w={260}
        mb="xs"
        label={t('release.before')}
        data={all
          .filter(({ elementId }) => elementId !== release)
          .map((one) => ({ value: one.elementId, label: one.name }))}
        value={before ?? null}
        onChange={(to) => to && void navigate({ to: '.', search: (old) => ({ ...old, before: to }) })}
        allowDeselect={false}
      />
      <Answer of={found}>
        {({ model: { whatChanged } }) => (
          <>
            <Changed of={whatChanged} />
            <Notes of={whatChanged} name={name} on={on} />
          </>
        )}
      </Answer>
    </Section>
  );
}

type ChangedOf = Parameters<typeof Changed>[0]['of'];

function Notes({ of, name, on }: { of: ChangedOf; name: Both; on: string }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState<'en' | 'zh'>(i18n.language === 'zh' ? 'zh' : 'en');
  const changed = readFragment(Difference, of);
  const text = notesIn(language, { name, on, ...changed });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notifications.show({
      message: t('release.copied'),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
  };
  return (
    <Section title={t('release.notes')}>
      <div className="ledger-row not-on-paper">
        <SegmentedControl
          size="xs"
          aria-label={t('release.language')}
          value={language}
          onChange={(to) => setLanguage(to === 'zh' ? 'zh' : 'en')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
        />
        <Button size="compact-sm" variant="default" onClick={() => void copy()}>
          {t('release.copy')}
        </Button>
      </div>
      <pre className="ledger-notes" tabIndex={0} aria-label={t('release.notes')} lang={language}>
        {text}
      </pre>
    </Section>
  );
}
