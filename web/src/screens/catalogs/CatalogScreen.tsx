import { Button, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { Bulk } from './Bulk';
import { commandOf } from './change';
import { ColumnsMenu } from './ColumnsMenu';
import type { Column } from './columns';
import { withHeadings } from './file';
import { Filters } from './Filters';
import { type Brought, ImportDialog } from './ImportDialog';
import { grouped } from './rows';
import type { CatalogSearch } from './search';
import { CatalogTable } from './Table';
import { Tools } from './Tools';
import { MOST, useCatalog } from './useCatalog';
import '@/parts/heat.css';
import './catalogs.css';

const route = getRouteApi('/m/$model/catalog/$kind');

/** All elements of a kind as a table that can be edited. */
export function CatalogScreen() {
  const { kind } = route.useParams();
  return <Catalog key={kind} kindId={kind} />;
}

function Catalog({ kindId }: { kindId: string }) {
  const { t, i18n } = useTranslation();
  const { isEditable, at } = useModel();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const edit = useEdit();
  const catalog = useCatalog(kindId, search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [isBulk, setBulk] = useState(false);
  const [brought, setBrought] = useState<Brought | null>(null);
  const { kind, rows, columns, all, total, show, raw } = catalog;
  if (!kind) {
    if (catalog.error) return <Trouble error={catalog.error} onRetry={catalog.retry} at={at} />;
    if (!catalog.isMissing) return <Loading />;
    return (
      <div className="screen">
        <Title order={1}>{kindId}</Title>
        <p role="status">{t('catalog.noKind', { kind: kindId })}</p>
      </div>
    );
  }
  /** Empty values leave the address. */
  const change = (next: CatalogSearch) =>
    void navigate({
      to: '.',
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...next }).filter(
            ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
          ),
        ),
      replace: true,
    });
  const open = (sel: string) => void navigate({ to: '.', search: (old) => ({ ...old, sel }) });
  const sort = (column: Column) => {
    const way =
      search.sort === column.key ? `-${column.key}` : search.sort === `-${column.key}` ? '' : column.key;
    change({ sort: way });
  };
  const fold = (value: string) => {
    const next = new Set(folded);
    if (!next.delete(value)) next.add(value);
    setFolded(next);
  };
  const group = all.find(({ key }) => key === search.group);
  const lines = grouped(rows, group, folded, show, raw);
  const chosen = rows.filter(({ id }) => selected.has(id));
  const isEmpty = catalog.isDone && total === 0 && catalog.filters.length === 0 && !search.text;
  return (
    <div className="screen catalog-screen">
      <Breadcrumb parts={[t('nav.catalogs'), kind.label]} />
      <Title order={1} size="h3" title={kind.description}>
        {t('catalog.title', { kind: kind.label })}
      </Title>
      <div className="tools">
        <Tools kind={kindId} catalog={catalog} onBring={setBrought} />
        <ColumnsMenu catalog={catalog} group={search.group} onChange={change} />
      </div>
      <Filters catalog={catalog} text={search.text ?? ''} onChange={change} />
      <p className="quiet" role="status">
        {catalog.isDone
          ? t('catalog.rows', { count: rows.length })
          : t('catalog.reading', { count: rows.length, total })}
        {catalog.isCut && ` ${t('catalog.cut', { shown: MOST, total })}`}
      </p>
      {chosen.length > 0 && (
        <div className="tools" role="group" aria-label={t('catalog.selection')}>
          <strong>{t('catalog.selected', { count: chosen.length })}</strong>
          {isEditable && (
            <Button size="compact-sm" onClick={() => setBulk(true)}>
              {t('catalog.setField')}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => setSelected(new Set())}>
            {t('catalog.clear')}
          </Button>
        </div>
      )}
      {catalog.error && rows.length === 0 && (
        <Trouble error={catalog.error} onRetry={catalog.retry} at={at} />
      )}
      {isEmpty ? (
        <p className="catalog-empty">
          {t(isEditable ? 'catalog.emptyEditable' : 'catalog.empty', { kind: kind.label })}
        </p>
      ) : (
        <CatalogTable
          label={t('catalog.title', { kind: kind.label })}
          columns={columns}
          lines={lines}
          sort={search.sort}
          selected={selected}
          isEditable={isEditable}
          show={show}
          raw={raw}
          onSort={sort}
          onFold={fold}
          onSelect={setSelected}
          onOpen={({ id }) => open(id)}
          onEdit={(row, column, text) => {
            const command = commandOf(row, column, text, i18n.language);
            if (command) edit(command);
          }}
          onPaste={(text, from) =>
            setBrought({
              name: t('catalog.clipboard'),
              text: withHeadings(text, [...from, ...all.filter((one) => !from.includes(one))]),
            })
          }
        />
      )}
      {isBulk && <Bulk rows={chosen} columns={all} onClose={() => setBulk(false)} />}
      {brought && <ImportDialog kind={kindId} brought={brought} onClose={() => setBrought(null)} />}
    </div>
  );
}
