import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { Action, ActionContext } from '@/app/actions/action';
import { possible } from '@/app/actions/actions';
import { type Recent, recents, remember } from '@/app/recents';
import { ByIdsQuery, SearchQuery, ViewNamesQuery } from '@/graphql/frame';
import type { ResultOf } from '@/graphql/tada';
import { readAsked } from './query';

/** Pause after a key before the server is asked, in milliseconds. */
const PAUSE = 80;
const FOUND = 12;
const VIEWS = 6;

type Element = ResultOf<typeof SearchQuery>['model']['search']['nodes'][number];
type View = ResultOf<typeof ViewNamesQuery>['model']['views']['nodes'][number];

/** What the palette offers. */
export interface Offered {
  recent: (Element | View)[];
  elements: Element[];
  total: number;
  views: View[];
  actions: Action[];
  versions: { name: string; isTag: boolean }[];
  isSearching: boolean;
}

/** Keeps what is on the screen in mind. */
function useRemembering({ model: { name }, element, view }: ActionContext) {
  useEffect(() => {
    if (element) remember(name, { type: 'element', id: element });
  }, [name, element]);
  useEffect(() => {
    if (view) remember(name, { type: 'view', id: view });
  }, [name, view]);
}

function useRecent({ model }: ActionContext, isOpen: boolean, views: readonly View[]) {
  const { i18n } = useTranslation();
  const all = useMemo((): Recent[] => (isOpen ? recents(model.name) : []), [isOpen, model.name]);
  const ids = all.filter(({ type }) => type === 'element').map(({ id }) => id);
  const [{ data }] = useQuery({
    query: ByIdsQuery,
    variables: { model: model.name, at: model.revision, ids, language: i18n.language },
    pause: ids.length === 0,
  });
  const elements = ids.length > 0 ? (data?.model.elements.nodes ?? []) : [];
  return all.flatMap(({ type, id }): (Element | View)[] => {
    const found =
      type === 'view'
        ? views.find(({ viewId }) => viewId === id)
        : elements.find(({ elementId }) => elementId === id);
    return found ? [found] : [];
  });
}

/** What fits a text: elements, views, commands and versions; with no text, what was looked at last. */
export function usePalette(context: ActionContext, text: string, isOpen: boolean): Offered {
  const { t, i18n } = useTranslation();
  const { model } = context;
  useRemembering(context);
  const asked = readAsked(text);
  const [search] = useDebouncedValue(asked.search, PAUSE);
  const variables = { model: model.name, at: model.revision, language: i18n.language };
  const [{ data, fetching }] = useQuery({
    query: SearchQuery,
    variables: { ...variables, text: search, first: FOUND },
    pause: search === '' || !isOpen,
  });
  const [{ data: named }] = useQuery({ query: ViewNamesQuery, variables, pause: !isOpen });
  const allViews = named?.model.views.nodes ?? [];
  const recent = useRecent(context, isOpen && text === '', allViews);
  const isSearching = asked.search !== '' && (fetching || search !== asked.search);
  // Until elements are here, nothing stands where they will: Enter takes what is first.
  const names = isSearching ? undefined : asked.names;
  const isNamed = (name: string) => names !== undefined && name.toLowerCase().includes(names);
  const isPlain = asked.search !== '' && !isSearching;
  const found = isPlain ? data?.model.search : undefined;
  const views = allViews.filter(({ name, viewId }) => isPlain && (isNamed(name) || isNamed(viewId)));
  const versions = [
    ...model.branches.map(({ name }) => ({ name, isTag: false })),
    ...model.tags.map(({ name }) => ({ name, isTag: true })),
  ].filter(({ name }) => isPlain && isNamed(name) && name !== model.branch);
  return {
    recent: text === '' ? recent : [],
    elements: found?.nodes ?? [],
    total: found?.totalCount ?? 0,
    views: views.slice(0, VIEWS),
    actions: possible(context).filter((action) => isNamed(t(action.label))),
    versions: versions.slice(0, VIEWS),
    isSearching,
  };
}
