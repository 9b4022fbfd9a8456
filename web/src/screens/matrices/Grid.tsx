import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Head, type Mark, cellKey, lettersIn } from './cells';
import type { Matrix } from './useMatrix';

interface Props {
  matrix: Matrix;
  label: string;
  corner: string;
  isEditable: boolean;
  /** What a mark says: its sign and its sentence. */
  sign: (mark: Mark, row: Head) => { text: string; sentence: string };
  /** The next relation of a cell. */
  onCycle: (row: Head, column: Head) => void;
  /** All relations that may be there. */
  onChoose: (row: Head, column: Head) => void;
  onOpen: (element: string) => void;
}

/** Rows and columns; a cell is the relations between them. Arrows move, Space cycles as a click does, Enter opens the choices. */
export function MatrixGrid(props: Props) {
  const { matrix, isEditable, sign, onCycle, onChoose, onOpen } = props;
  const { rows, columns, marks, shows } = matrix;
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<[number, number]>([0, 0]);
  const r = Math.min(at[0], rows.length - 1);
  const c = Math.min(at[1], columns.length - 1);
  const marksOf = (row: Head, column: Head) => marks.get(cellKey(row.id, column.id)) ?? [];
  const move = (row: number, column: number) => {
    const next: [number, number] = [
      Math.max(0, Math.min(rows.length - 1, row)),
      Math.max(0, Math.min(columns.length - 1, column)),
    ];
    setAt(next);
    document
      .getElementById(`${id}-${next.join('-')}`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== box.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [r - 1, c],
      ArrowDown: [r + 1, c],
      ArrowLeft: [r, c - 1],
      ArrowRight: [r, c + 1],
      Home: [r, 0],
      End: [r, columns.length - 1],
      PageUp: [r - 10, c],
      PageDown: [r + 10, c],
    };
    const next = moves[event.key];
    const [row, column] = [rows[r], columns[c]];
    if (next) move(...next);
    else if (event.key === ' ' && row && column && isEditable) onCycle(row, column);
    else if (event.key === 'Enter' && row && column) onChoose(row, column);
    else return;
    event.preventDefault();
  };
  const total = (row: Head | null, column: Head | null) =>
    (row ? [row] : rows).reduce(
      (sum, one) =>
        sum + (column ? [column] : columns).filter((other) => marksOf(one, other).length > 0).length,
      0,
    );
  return (
    <div
      ref={box}
      className="matrix-scroll"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={rows.length > 0 && columns.length > 0 ? `${id}-${r}-${c}` : undefined}
      onKeyDown={onKeyDown}
    >
      <table className="matrix" role="presentation">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" className="matrix-corner">
              {props.corner}
            </th>
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                data-here={columns[c]?.id === column.id || undefined}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  title={`${column.label} (${column.id})`}
                  onClick={() => onOpen(column.id)}
                >
                  {column.label}
                </button>
              </th>
            ))}
            <th role="columnheader" scope="col" className="matrix-total">
              {t('matrix.total')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, rowAt) => (
            <tr role="row" key={row.id} data-row={row.id}>
              <th role="rowheader" scope="row" data-here={rowAt === r || undefined}>
                <button
                  type="button"
                  tabIndex={-1}
                  title={`${row.label} (${row.id})`}
                  onClick={() => onOpen(row.id)}
                >
                  {row.label}
                </button>
              </th>
              {columns.map((column, columnAt) => {
                const found = marksOf(row, column);
                const isLegal = !matrix.isLegalKnown || matrix.choices(row, column).length > 0;
                const signs = found.map((mark) => sign(mark, row));
                const letters =
                  shows === 'relations' ? signs.map(({ text }) => text).join(' ') : lettersIn(found, shows);
                const sentences = signs.map(({ sentence }) => sentence).join('; ');
                const none = isLegal ? t('matrix.none') : t('matrix.illegal');
                const said = letters ? `${letters} (${sentences})` : none;
                return (
                  <td
                    key={column.id}
                    id={`${id}-${rowAt}-${columnAt}`}
                    role="gridcell"
                    data-column={column.id}
                    data-active={(rowAt === r && columnAt === c) || undefined}
                    data-illegal={(!isLegal && found.length === 0) || undefined}
                    data-letter={letters ? letters[0] : undefined}
                    data-shows={shows}
                    aria-label={`${row.label}, ${column.label}: ${said}`}
                    title={sentences || (isLegal ? undefined : t('matrix.illegal'))}
                    onClick={() => {
                      setAt([rowAt, columnAt]);
                      box.current?.focus();
                      if (isEditable && isLegal) onCycle(row, column);
                    }}
                    onContextMenu={(event) => {
                      event.preventDefault();
                      setAt([rowAt, columnAt]);
                      onChoose(row, column);
                    }}
                  >
                    {letters}
                  </td>
                );
              })}
              <td role="gridcell" className="matrix-total">
                {total(row, null)}
              </td>
            </tr>
          ))}
          <tr role="row" className="matrix-total">
            <th role="rowheader" scope="row">
              {t('matrix.total')}
            </th>
            {columns.map((column) => (
              <td key={column.id} role="gridcell">
                {total(null, column)}
              </td>
            ))}
            <td role="gridcell">{total(null, null)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
