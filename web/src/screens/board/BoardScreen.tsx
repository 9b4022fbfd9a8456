import './board.css';

import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { toCsv } from '@/parts/csv';
import { Page } from '@/screens/delivery/ledger/Page';
import { say } from '@/screens/delivery/ledger/say';
import { Tools } from '@/screens/delivery/ledger/Tools';
import { useAsked, useLedger } from '@/screens/delivery/ledger/useLedger';
import { inOrder } from '@/screens/delivery/stages';
import { PlacesQuery } from '@/screens/delivery/queries';
import { AsTable } from './AsTable';
import { AsTrace } from './AsTrace';
import { Columns } from './Columns';
import { Dark } from './Dark';
import { Filters } from './Filters';
import { NewRequirement } from './NewRequirement';
import { BoardGapsQuery, BoardQuery } from './queries';
import { type Row, fits, lacks } from './rows';
import { type BoardSearch, LANES, SHAPES, SORTS, filterOf } from './search';
import { type Question, useBoard } from './useBoard';

const COLUMNS = ['PROPOSED', 'AGREED', 'BUILDING', 'DEPLOYED', 'MEASURED'] as const;
/** Cards of a column before somebody asks for more; where cards are looked through here, as many as come at once. */
const FIRST = 50;
const LOOKED = 500;

/** All requirements by how far they are: what is decided, built, running and measured. */
export function BoardScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const search = useSearch({ from: '/m/$model/board' });
  const navigate = useNavigate({ from: '/m/$model/board' });
  const asked = useAsked(i18n.language);
  const [isAdding, setAdding] = useState(false);
  const [opened] = useState(() => Date.now());
  const now = asked.moment ? new Date(asked.moment).getTime() : opened;
  const { language, ...base } = asked;
  const { model: name, revision } = base;
  const places = useLedger({
    subject: name,
    query: PlacesQuery,
    variables: { model: name, revision, language },
  });
  const found = useLedger({ subject: name, query: BoardGapsQuery, variables: base });
  const environments = inOrder(places.data?.model.environments.nodes ?? []);
  const gaps = new Map(
    found.data?.model.traceability.nodes.map(({ requirement, missing }) => [requirement?.elementId, missing]),
  );
  const change = (to: Partial<BoardSearch>) =>
    void navigate({
      to: '.',
      replace: true,
      search: (old: BoardSearch) =>
        Object.fromEntries(Object.entries({ ...old, ...to }).filter(([, value]) => value !== undefined)),
    });

  const { show = 'board', sort = 'PRIORITY', lanes } = search;
  const question = { ...asked, sort, capabilities: lanes === 'capability' };
  const filter = filterOf(search);
  const byEnvironment = search.columns === 'environment';
  const heads =
    show !== 'board'
      ? [{ key: 'all', title: t('board.all'), filter }]
      : byEnvironment
        ? environments.map(({ elementId, name }) => ({
            key: elementId,
            title: name,
            filter: { ...filter, environment: elementId },
          }))
        : COLUMNS.map((column) => ({
            key: column as string,
            title: say(t, 'column', column),
            filter: { ...filter, column },
          }));
  const questions: Question[] = heads.map((head) => ({
    key: head.key,
    variables: { ...question, filter: head.filter },
  }));
  const isLooking = (search.flags?.length ?? 0) > 0 || search.older !== undefined;
  const board = useBoard(questions, isLooking ? LOOKED : FIRST);
  const columns = heads.map(({ key, title }) => {
    const held = board.held[key];
    const rows = held?.rows.filter((row) => fits(row, search, now));
    return { key, title, rows, looked: held?.rows.length ?? 0, total: held?.total ?? 0 };
  });
  const isEmpty = columns.every(({ rows }) => rows?.length === 0);
  const shown = { columns, gaps, now, environments, more: board.more, isLooking };
  return (
    <Page
      title={t('board.title')}
      tools={
        <div className="ledger-row">
          {model.isEditable && (
            <Button
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {t('board.add')}
            </Button>
          )}
          <Tools
            sent={questions.slice(0, 1).map(({ variables }) => ({
              query: BoardQuery,
              variables: { ...variables, filter, first: FIRST },
            }))}
            csv={{ name: 'board.csv', text: () => asCsv(columns.flatMap(({ rows = [] }) => rows)) }}
          />
        </div>
      }
    >
      <Filters search={search} environments={environments} onChange={change} />
      <div className="board-looks not-on-paper">
        <SegmentedControl
          size="xs"
          aria-label={t('board.show')}
          value={show}
          onChange={(to) => change({ show: to === 'board' ? undefined : SHAPES.find((one) => one === to) })}
          data={SHAPES.map((value) => ({ value, label: t(`board.as.${value}`) }))}
        />
        <Select
          size="xs"
          aria-label={t('board.sort')}
          leftSection={<small>{t('board.sort')}</small>}
          leftSectionWidth={66}
          w={270}
          value={sort}
          onChange={(to) => change({ sort: to === 'PRIORITY' ? undefined : SORTS.find((one) => one === to) })}
          data={SORTS.map((value) => ({ value, label: t(`board.sorts.${value}`) }))}
          allowDeselect={false}
        />
        {show === 'board' && (
          <>
            <Select
              size="xs"
              aria-label={t('board.columns')}
              leftSection={<small>{t('board.columns')}</small>}
              leftSectionWidth={66}
              w={230}
              value={search.columns ?? 'state'}
              onChange={(to) => change({ columns: to === 'environment' ? to : undefined })}
              data={(['state', 'environment'] as const).map((value) => ({
                value,
                label: t(`board.columnsBy.${value}`),
              }))}
              allowDeselect={false}
            />
            <Select
              size="xs"
              aria-label={t('board.lanes')}
              leftSection={<small>{t('board.lanes')}</small>}
              leftSectionWidth={66}
              w={230}
              value={lanes ?? 'none'}
              onChange={(to) => change({ lanes: LANES.find((one) => one === to) })}
              data={(['none', ...LANES] as const).map((value) => ({
                value,
                label: t(`board.lanesBy.${value}`),
              }))}
              allowDeselect={false}
            />
          </>
        )}
      </div>
      {board.error && <Trouble error={board.error} onRetry={board.retry} />}
      {!board.error && columns.some(({ rows }) => rows === undefined) && <Loading />}
      {isEmpty && (
        <Empty isFiltered={isLooking || Object.keys(filter).length > 0} onAdd={() => setAdding(true)} />
      )}
      {!isEmpty && show === 'board' && <Columns {...shown} lanes={lanes} />}
      {!isEmpty && show === 'table' && <AsTable {...shown} />}
      {!isEmpty && show === 'trace' && <AsTrace {...shown} />}
      {search.dark && <Dark environments={environments} />}
      {isAdding && <NewRequirement onClose={() => setAdding(false)} />}
    </Page>
  );

  function asCsv(rows: readonly Row[]): string {
    const keys = [
      'id',
      'name',
      'decision',
      'state',
      'since',
      'priority',
      'urgency',
      'business',
      'technology',
    ] as const;
    const head = [...keys, 'effect', 'missing'] as const;
    return toCsv([
      head.map((key) => t(`board.cell.${key}`)),
      ...rows.map((row) => [
        row.elementId,
        row.name,
        say(t, 'decision', row.decision),
        say(t, 'state', row.state),
        row.since ?? '',
        row.priority ?? '',
        row.urgency ?? '',
        row.owners.business?.text ?? '',
        row.owners.technology?.text ?? '',
        say(t, 'effect', row.effect.state),
        lacks(row, gaps.get(row.elementId))
          .map((lack) => t(`board.lack.${lack}`))
          .join('; '),
      ]),
    ]);
  }
}

function Empty({ isFiltered, onAdd }: { isFiltered: boolean; onAdd: () => void }) {
  const { t } = useTranslation();
  const { isEditable } = useModel();
  if (isFiltered) return <p className="ledger-empty">{t('board.noneFits')}</p>;
  return (
    <div className="ledger-empty">
      <p>{t('board.none')}</p>
      {isEditable && (
        <Button size="compact-sm" variant="default" onClick={onAdd}>
          {t('board.add')}
        </Button>
      )}
    </div>
  );
}
