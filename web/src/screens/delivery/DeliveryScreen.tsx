import { Tabs } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import { Deployments } from './Deployments';
import { deploymentsCsv } from './deploymentsCsv';
import { Environments } from './Environments';
import { Incidents } from './Incidents';
import { AsOf } from './ledger/AsOf';
import { Page } from './ledger/Page';
import { Tools } from './ledger/Tools';
import { useAsked } from './ledger/useLedger';
import { DeploymentsQuery, IncidentsQuery } from './reportedQueries';
import { PlacesQuery } from './queries';
import { Releases } from './Releases';
import { TABS } from './search';
import { WhereIsIt } from './WhereIsIt';

/** Where things are: a search for any of them, environments, releases, deployments and incidents. */
export function DeliveryScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { tab = 'environments', find } = useSearch({ from: '/m/$model/delivery' });
  const client = useClient();
  const navigate = useNavigate();
  const { moment: _moment, language, ...asked } = useAsked(i18n.language);
  const sent = {
    environments: { query: PlacesQuery, variables: { ...asked, language } },
    releases: { query: PlacesQuery, variables: { ...asked, language } },
    deployments: { query: DeploymentsQuery, variables: { ...asked, first: 50 } },
    incidents: { query: IncidentsQuery, variables: { ...asked, first: 50 } },
  }[tab];
  const csv =
    tab === 'deployments'
      ? { name: 'deployments.csv', text: () => deploymentsCsv(client, t, asked) }
      : { href: `${serverPage(model, `/${tab}`)}&format=csv` };
  return (
    <Page
      title={t('nav.delivery')}
      tools={
        <div className="ledger-row">
          <AsOf />
          <Tools sent={[sent]} csv={csv} />
        </div>
      }
    >
      <WhereIsIt
        asked={find}
        onAsk={(text) =>
          void navigate({
            to: '.',
            replace: true,
            search: (old: { find?: string }) => {
              const { find: _find, ...others } = old;
              return text ? { ...others, find: text } : others;
            },
          })
        }
      />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(to) =>
          void navigate({
            to: '.',
            search: (old) => ({ ...old, tab: TABS.find((one) => one === to) ?? 'environments' }),
          })
        }
      >
        <Tabs.List aria-label={t('nav.delivery')} className="not-on-paper">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`delivery.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="environments">
          <Environments />
        </Tabs.Panel>
        <Tabs.Panel value="releases">
          <Releases />
        </Tabs.Panel>
        <Tabs.Panel value="deployments">
          <Deployments />
        </Tabs.Panel>
        <Tabs.Panel value="incidents">
          <Incidents />
        </Tabs.Panel>
      </Tabs>
      <p className="not-on-paper">
        <Link
          to="/m/$model/unmatched"
          params={{ model: model.name }}
          search={model.at ? { at: model.at } : {}}
        >
          {t('delivery.unmatched')}
        </Link>
      </p>
    </Page>
  );
}
