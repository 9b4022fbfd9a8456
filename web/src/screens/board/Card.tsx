import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween, day, percent, packageOf } from '@/screens/delivery/ledger/format';
import { To } from '@/screens/delivery/ledger/links';
import { State } from '@/screens/delivery/ledger/State';
import { type Row, lacks } from './rows';
import { WhyNot } from './WhyNot';

interface Props {
  row: Row;
  gaps: readonly string[];
  now: number;
}

/** A requirement in a few lines: whose it is, where it runs, since when, and what is missing. */
export function Card({ row, gaps, now }: Props) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const missing = lacks(row, gaps);
  const running = row.deliveries.filter(({ state }) => state === 'LIVE' || state === 'DEPLOYED');
  const owner = row.owners.business ?? row.owners.technology;
  const isThere = row.deliveries.some(
    ({ state, share }) => state === 'LIVE' && (share === null || share === 1),
  );
  return (
    <article className="board-card">
      <p className="board-id">
        <span title={row.elementId}>{row.elementId}</span>
        {row.priority !== null && (
          <span title={t('board.rank', { priority: row.priority, urgency: row.urgency ?? '–' })}>
            {t('board.p', { priority: row.priority })}
          </span>
        )}
      </p>
      <h3>
        <To id={row.elementId} page="requirement" title={row.name}>
          <span className="ledger-clip">{row.name}</span>
        </To>
      </h3>
      <p>
        <State set="state" name={row.state} />
        {row.since && (
          <small title={day(row.since)}> {t('board.inStage', { count: daysBetween(row.since, now) })}</small>
        )}
      </p>
      {running.length > 0 && (
        <ul className="board-where" aria-label={t('board.runs')}>
          {running.map(({ environment, version, share }, index) => (
            <li key={index} title={version ?? undefined}>
              {environment?.name ?? '–'} {version && packageOf(version).version}
              {share !== null && share < 1 && ` (${percent(share)})`}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{owner ? (owner.element?.name ?? owner.text) : null}</p>
      {missing.length > 0 && (
        <ul className="board-lacks" aria-label={t('board.missing')}>
          {missing.map((lack) => (
            <li key={lack}>△ {t(`board.lack.${lack}`)}</li>
          ))}
        </ul>
      )}
      {!isThere && (
        <Button
          className="not-on-paper"
          size="compact-xs"
          variant="subtle"
          onClick={() => setAsked(true)}
          aria-label={t('board.whyNotOf', { name: row.name })}
        >
          {t('board.whyNot')}
        </Button>
      )}
      {isAsked && <WhyNot id={row.elementId} name={row.name} onClose={() => setAsked(false)} />}
    </article>
  );
}
