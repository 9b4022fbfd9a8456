import { IconAlertTriangle } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Axis, type Cell, type ColorBy, dots, moved, strength } from './grid';

interface Props {
  rows: Axis[];
  columns: Axis[];
  cells: Cell[];
  color: ColorBy;
  /** What is open; a row without a column is the whole row. */
  row: string | undefined;
  column: string | undefined;
  onOpen: (row: string | undefined, column: string | undefined) => void;
}

/** Six rows and six columns. Arrows move, Enter opens; the heads open whole rows and columns. */
export function Grid({ rows, columns, cells, color, row, column, onOpen }: Props) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<[number, number]>([1, 1]);
  const most = Math.max(1, ...cells.map(({ count }) => count));

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(at, event.key);
    if (next && !(next[0] === 0 && next[1] === 0)) {
      event.preventDefault();
      setAt(next);
      table.current?.querySelector<HTMLElement>(`[data-at="${next.join()}"]`)?.focus();
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(rows[at[0] - 1]?.axisId, columns[at[1] - 1]?.axisId);
    }
  };
  const place = (r: number, c: number) => ({
    'data-at': `${r},${c}`,
    tabIndex: at[0] === r && at[1] === c ? 0 : -1,
    onFocus: () => setAt([r, c]),
    onClick: () => onOpen(rows[r - 1]?.axisId, columns[c - 1]?.axisId),
  });
  return (
    <table ref={table} role="grid" className="zachman" aria-label={t('zachman.title')} onKeyDown={onKeyDown}>
      <thead>
        <tr role="row">
          <td role="presentation" />
          {columns.map(({ axisId, label, classic }, c) => (
            <th
              key={axisId}
              role="columnheader"
              scope="col"
              aria-selected={column === axisId && row === undefined}
              {...place(0, c + 1)}
            >
              {label}
              <small>{classic}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ axisId, label, classic }, r) => (
          <tr key={axisId} role="row">
            <th
              role="rowheader"
              scope="row"
              aria-selected={row === axisId && column === undefined}
              {...place(r + 1, 0)}
            >
              {label}
              <small>{classic}</small>
            </th>
            {columns.map((across, c) => {
              const cell = cells.find((one) => one.row === axisId && one.column === across.axisId);
              return cell ? (
                <td
                  key={across.axisId}
                  role="gridcell"
                  data-cell={cell.id}
                  data-strength={strength(cell, color, most)}
                  data-color={color}
                  data-empty={cell.count === 0 || undefined}
                  aria-selected={row === axisId && column === across.axisId}
                  title={`${cell.name}\n${cell.classic}`}
                  {...place(r + 1, c + 1)}
                >
                  <span className="unseen">
                    <Spoken cell={cell} row={label} column={across.label} />
                  </span>
                  <Inside cell={cell} />
                </td>
              ) : (
                <td key={across.axisId} role="gridcell" />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Business, How, 48 elements, 75 percent complete, 2 problems". */
function Spoken({ cell, row, column }: { cell: Cell; row: string; column: string }) {
  const { t } = useTranslation();
  const parts = [row, column, t('zachman.elements', { count: cell.count })];
  if (cell.share !== null) parts.push(t('zachman.complete', { percent: Math.round(cell.share * 100) }));
  if (cell.problems > 0) parts.push(t('zachman.problems', { count: cell.problems }));
  return parts.join(', ');
}

function Inside({ cell }: { cell: Cell }) {
  const { t } = useTranslation();
  if (cell.count === 0) {
    return (
      <span className="zachman-empty" aria-hidden>
        <b>+</b> {cell.classic}
        <small>{t('zachman.example', { what: t(`zachman.examples.${cell.id.replace('.', '_')}`) })}</small>
      </span>
    );
  }
  return (
    <span className="zachman-cell" aria-hidden>
      <b>{cell.count}</b>
      {cell.share !== null && (
        <span
          className="zachman-dots"
          title={t('zachman.complete', { percent: Math.round(cell.share * 100) })}
        >
          {dots(cell.share)} {Math.round(cell.share * 100)}%
        </span>
      )}
      {cell.problems > 0 && (
        <span className="zachman-problems">
          <IconAlertTriangle size={13} /> {cell.problems}
        </span>
      )}
      <small>{cell.name}</small>
    </span>
  );
}
