import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { serverPage } from '@/app/addresses';
import { Page } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked } from '@/screens/delivery/ledger/useLedger';
import { INTAKE } from '@/screens/delivery/search';
import { Erase } from './Erase';
import { Groups } from './Groups';
import { Needs } from './Needs';
import { KINDS, NewNeed } from './NewNeed';
import { Order } from './Order';
import { DemandOrderQuery, NeedGroupsQuery, NeedsQuery } from './queries';

const QUERIES = { groups: NeedGroupsQuery, needs: NeedsQuery, order: DemandOrderQuery };

/** From what people say to what is to be done: needs, those that say the same, and demands in their order. */
export function IntakeScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { tab = 'groups', kind } = useSearch({ from: '/m/$model/intake' });
  const navigate = useNavigate();
  const asked = useAsked(i18n.language);
  const [dialog, setDialog] = useState<'new' | 'erase' | null>(null);
  const filter = kind ? { kind } : {};
  return (
    <Page
      title={t('intake.title')}
      above={[t('board.title')]}
      sub={t('intake.means')}
      tools={
        <div className="ledger-row">
          {model.me.role !== 'READER' && (
            <Button
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setDialog('new')}
            >
              {t('intake.add')}
            </Button>
          )}
          {model.me.role === 'ADMIN' && (
            <Button size="compact-sm" variant="default" onClick={() => setDialog('erase')}>
              {t('intake.erase')}
            </Button>
          )}
          <Tools
            sent={[{ query: QUERIES[tab], variables: { ...asked, filter, first: 50 } }]}
            csv={{ href: `${serverPage(model, '/intake')}&format=csv` }}
          />
        </div>
      }
    >
      <div className="ledger-row not-on-paper">
        <SegmentedControl
          size="xs"
          aria-label={t('intake.show')}
          value={tab}
          onChange={(to) =>
            void navigate({
              to: '.',
              search: (old) => ({ ...old, tab: INTAKE.find((one) => one === to) ?? 'groups' }),
            })
          }
          data={INTAKE.map((value) => ({ value, label: t(`intake.tab.${value}`) }))}
        />
        {tab !== 'order' && (
          <Select
            size="xs"
            aria-label={t('intake.kind')}
            placeholder={t('intake.anyKind')}
            data={KINDS.map((value) => ({ value, label: say(t, 'need', value) }))}
            value={kind ?? null}
            onChange={(to) =>
              void navigate({
                to: '.',
                search: (old: { kind?: string }) => {
                  const { kind: _kind, ...others } = old;
                  return to ? { ...others, kind: to } : others;
                },
              })
            }
            clearable
            clearButtonProps={{ 'aria-label': t('field.clear', { label: t('intake.kind') }) }}
          />
        )}
      </div>
      {tab === 'groups' && <Groups filter={filter} />}
      {tab === 'needs' && <Needs filter={filter} />}
      {tab === 'order' && <Order />}
      {dialog === 'new' && <NewNeed onClose={() => setDialog(null)} />}
      {dialog === 'erase' && <Erase onClose={() => setDialog(null)} />}
    </Page>
  );
}
