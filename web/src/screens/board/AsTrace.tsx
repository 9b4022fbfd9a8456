import { useTranslation } from 'react-i18next';
import { day, packageOf } from '@/screens/delivery/ledger/format';
import { ElementLink, To } from '@/screens/delivery/ledger/links';
import { State } from '@/screens/delivery/ledger/State';
import { More, type Shown } from './Columns';
import type { Row } from './rows';

/** The board as one line for each requirement, from why to where: hollow is what is missing. */
export function AsTrace({
  columns,
  environments,
  more,
  isLooking,
}: Shown & { environments: readonly { elementId: string; name: string }[] }) {
  const { t } = useTranslation();
  const column = columns[0];
  return (
    <>
      <ul className="plain board-strips">
        {(column?.rows ?? []).map((row) => (
          <li key={row.elementId}>
            <Strip row={row} environments={environments} />
          </li>
        ))}
      </ul>
      {column && <More column={column} more={more} isLooking={isLooking} />}
      <p className="quiet">{t('board.hollow')}</p>
    </>
  );
}

function Strip({
  row,
  environments,
}: {
  row: Row;
  environments: readonly { elementId: string; name: string }[];
}) {
  const { t } = useTranslation();
  const effect = row.effect.indicators[0];
  return (
    <ol className="board-strip">
      <li data-missing={row.demands.length === 0 || undefined}>
        <small>{t('ledger.step.demand')}</small>
        {row.demands.length === 0 && t('board.nothing')}
        {row.demands.map((demand) => (
          <ElementLink key={demand.id} element={demand} page="element" />
        ))}
      </li>
      <li>
        <small>{row.elementId}</small>
        <To id={row.elementId} page="requirement">
          {row.name}
        </To>
        <State set="decision" name={row.decision} />
      </li>
      <li data-missing={row.state === 'NOT_STARTED' || undefined}>
        <small>{t('board.cell.state')}</small>
        <State set="state" name={row.state} />
        {row.since && <small>{day(row.since)}</small>}
      </li>
      {environments.map(({ elementId, name }) => {
        const there = row.deliveries.find(({ environment }) => environment?.elementId === elementId);
        return (
          <li key={elementId} data-missing={!there || undefined}>
            <small>{name}</small>
            {there ? <State set="state" name={there.state} /> : t('board.nothing')}
            {there?.version && <small title={there.version}>{packageOf(there.version).version}</small>}
          </li>
        );
      })}
      <li data-missing={row.effect.state === 'NO_INDICATOR' || undefined}>
        <small>{effect?.indicator?.name ?? t('ledger.step.indicator')}</small>
        <State set="effect" name={row.effect.state} />
      </li>
    </ol>
  );
}
