import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ViewData } from '@/canvas/query';

interface Props {
  table: NonNullable<ViewData['table']>;
  title: string;
  onSelect: (element: string) => void;
}

/** A view that is a table. */
export function ViewTable({ table, title, onSelect }: Props) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
      <Table withTableBorder withColumnBorders stickyHeader aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{table.corner}</Table.Th>
            {table.columns.map(({ label, caption }, index) => (
              <Table.Th key={index} scope="col" title={caption}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map(({ head, cells }, row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row" title={head.caption}>
                {head.of.element ? (
                  <button
                    type="button"
                    className="link"
                    onClick={() => head.of.element && onSelect(head.of.element.elementId)}
                  >
                    {head.label}
                  </button>
                ) : (
                  head.label
                )}
              </Table.Th>
              {cells.map(({ text, count, note }, column) => (
                <Table.Td key={column} title={note}>
                  {text || count}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {table.moreRows + table.moreColumns > 0 && (
        <p className="quiet">{t('view.more', { rows: table.moreRows, columns: table.moreColumns })}</p>
      )}
    </div>
  );
}
