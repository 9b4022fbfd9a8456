import './metrics.css';

import { Button, Select, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import { Page } from '@/screens/delivery/ledger/Page';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { dayOf, useAsked } from '@/screens/delivery/ledger/useLedger';
import { BY } from '@/screens/delivery/search';
import { Coverage } from './Coverage';
import { Outcome } from './Outcome';
import { Pairs } from './Pairs';
import { periodOf } from './period';
import { Process } from './Process';
import { IndicatorsQuery, MetricsQuery } from './queries';

const LENGTHS = [30, 90, 180, 365];
const DAY = 24 * 60 * 60_000;

interface Asked {
  from?: string;
  until?: string;
  by?: (typeof BY)[number];
  indicator?: string;
}

/** How we deliver, and beside it what it brought. */
export function MetricsScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const search: Asked = useSearch({ from: '/m/$model/metrics' });
  const navigate = useNavigate({ from: '/m/$model/metrics' });
  const [opened] = useState(() => Date.now());
  const day = dayOf(model.at);
  const period = periodOf(search, day ? Date.parse(day) : opened);
  const { moment: _moment, ...asked } = useAsked(i18n.language);
  const change = (to: { [K in keyof Asked]: Asked[K] | undefined }) =>
    void navigate({
      to: '.',
      replace: true,
      search: (old) => Object.fromEntries(Object.entries({ ...old, ...to }).filter(([, value]) => value)),
    });
  const variables = { ...asked, ...period, by: search.by ?? null };
  const file = serverPage(model, '/metrics');
  return (
    <Page
      title={t('nav.metrics')}
      tools={
        <Tools
          sent={[
            { query: MetricsQuery, variables },
            {
              query: IndicatorsQuery,
              variables: { ...asked, from: period.from, until: period.until, first: 50 },
            },
          ]}
          csv={{ href: `${file}&format=csv${search.by ? `&by=${search.by.toLowerCase()}` : ''}` }}
        />
      }
    >
      <div className="ledger-row ledger-asof">
        <TextInput
          type="date"
          size="xs"
          label={t('metrics.from')}
          value={period.from}
          max={period.until}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          size="xs"
          label={t('metrics.until')}
          value={period.until}
          min={period.from}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
        <Button.Group>
          {LENGTHS.map((days) => (
            <Button
              key={days}
              size="xs"
              variant="default"
              onClick={() => {
                const until = Date.parse(period.until);
                change({
                  from: new Date(until - days * DAY).toISOString().slice(0, 10),
                  until: period.until,
                });
              }}
            >
              {t('metrics.days', { count: days })}
            </Button>
          ))}
        </Button.Group>
        <Select
          size="xs"
          label={t('metrics.by')}
          value={search.by ?? 'none'}
          onChange={(to) => change({ by: BY.find((one) => one === to) })}
          data={(['none', ...BY] as const).map((value) => ({ value, label: t(`metrics.bys.${value}`) }))}
          allowDeselect={false}
        />
        <Link to="/m/$model/trials" params={{ model: model.name }} search={model.at ? { at: model.at } : {}}>
          {t('trials.title')}
        </Link>
      </div>
      <div className="metrics-beside">
        <Process variables={variables} />
        <Outcome period={period} indicator={search.indicator} onPick={(indicator) => change({ indicator })} />
      </div>
      <Pairs period={period} />
      <Coverage from={period.from} />
    </Page>
  );
}
