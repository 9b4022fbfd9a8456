import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { Dialog } from '@/parts/Dialog';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { type ReadRow, ReadTable, type RowState, STATES, type TableReading } from './queries';

/** A table that somebody brings: a text, or a file in base64. */
export type Brought =
  { name: string; text: string; content?: undefined } | { name: string; content: string; text?: undefined };

interface Props {
  kind: string;
  brought: Brought;
  onClose: () => void;
}

/** What a table would do: new, changed and rejected rows. Nothing happens before "Apply", and that is one command. */
export function ImportDialog({ kind, brought, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const edit = useEdit();
  // What was looked at is what is applied.
  const [at] = useState(revision);
  const [state, setState] = useState<RowState | null>(null);
  const [{ data, error }, again] = useQuery({
    query: ReadTable,
    variables: {
      model,
      at,
      kind,
      text: brought.text ?? null,
      fileName: brought.text === undefined ? brought.name : null,
      content: brought.content ?? null,
      language: i18n.language,
      state,
    },
  });
  const reading = data?.model.readTable;
  const apply = () => {
    if (!reading) return;
    const count = reading.newCount + reading.changedCount;
    edit({
      kind: 'apply-edits',
      edits: reading.edits,
      name: t('catalog.imported', { name: brought.name, count }),
    });
    onClose();
  };
  return (
    <Dialog title={t('catalog.importTitle', { name: brought.name })} size="lg" onClose={onClose}>
      {error && !reading && (
        <Trouble error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
      )}
      {!error && !reading && <Loading />}
      {reading && (
        <>
          <Summary reading={reading} state={state} onPick={setState} />
          <Preview reading={reading} />
          <div className="tools">
            <Button onClick={apply} disabled={reading.newCount + reading.changedCount === 0}>
              {t('catalog.applyRows', { count: reading.newCount + reading.changedCount })}
            </Button>
            {reading.rejectedCount > 0 && (
              <span>{t('catalog.leftOut', { count: reading.rejectedCount })}</span>
            )}
          </div>
        </>
      )}
    </Dialog>
  );
}

interface SummaryProps {
  reading: TableReading;
  state: RowState | null;
  onPick: (state: RowState | null) => void;
}

function Summary({ reading, state, onPick }: SummaryProps) {
  const { t } = useTranslation();
  const counts: Record<RowState, number> = {
    NEW: reading.newCount,
    CHANGED: reading.changedCount,
    REJECTED: reading.rejectedCount,
    UNCHANGED: reading.unchangedCount,
  };
  const ignored = reading.columns.filter(({ key }) => key === null).map(({ heading }) => heading);
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('catalog.rowsShown')}
        value={state ?? ''}
        onChange={(value) => onPick(STATES.find((one) => one === value) ?? null)}
        data={[
          { value: '', label: t('catalog.all') },
          ...STATES.map((one) => ({ value: one, label: `${t(`catalog.state.${one}`)} ${counts[one]}` })),
        ]}
      />
      {ignored.length > 0 && (
        <p className="missing">{t('catalog.ignoredColumns', { what: ignored.join(', ') })}</p>
      )}
    </>
  );
}

function Preview({ reading }: { reading: TableReading }) {
  const { t } = useTranslation();
  if (reading.rows.length === 0) return <p role="status">{t('catalog.noRows')}</p>;
  return (
    <div className="catalog-preview" tabIndex={0} role="region" aria-label={t('catalog.preview')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('catalog.line')}</th>
            <th scope="col">{t('catalog.what')}</th>
            {reading.columns.map(({ heading, key }, index) => (
              <th key={index} scope="col" data-ignored={key === null || undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reading.rows.map((row) => (
            <PreviewRow key={row.line} row={row} reading={reading} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PreviewRow({ row, reading }: { row: ReadRow; reading: TableReading }) {
  const { t } = useTranslation();
  const isChanged = (key: string | null) =>
    row.state === 'CHANGED' &&
    key !== null &&
    row.changes.some(({ attribute }) => {
      const path = attribute.replace(/^(properties|owners)\./, '');
      return (
        [attribute, path].some((one) => one === key || one.startsWith(`${key}.`)) || key === `owner.${path}`
      );
    });
  return (
    <>
      <tr data-state={row.state}>
        <td>{row.line}</td>
        <td>{t(`catalog.state.${row.state}`)}</td>
        {reading.columns.map(({ key }, index) => (
          <td
            key={index}
            title={row.cells[index]}
            data-changed={isChanged(key) || undefined}
            data-wrong={row.problems.some(({ column }) => column === index) || undefined}
          >
            {row.cells[index]}
          </td>
        ))}
      </tr>
      {row.problems.length > 0 && (
        <tr data-state={row.state} className="catalog-why">
          <td />
          <td colSpan={reading.columns.length + 1}>
            {row.problems.map(({ message }) => message).join('; ')}
          </td>
        </tr>
      )}
    </>
  );
}
