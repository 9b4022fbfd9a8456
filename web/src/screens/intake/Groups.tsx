import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import type { ResultOf } from '@/graphql/tada';
import { Answer } from '@/screens/delivery/ledger/Answer';
import { Section } from '@/screens/delivery/ledger/Page';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { Promote } from './Promote';
import { NeedGroupsQuery } from './queries';

export type Group = ResultOf<typeof NeedGroupsQuery>['model']['needGroups']['nodes'][number];

const PAGE = 20;

/** Needs that say the same, the largest group first: a person decides what becomes of them. */
export function Groups({ filter }: { filter: { kind?: string } }) {
  const { t, i18n } = useTranslation();
  const { me, name } = useModel();
  const { model, revision } = useAsked(i18n.language);
  const [first, setFirst] = useState(PAGE);
  const [promoting, setPromoting] = useState<Group | null>(null);
  const found = useLedger({
    subject: `${name} ${filter.kind}`,
    query: NeedGroupsQuery,
    variables: { model, revision, filter, first },
  });
  return (
    <Answer of={found}>
      {({ model: { needGroups } }) => (
        <Section title={t('intake.tab.groups')} count={needGroups.totalCount} note={t('intake.groupsMean')}>
          {needGroups.nodes.length === 0 && <p className="ledger-empty">{t('intake.noGroups')}</p>}
          <ul className="ledger-cards plain-cards">
            {needGroups.nodes.map((group) => (
              <li key={group.keys[0]} className="ledger-card">
                <p className="ledger-big">{t('intake.times', { count: group.count })}</p>
                <p className="ledger-clip" title={group.text}>
                  {group.text}
                </p>
                {me.role !== 'READER' && (
                  <Button
                    className="not-on-paper"
                    size="compact-sm"
                    variant="default"
                    aria-label={t('intake.promoteOf', { text: group.text.slice(0, 60) })}
                    onClick={() => setPromoting(group)}
                  >
                    {t('intake.promote')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {needGroups.totalCount > needGroups.nodes.length && (
            <Button size="compact-sm" variant="default" onClick={() => setFirst(Math.min(500, first * 2))}>
              {t('intake.more', { count: needGroups.totalCount - needGroups.nodes.length })}
            </Button>
          )}
          {promoting && <Promote group={promoting} onClose={() => setPromoting(null)} onDone={found.retry} />}
        </Section>
      )}
    </Answer>
  );
}
