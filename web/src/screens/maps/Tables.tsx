import { useTranslation } from 'react-i18next';
import type { MapDiagram, MapTableData } from './queries';

interface ListProps {
  diagram: MapDiagram;
  onSelect: (element: string) => void;
}

/** What a cell of the list of a picture says of its colour. */
function meaningOf(diagram: MapDiagram, tone: string | null): string {
  return (
    diagram.legend?.entries.find(({ sample, value }) => sample === 'tone' && value === tone)?.label ?? ''
  );
}

/** The elements of a picture as rows, for files. */
export function listRows(diagram: MapDiagram): string[][] {
  return diagram.nodes.flatMap(({ element, kindLabel, parentId, tone }) => {
    if (!element) return [];
    const around = diagram.nodes.find(({ nodeId }) => nodeId === parentId)?.label ?? '';
    return [[element.elementId, element.name, kindLabel ?? '', around, meaningOf(diagram, tone)]];
  });
}

/** The elements of a picture in words: what it says with places and colours stands in columns. */
export function MapList({ diagram, onSelect }: ListProps) {
  const { t } = useTranslation();
  return (
    <div className="map-scroll" tabIndex={0} role="region" aria-label={t('map.asTable')}>
      <table className="map-table">
        <thead>
          <tr>
            <th scope="col">{t('element.name')}</th>
            <th scope="col">{t('new.kind')}</th>
            <th scope="col">{t('map.within')}</th>
            {diagram.legend && <th scope="col">{diagram.legend.title}</th>}
          </tr>
        </thead>
        <tbody>
          {listRows(diagram).map(([id = '', name, kind, around, meaning]) => (
            <tr key={id}>
              <th scope="row">
                <button type="button" className="link" onClick={() => onSelect(id)}>
                  {name}
                </button>
              </th>
              <td>{kind}</td>
              <td>{around}</td>
              {diagram.legend && <td>{meaning}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table of the server as rows, for files. */
export function tableRows(table: MapTableData): string[][] {
  return [
    [table.corner, ...table.columns.map(({ label }) => label)],
    ...table.rows.map(({ head, cells }) => [
      head.label,
      ...cells.map(({ text, count }) => text || String(count ?? '')),
    ]),
  ];
}

/** A view that is a table: catalogs, matrices, phases. */
export function MapTable({ table, onSelect }: { table: MapTableData; onSelect: (element: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="map-scroll" tabIndex={0} role="region" aria-label={table.title}>
        <table className="map-table">
          <thead>
            <tr>
              <th scope="col">{table.corner}</th>
              {table.columns.map(({ label, caption }, index) => (
                <th key={index} scope="col" title={caption}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ head, cells }, row) => {
              const element = head.of.element?.elementId;
              return (
                <tr key={row}>
                  <th scope="row" title={head.caption}>
                    {element ? (
                      <button type="button" className="link" onClick={() => onSelect(element)}>
                        {head.label}
                      </button>
                    ) : (
                      head.label
                    )}
                  </th>
                  {cells.map(({ text, count, note }, column) => (
                    <td key={column} title={note}>
                      {text || count}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {table.moreRows + table.moreColumns > 0 && (
        <p className="quiet">{t('view.more', { rows: table.moreRows, columns: table.moreColumns })}</p>
      )}
      {table.key.length > 0 && (
        <p className="quiet">{table.key.map(({ sign, meaning }) => `${sign} = ${meaning}`).join(' · ')}</p>
      )}
    </>
  );
}
