import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { usePages } from '@/graphql/usePages';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { type Aligned, aligned } from './align';
import type { Axis } from './grid';
import { AlignmentQuery } from './queries';

/** Elements of a cell that are looked at. */
const MOST = 500;

interface Props {
  rows: Axis[];
  columns: Axis[];
  row: Axis;
  column: Axis;
  onOpen: (row: string, column: string) => void;
}

/** Each element of a row with what carries it in the row below; what nothing carries is a gap. */
export function Alignment({ rows, columns, row, column, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const lower = rows[rows.indexOf(row) + 1];
  const variables = {
    model,
    at,
    filter: { cells: [`${row.axisId}.${column.axisId}`] },
    language: i18n.language,
  };
  const { nodes, total, isDone } = usePages(AlignmentQuery, variables, (data) => data.model.elements, MOST);
  const pairs = lower ? aligned(nodes, lower.axisId) : [];
  const gaps = pairs.filter(({ carriers }) => carriers.length === 0).length;
  const choices = (axes: Axis[]) => axes.map(({ axisId, label }) => ({ value: axisId, label }));
  return (
    <>
      <div className="tools">
        <NativeSelect
          size="xs"
          label={t('zachman.upperRow')}
          data={choices(rows.slice(0, -1))}
          value={row.axisId}
          onChange={(event) => onOpen(event.currentTarget.value, column.axisId)}
        />
        <NativeSelect
          size="xs"
          label={t('zachman.column')}
          data={choices(columns)}
          value={column.axisId}
          onChange={(event) => onOpen(row.axisId, event.currentTarget.value)}
        />
        <CopyQuery query={AlignmentQuery} variables={variables} />
        <CsvButton name="alignment" rows={() => inRows(pairs)} />
      </div>
      {!isDone && <Loading />}
      {isDone && (
        <>
          <p role="status">
            {t('zachman.gaps', { count: gaps, total, lower: lower?.label ?? '' })}
            {total > nodes.length && ` ${t('zachman.cut', { shown: nodes.length, total })}`}
          </p>
          <table className="alignment">
            <thead>
              <tr>
                <th scope="col">{row.label}</th>
                <th scope="col">{lower?.label}</th>
              </tr>
            </thead>
            <tbody>
              {pairs.map((pair) => (
                <Pair key={pair.elementId} pair={pair} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}

function Pair({ pair }: { pair: Aligned }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const select = (sel: string) => void navigate({ to: '.', search: (old) => ({ ...old, sel }) });
  return (
    <tr data-gap={pair.carriers.length === 0 || undefined}>
      <th scope="row">
        <KindMark layer={pair.layer} />{' '}
        <button type="button" className="link" onClick={() => select(pair.elementId)}>
          {pair.name}
        </button>{' '}
        <small>{pair.kind}</small>
      </th>
      <td>
        {pair.carriers.length === 0 ? (
          <strong className="alignment-gap">{t('zachman.gap')}</strong>
        ) : (
          <ul>
            {pair.carriers.map(({ elementId, name, verb, kind, layer }) => (
              <li key={`${verb} ${elementId}`}>
                <em>{verb}</em> <KindMark layer={layer} />{' '}
                <button type="button" className="link" onClick={() => select(elementId)}>
                  {name}
                </button>{' '}
                <small>{kind}</small>
              </li>
            ))}
          </ul>
        )}
        {pair.isCut && <small>{t('zachman.manyRelations')}</small>}
      </td>
    </tr>
  );
}

function inRows(pairs: Aligned[]): string[][] {
  return pairs.flatMap(({ elementId, name, carriers }) =>
    carriers.length === 0
      ? [[elementId, name, '', '', '']]
      : carriers.map((carrier) => [elementId, name, carrier.verb, carrier.elementId, carrier.name]),
  );
}
