import { useVirtualizer } from '@tanstack/react-virtual';
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '@/app/settings';
import { CellEditor } from './CellEditor';
import type { Column, Row } from './columns';
import type { Line } from './rows';

interface Props {
  label: string;
  columns: Column[];
  lines: Line[];
  sort: string | undefined;
  selected: ReadonlySet<string>;
  isEditable: boolean;
  show: (row: Row, column: Column) => string;
  raw: (row: Row, column: Column) => string;
  onSort: (column: Column) => void;
  onFold: (value: string) => void;
  onSelect: (ids: Set<string>) => void;
  onOpen: (row: Row) => void;
  onEdit: (row: Row, column: Column, text: string) => void;
  onPaste: (text: string, columns: Column[]) => void;
}

/** What is typed into a cell, or how the editor opens. */
interface Editing {
  typed: string | null;
}

/** Rows and columns as in a spreadsheet. Arrows move, typing or F2 edits, Space selects, a paste is looked at first. */
export function CatalogTable(props: Props) {
  const { columns, lines, selected, isEditable, show, raw } = props;
  const { t } = useTranslation();
  const density = useSettings((settings) => settings.density);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [at, setAt] = useState<[number, number]>([0, 0]);
  const [editing, setEditing] = useState<Editing | null>(null);
  const height = density === 'compact' ? 28 : 36;
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const line = Math.min(at[0], lines.length - 1);
  const place = Math.min(at[1], columns.length - 1);
  const current = lines[line];
  const column = columns[place];
  const canEdit = isEditable && current?.kind === 'row' && column !== undefined && column.input !== 'none';

  const move = (to: number, across: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setAt([next, Math.max(0, Math.min(columns.length - 1, across))]);
    setEditing(null);
    virtual.scrollToIndex(next);
    box.current?.focus();
  };
  const toggle = (row: Row) => {
    const next = new Set(selected);
    if (!next.delete(row.id)) next.add(row.id);
    props.onSelect(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.target !== box.current) return;
    const page = Math.floor((box.current?.clientHeight ?? 400) / height) - 1;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [line - 1, place],
      ArrowDown: [line + 1, place],
      ArrowLeft: [line, place - 1],
      ArrowRight: [line, place + 1],
      PageUp: [line - page, place],
      PageDown: [line + page, place],
      Home: event.ctrlKey ? [0, 0] : [line, 0],
      End: event.ctrlKey ? [lines.length - 1, place] : [line, columns.length - 1],
    };
    const next = moves[event.key];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (next) move(...next);
    else if (event.key === ' ' && current?.kind === 'row') toggle(current.row);
    else if ((event.key === 'Enter' || event.key === ' ') && current?.kind === 'group')
      props.onFold(current.value);
    else if (event.key === 'Enter' && current?.kind === 'row') props.onOpen(current.row);
    else if (event.key === 'F2' && canEdit) setEditing({ typed: null });
    else if (event.key === 'Delete' && canEdit && !event.shiftKey && column.input !== 'name') {
      props.onEdit(current.row, column, '');
    } else if (isPlain && canEdit && event.nativeEvent.isComposing) setEditing({ typed: '' });
    else if (isPlain && canEdit && event.key.length === 1) setEditing({ typed: event.key });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (editing || !isEditable || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    props.onPaste(text, columns.slice(place));
  };
  const template = `36px ${columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ')}`;
  const width = columns.reduce((sum, one) => sum + one.width, 36);
  const cellId = (row: number, across: number) => `${id}-${row}-${across}`;
  const rowIds = lines.flatMap((one) => (one.kind === 'row' ? [one.row.id] : []));
  const isAll = rowIds.length > 0 && rowIds.every((one) => selected.has(one));
  return (
    <div
      ref={box}
      className="catalog"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={current ? cellId(line, place) : undefined}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    >
      <div
        className="catalog-row catalog-head"
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: template, minWidth: width }}
      >
        <div role="columnheader">
          <input
            type="checkbox"
            aria-label={t('catalog.selectAll')}
            checked={isAll}
            onChange={() => props.onSelect(new Set(isAll ? [] : rowIds))}
          />
        </div>
        {columns.map((one) => {
          const way =
            props.sort === one.key ? 'ascending' : props.sort === `-${one.key}` ? 'descending' : 'none';
          return (
            <div key={one.key} role="columnheader" aria-sort={way} data-number={one.isNumber || undefined}>
              <button type="button" onClick={() => props.onSort(one)} title={one.label}>
                {one.label}
                <span aria-hidden>{way === 'ascending' ? ' ▲' : way === 'descending' ? ' ▼' : ''}</span>
              </button>
            </div>
          );
        })}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: width, position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const one = lines[index]!;
          const style = { height, transform: `translateY(${start}px)`, gridTemplateColumns: template };
          if (one.kind === 'group') {
            return (
              <div
                key={`group ${one.value}`}
                role="row"
                aria-rowindex={index + 2}
                className="catalog-row catalog-group"
                style={style}
              >
                <div
                  id={cellId(index, place)}
                  role="gridcell"
                  aria-colspan={columns.length + 1}
                  aria-expanded={!one.isFolded}
                  data-active={index === line || undefined}
                  onClick={() => {
                    move(index, place);
                    props.onFold(one.value);
                  }}
                >
                  <span aria-hidden>{one.isFolded ? '▸' : '▾'}</span> {one.label || t('catalog.nothing')}{' '}
                  <small>{one.count}</small>
                </div>
              </div>
            );
          }
          const { row } = one;
          return (
            <div
              key={row.id}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={selected.has(row.id)}
              className="catalog-row"
              data-element={row.id}
              style={style}
            >
              <div role="gridcell">
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={t('catalog.select', { name: row.element.name })}
                  checked={selected.has(row.id)}
                  onChange={() => toggle(row)}
                />
              </div>
              {columns.map((across, position) => {
                const isHere = index === line && position === place;
                const text = show(row, across);
                return (
                  <div
                    key={across.key}
                    id={cellId(index, position)}
                    role="gridcell"
                    aria-readonly={!isEditable || across.input === 'none'}
                    data-column={across.key}
                    data-active={isHere || undefined}
                    data-number={across.isNumber || undefined}
                    data-alert={(across.key === 'problems' && text !== '0') || undefined}
                    title={isHere && editing ? undefined : text}
                    onClick={() => {
                      if (!isHere || !editing) move(index, position);
                    }}
                    onDoubleClick={() => {
                      if (isEditable && across.input !== 'none') setEditing({ typed: null });
                      else props.onOpen(row);
                    }}
                  >
                    {isHere && editing ? (
                      <CellEditor
                        column={across}
                        value={raw(row, across)}
                        shown={text}
                        typed={editing.typed}
                        onCancel={() => move(line, place)}
                        onCommit={(value, [down, right]) => {
                          props.onEdit(row, across, value);
                          move(line + down, place + right);
                        }}
                      />
                    ) : across.key === 'name' ? (
                      <button type="button" className="link" tabIndex={-1} onClick={() => props.onOpen(row)}>
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
