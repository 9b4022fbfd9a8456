import { Button, Title } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from './Card';
import { type Row, laneOf, lanesOf } from './rows';
import type { BoardSearch } from './search';

/** A column with the rows that fit; undefined while they are on their way. */
export interface Column {
  key: string;
  title: string;
  rows: Row[] | undefined;
  /** How many were looked through for these. */
  looked: number;
  total: number;
}

export interface Shown {
  columns: readonly Column[];
  gaps: ReadonlyMap<string | undefined, readonly string[]>;
  now: number;
  more: (key: string, count: number) => void;
  /** Whether rows are looked through here, because the server has no such filter. */
  isLooking: boolean;
}

/** From so many cards on only those on the screen are drawn. */
const MANY = 60;
const CARD_HEIGHT = 150;

/** Cards in columns, and in lanes across them. */
export function Columns({ lanes, ...shown }: Shown & { lanes: BoardSearch['lanes'] }) {
  const { t } = useTranslation();
  const { columns } = shown;
  if (!lanes) {
    return (
      <div className="board" tabIndex={0} role="region" aria-label={t('board.title')}>
        {columns.map((column) => (
          <section key={column.key} className="board-column" aria-label={column.title}>
            <Head column={column} isLooking={shown.isLooking} />
            <Stack rows={column.rows ?? []} {...shown} />
            <More column={column} {...shown} />
          </section>
        ))}
      </div>
    );
  }
  const all = lanesOf(
    columns.flatMap(({ rows = [] }) => rows),
    lanes,
  );
  return (
    <div className="board-lanes" tabIndex={0} role="region" aria-label={t('board.title')}>
      <div className="board">
        {columns.map((column) => (
          <div key={column.key} className="board-column">
            <Head column={column} isLooking={shown.isLooking} />
          </div>
        ))}
      </div>
      {all.map((lane) => (
        <section key={lane.key}>
          <Title order={2} size="h5" className="board-lane">
            {lane.name === null ? t(`board.without.${lanes}`) : t(`board.lane.${lanes}`, { name: lane.name })}
          </Title>
          <div className="board">
            {columns.map((column) => (
              <section key={column.key} className="board-column" aria-label={column.title}>
                <Stack
                  rows={(column.rows ?? []).filter((row) => laneOf(row, lanes).key === lane.key)}
                  {...shown}
                />
              </section>
            ))}
          </div>
        </section>
      ))}
      <div className="board">
        {columns.map((column) => (
          <div key={column.key} className="board-column">
            <More column={column} {...shown} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Head({ column: { title, rows, total }, isLooking }: { column: Column; isLooking: boolean }) {
  return (
    <h2 className="board-head">
      {title} <small>{isLooking ? (rows?.length ?? '') : rows ? total : ''}</small>
    </h2>
  );
}

function Stack({ rows, gaps, now }: Pick<Shown, 'gaps' | 'now'> & { rows: readonly Row[] }) {
  if (rows.length > MANY) return <Virtual rows={rows} gaps={gaps} now={now} />;
  return (
    <ul className="board-cards">
      {rows.map((row) => (
        <li key={row.elementId}>
          <Card row={row} gaps={gaps.get(row.elementId) ?? []} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Virtual({ rows, gaps, now }: Pick<Shown, 'gaps' | 'now'> & { rows: readonly Row[] }) {
  const ref = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => CARD_HEIGHT,
    gap: 8,
    overscan: 6,
  });
  return (
    <div ref={ref} className="board-scroll" tabIndex={0} role="group">
      <ul className="board-virtual" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li
              key={row.elementId}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Card row={row} gaps={gaps.get(row.elementId) ?? []} now={now} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What is not here yet, and how to get it. */
export function More({ column, more, isLooking }: Pick<Shown, 'more' | 'isLooking'> & { column: Column }) {
  const { t } = useTranslation();
  const { key, rows, looked, total } = column;
  if (!rows || looked >= total) return null;
  return (
    <p className="board-more">
      {isLooking && <small>{t('board.looked', { looked, total })}</small>}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => more(key, Math.min(total, isLooking ? looked + 500 : looked * 2))}
      >
        {isLooking ? t('board.lookFurther') : t('board.moreCards', { count: total - looked })}
      </Button>
    </p>
  );
}
