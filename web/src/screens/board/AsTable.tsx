import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { day, packageOf } from '@/screens/delivery/ledger/format';
import { To } from '@/screens/delivery/ledger/links';
import { State } from '@/screens/delivery/ledger/State';
import { More, type Shown } from './Columns';
import { lacks } from './rows';

const ROW_HEIGHT = 56;

/** The board as a table: one requirement a row. Only rows on the screen are drawn. */
export function AsTable({ columns, gaps, more, isLooking }: Shown) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDivElement>(null);
  const column = columns[0];
  const rows = column?.rows ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <div ref={ref} className="board-table" tabIndex={0} role="region" aria-label={t('board.title')}>
        <table aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {(
                [
                  'name',
                  'priority',
                  'decision',
                  'state',
                  'since',
                  'runs',
                  'owner',
                  'effect',
                  'missing',
                ] as const
              ).map((key) => (
                <th key={key} scope="col">
                  {t(`board.cell.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr aria-hidden style={{ height: before }} />}
            {items.map(({ index }) => {
              const row = rows[index];
              if (!row) return null;
              const running = row.deliveries.findLast(
                ({ state }) => state === 'LIVE' || state === 'DEPLOYED',
              );
              return (
                <tr
                  key={row.elementId}
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                >
                  <th scope="row">
                    <To id={row.elementId} page="requirement" title={row.name}>
                      <span className="ledger-clip">{row.name}</span>
                    </To>
                    <small>{row.elementId}</small>
                  </th>
                  <td>
                    {row.priority ?? '–'} / {row.urgency ?? '–'}
                  </td>
                  <td>
                    <State set="decision" name={row.decision} />
                  </td>
                  <td>
                    <State set="state" name={row.state} />
                  </td>
                  <td>{row.since ? day(row.since) : '–'}</td>
                  <td>
                    {running
                      ? `${running.environment?.name ?? ''} ${packageOf(running.version ?? '').version}`
                      : '–'}
                  </td>
                  <td>
                    {row.owners.business?.element?.name ?? row.owners.business?.text ?? '–'}
                    <small>{row.owners.technology?.element?.name ?? row.owners.technology?.text}</small>
                  </td>
                  <td>
                    <State set="effect" name={row.effect.state} />
                  </td>
                  <td>
                    {lacks(row, gaps.get(row.elementId))
                      .map((lack) => t(`board.lack.${lack}`))
                      .join(t('delivery.comma'))}
                  </td>
                </tr>
              );
            })}
            {after > 0 && <tr aria-hidden style={{ height: after }} />}
          </tbody>
        </table>
      </div>
      {column && <More column={column} more={more} isLooking={isLooking} />}
    </>
  );
}
