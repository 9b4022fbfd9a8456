import { Button, SegmentedControl, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { Alignment } from './Alignment';
import { CellPanel } from './CellPanel';
import { Grid } from './Grid';
import { COLORS, type Cell, type ColorBy } from './grid';
import { Queue } from './Queue';
import { useGrid } from './useGrid';
import '@/parts/heat.css';
import './zachman.css';

const route = getRouteApi('/m/$model/zachman');

/** The grid of the Zachman framework, and what stands in its cells. */
export function ZachmanScreen() {
  const { t } = useTranslation();
  const { isEditable, at } = useModel();
  const { row, col, color = 'count', mode, classify } = route.useSearch();
  const navigate = route.useNavigate();
  const { grid, cells, isCut, error, retry, query, variables } = useGrid();
  if (!grid) return error ? <Trouble error={error} onRetry={retry} at={at} /> : <Loading />;
  const { zachmanRows: rows, zachmanColumns: columns, kinds } = grid.metamodel;
  const openRow = row === undefined ? undefined : rows[row - 1];
  const openColumn = columns.find(({ axisId }) => axisId === col);
  const isOpen = openRow !== undefined || openColumn !== undefined;
  const show = (search: object) =>
    void navigate({ to: '.', search: ({ row: _r, col: _c, ...old }) => ({ ...old, ...search }) });
  const open = (r: string | undefined, c: string | undefined) => {
    const number = rows.findIndex(({ axisId }) => axisId === r) + 1;
    show({ ...(number > 0 ? { row: number } : {}), ...(c ? { col: c } : {}) });
  };
  const change = (search: object) => void navigate({ to: '.', search: (old) => ({ ...old, ...search }) });
  const isAlign = mode === 'align';
  const { filled, unclassified, confirmed, byDefault } = grid.zachman;
  return (
    <div className="screen zachman-screen">
      <Title order={1} size="h3">
        {t('zachman.title')}
      </Title>
      <p className="quiet">
        {t('zachman.summary', { filled, confirmed, byDefault })} {isCut && t('zachman.manyProblems')}
      </p>
      <div className="tools">
        {!isAlign && (
          <SegmentedControl
            size="xs"
            aria-label={t('zachman.colorBy')}
            value={color}
            onChange={(value) => change({ color: value as ColorBy })}
            data={COLORS.map((value) => ({ value, label: t(`zachman.color.${value}`) }))}
          />
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={isAlign}
          onClick={() => change({ mode: isAlign ? undefined : 'align' })}
        >
          {isAlign ? t('zachman.title') : t('zachman.align')}
        </Button>
        {!isAlign && <CopyQuery query={query} variables={variables} />}
        {!isAlign && <CsvButton name="zachman" rows={() => inRows(cells)} />}
      </div>
      {isAlign ? (
        <Alignment
          rows={rows}
          columns={columns}
          row={openRow && openRow !== rows.at(-1) ? openRow : rows[1]!}
          column={openColumn ?? columns[1]!}
          onOpen={open}
        />
      ) : (
        <div className="zachman-sides" data-open={isOpen || undefined}>
          <div>
            <div className="zachman-scroll">
              <Grid
                rows={rows}
                columns={columns}
                cells={cells}
                color={color}
                row={openRow?.axisId}
                column={openColumn?.axisId}
                onOpen={open}
              />
            </div>
            <div className="zachman-strip">
              <strong>{t('zachman.unclassified', { count: unclassified })}</strong>
              {isEditable && (
                <Button size="compact-sm" variant="default" onClick={() => change({ classify: true })}>
                  {t('zachman.classify')}
                </Button>
              )}
              <small>{t('zachman.formula')}</small>
            </div>
          </div>
          {isOpen && (
            <CellPanel
              cells={cells.filter(
                (cell) =>
                  (!openRow || cell.row === openRow.axisId) &&
                  (!openColumn || cell.column === openColumn.axisId),
              )}
              row={openRow}
              column={openColumn}
              kinds={kinds}
              onClose={() => open(undefined, undefined)}
            />
          )}
        </div>
      )}
      {classify && isEditable && (
        <Queue
          rows={rows}
          columns={columns}
          cells={cells.map(({ id }) => id)}
          unclassified={unclassified}
          onClose={() => change({ classify: undefined })}
        />
      )}
    </div>
  );
}

function inRows(cells: Cell[]): (string | number)[][] {
  const head = ['row', 'column', 'name', 'elements', 'confirmed', 'completeness', 'problems'];
  return [
    head,
    ...cells.map(({ row, column, name, count, confirmed, share, problems }) => [
      row,
      column,
      name,
      count,
      confirmed,
      share === null ? '' : share.toFixed(3),
      problems,
    ]),
  ];
}
