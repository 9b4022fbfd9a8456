import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useEdited } from '@/app/useEdit';
import { usePages } from '@/graphql/usePages';
import { addressOf } from '@/model/commands/structure';
import { type Column, type Row, columnsOf, documentOf, usualColumns } from './columns';
import { CatalogKindQuery, CatalogQuery } from './queries';
import { asked, matches, namesOf, parseFilter, rawOf, shownOf, sorted } from './rows';
import type { CatalogSearch } from './search';

/** Rows that are held here at most; of longer lists the first ones, and the screen says so. */
export const MOST = 5000;
const PAGE = 250;

/** A catalog at the version that is shown, with the edits that are not in it yet. */
export function useCatalog(kindId: string, search: CatalogSearch) {
  const { t, i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const { language } = i18n;
  const [{ data, error: kindError, fetching }] = useQuery({
    query: CatalogKindQuery,
    variables: { model, at, kind: kindId, language },
  });
  const kind = data?.model.metamodel.kind ?? null;
  const all = useMemo(() => (kind ? columnsOf(kind, (key) => t(key)) : []), [kind, t]);
  const filters = (search.filter ?? []).flatMap((text) => parseFilter(text) ?? []);
  const variables = {
    model,
    at,
    filter: asked(kindId, search.text ?? '', filters),
    language,
    first: PAGE,
  };
  const pages = usePages(CatalogQuery, variables, (page) => page.model.elements, MOST, !kind);
  const documents = useMemo(
    () =>
      Object.fromEntries(pages.nodes.map((one) => [addressOf('element', one.elementId), documentOf(one)])),
    [pages.nodes],
  );
  const edited = useEdited(documents, pages.data?.model.revision ?? at);
  const found = pages.nodes.flatMap((element): Row[] => {
    const fields = edited[addressOf('element', element.elementId)];
    return fields ? [{ id: element.elementId, element, fields }] : [];
  });
  const names = namesOf(found);
  const raw = (row: Row, column: Column) => rawOf(row, column, language);
  const show = (row: Row, column: Column) => shownOf(row, column, language, names);
  const kept = found.filter((row) => matches(row, filters, all, language));
  const wanted = search.columns ?? (kind ? usualColumns(kind) : []);
  return {
    kind,
    isMissing: !fetching && data !== undefined && kind === null,
    /** Every column there could be. */
    all,
    columns: wanted.flatMap((key) => all.find((column) => column.key === key) ?? []),
    rows: sorted(kept, search.sort, all, show, raw),
    /** Before filters that only this screen knows. */
    found,
    filters,
    total: pages.total,
    isDone: pages.isDone,
    isCut: pages.isDone && pages.total > pages.nodes.length,
    error: kindError ?? pages.error,
    retry: pages.retry,
    raw,
    show,
    query: CatalogQuery,
    variables,
  };
}

/** A catalog as a screen has it. */
export type Catalog = ReturnType<typeof useCatalog>;
