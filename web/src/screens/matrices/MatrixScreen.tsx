import { Button, Checkbox, SegmentedControl, TextInput, Title } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { newRelationId } from '@/model/ids';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { saveText, toCsv } from '@/parts/csv';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { type Head, type Mark, cellKey, lettersIn } from './cells';
import { type Choice, following, followingLetters, lettered, lettersAllowed, replaced } from './choices';
import { ChoicesDialog } from './ChoicesDialog';
import { MatrixGrid } from './Grid';
import { KindsInput } from './KindsInput';
import { type MatrixSearch, SHOWS, type Shows, transposed } from './presets';
import { Presets } from './Presets';
import { signsOf } from './signs';
import { kindsIn, useMatrix } from './useMatrix';
import '@/parts/heat.css';
import './matrices.css';

const route = getRouteApi('/m/$model/matrix');

/** What relates elements of one kind to those of another; the index where no kinds are named. */
export function MatrixScreen() {
  const { rows, columns } = route.useSearch();
  return rows && columns ? <MatrixPage key={`${rows} ${columns}`} /> : <Presets />;
}

function MatrixPage() {
  const { t } = useTranslation();
  const { isEditable, at } = useModel();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useClient();
  const edit = useEdit();
  const matrix = useMatrix(search);
  const [cell, setCell] = useState<[Head, Head] | null>(null);
  const { words, shows, marks } = matrix;
  if (!words)
    return matrix.error ? (
      <Trouble error={matrix.error} onRetry={() => location.reload()} at={at} />
    ) : (
      <Loading />
    );
  const { kinds, relations } = words.model.metamodel;
  const nameOf = (ids: string | undefined) =>
    kindsIn(ids)
      .map((id) => kinds.find(({ kindId }) => kindId === id)?.label ?? id)
      .join(', ');
  const title = `${nameOf(search.rows)} × ${nameOf(search.columns)}`;
  const change = (next: MatrixSearch) =>
    void navigate({
      to: '.',
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...next }).filter(([, value]) => value !== '' && value !== undefined),
        ),
      replace: true,
    });
  const open = (sel: string) => void navigate({ to: '.', search: (old) => ({ ...old, sel }) });

  const labels = new Map(relations.map(({ kindId, label }) => [kindId, label]));
  const used = [...new Set([...marks.values()].flat().map(({ kind }) => kind))].sort();
  const signs = signsOf(used.map((kind) => labels.get(kind) ?? kind));
  const sign = (mark: Mark, row: Head) => {
    const relation = relations.find(({ kindId }) => kindId === mark.kind);
    const label = relation?.label ?? mark.kind;
    const isForward = mark.source === row.id;
    const verb = (isForward ? relation?.forward : relation?.backward) ?? label;
    return { text: `${signs.get(label) ?? label}${isForward ? '→' : '←'}`, sentence: verb };
  };
  const marksOf = (row: Head, column: Head) => marks.get(cellKey(row.id, column.id)) ?? [];
  const setRelation = (row: Head, column: Head, choice: Choice | null) => {
    const command = replaced(marksOf(row, column), choice, row, column, newRelationId);
    if (command) edit(command);
  };
  const setLetters = (row: Head, column: Head, letters: string) => {
    if (shows === 'relations') return;
    const choices = matrix.allChoices(row, column);
    const command = lettered(marksOf(row, column), letters, choices, row, column, shows, newRelationId);
    if (command) edit(command);
  };
  const cycle = (row: Head, column: Head) => {
    const now = marksOf(row, column);
    const choices = matrix.choices(row, column);
    if (shows !== 'relations') {
      const allowed = lettersAllowed(matrix.allChoices(row, column), shows);
      setLetters(row, column, followingLetters(lettersIn(now, shows), allowed, shows));
    } else if (now.length > 1) setCell([row, column]);
    else setRelation(row, column, following(now, choices, row, column));
  };
  const inRows = () => [
    ['', ...matrix.columns.map(({ label }) => label)],
    ...matrix.rows.map((row) => [
      row.label,
      ...matrix.columns.map((column) =>
        shows === 'relations'
          ? marksOf(row, column)
              .map((mark) => sign(mark, row).sentence)
              .join('; ')
          : lettersIn(marksOf(row, column), shows),
      ),
    ]),
  ];
  /** The whole matrix, also where it is too large to look at. */
  const saveAll = async () => {
    const { data } = await client.query(matrix.query, matrix.variables).toPromise();
    const table = data?.model.adHocView.table;
    if (!table) return;
    const rows = table.rows.map(({ head, cells }) => [
      head.label,
      ...cells.map(({ items }) =>
        items.map(({ of }) => labels.get(of.relation?.kindId ?? '') ?? '').join('; '),
      ),
    ]);
    saveText('matrix.csv', toCsv([['', ...table.columns.map(({ label }) => label)], ...rows]));
  };
  return (
    <div className="screen matrix-screen">
      <Breadcrumb parts={[t('nav.matrices'), title]} />
      <Title order={1} size="h3">
        {title}
      </Title>
      <div className="tools">
        <KindsInput
          label={t('matrix.rows')}
          kinds={kinds}
          value={kindsIn(search.rows)}
          onChange={(rows) => change({ rows: rows.join() })}
        />
        <KindsInput
          label={t('matrix.columns')}
          kinds={kinds}
          value={kindsIn(search.columns)}
          onChange={(columns) => change({ columns: columns.join() })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('matrix.shows')}
          value={shows}
          onChange={(value) =>
            change({ shows: value === 'relations' ? undefined : (value as Shows) } as MatrixSearch)
          }
          data={SHOWS.map((value) => ({ value, label: t(`matrix.shown.${value}`) }))}
        />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsExchange size={14} aria-hidden />}
          onClick={() =>
            void navigate({
              to: '.',
              search: (old) => ({ ...(old.at ? { at: old.at } : {}), ...transposed(search) }),
            })
          }
        >
          {t('matrix.transpose')}
        </Button>
        <CopyQuery query={matrix.query} variables={matrix.variables} />
        <CsvButton name="matrix" rows={inRows} />
      </div>
      <div className="tools">
        {(['rowText', 'columnText'] as const).map((key) => (
          <TextInput
            key={key}
            size="xs"
            type="search"
            aria-label={t(`matrix.${key}`)}
            placeholder={t(`matrix.${key}`)}
            defaultValue={search[key] ?? ''}
            onBlur={(event) => change({ [key]: event.currentTarget.value.trim() })}
            onKeyDown={(event) =>
              event.key === 'Enter' && change({ [key]: event.currentTarget.value.trim() })
            }
          />
        ))}
        <Checkbox
          size="xs"
          label={t('matrix.showEmpty')}
          checked={search.empty ?? false}
          onChange={() => change({ empty: search.empty ? undefined : true } as MatrixSearch)}
        />
        <span className="quiet" role="status">
          {matrix.isTooLarge || matrix.isLoading
            ? ''
            : t('matrix.size', {
                rows: matrix.rows.length,
                columns: matrix.columns.length,
                hidden: matrix.hidden,
              })}
        </span>
      </div>
      {matrix.error && <Trouble error={matrix.error} onRetry={() => location.reload()} at={at} />}
      {matrix.unknown.length > 0 && (
        <p role="status">{t('catalog.noKind', { kind: matrix.unknown.join(', ') })}</p>
      )}
      {matrix.isLoading && !matrix.error && <Loading />}
      {matrix.isEmpty && <p role="status">{t('matrix.empty')}</p>}
      {matrix.isTooLarge && (
        <div className="matrix-ask" role="status">
          <p>{t('matrix.tooLarge', { rows: matrix.height, columns: matrix.width })}</p>
          <Button variant="default" onClick={() => void saveAll()}>
            {t('matrix.file')}
          </Button>
        </div>
      )}
      {matrix.rows.length > 0 && matrix.columns.length > 0 ? (
        <>
          <MatrixGrid
            matrix={matrix}
            label={title}
            corner={`${nameOf(search.rows)} \\ ${nameOf(search.columns)}`}
            isEditable={isEditable}
            sign={sign}
            onCycle={cycle}
            onChoose={(row, column) => setCell([row, column])}
            onOpen={open}
          />
          <p className="quiet matrix-key">
            {shows === 'relations'
              ? [...signs].map(([label, text]) => `${text} = ${label}`).join(' · ')
              : [...(shows === 'raci' ? 'RACI' : 'CRUD')]
                  .map((letter) => `${letter} = ${t(`matrix.${shows}.${letter}`)}`)
                  .join(' · ')}
          </p>
        </>
      ) : (
        !matrix.isLoading &&
        !matrix.isTooLarge &&
        !matrix.isEmpty &&
        matrix.unknown.length === 0 && <p role="status">{t('matrix.noRelations')}</p>
      )}
      {cell && (
        <ChoicesDialog
          row={cell[0]}
          column={cell[1]}
          marks={marksOf(...cell)}
          choices={matrix.allChoices(...cell)}
          shows={shows}
          words={relations}
          isEditable={isEditable}
          onRelation={(choice) => {
            setRelation(...cell, choice);
            setCell(null);
          }}
          onLetters={(letters) => {
            setLetters(...cell, letters);
            setCell(null);
          }}
          onClose={() => setCell(null)}
        />
      )}
    </div>
  );
}
