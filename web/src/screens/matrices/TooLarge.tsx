import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { saveText, toCsv } from '@/parts/csv';
import type { Matrix } from './useMatrix';

interface Props {
  matrix: Matrix;
  /** What kinds of relations are called. */
  labels: ReadonlyMap<string, string>;
}

/** A matrix that is too large to look at: it is had as a file. */
export function TooLarge({ matrix, labels }: Props) {
  const { t } = useTranslation();
  const client = useClient();
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
    <div className="matrix-ask" role="status">
      <p>{t('matrix.tooLarge', { rows: matrix.height, columns: matrix.width })}</p>
      <Button variant="default" onClick={() => void saveAll()}>
        {t('matrix.file')}
      </Button>
    </div>
  );
}
