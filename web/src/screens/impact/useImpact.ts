import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { useKept } from '@/graphql/useKept';
import { usePages } from '@/graphql/usePages';
import { FocusQuery, ImpactQuery, RunningQuery } from './queries';
import { touchedOf, wantedOf } from './reach';
import type { ImpactSearch } from './search';

/** Elements that are looked at; more than these nobody reads. */
const MOST = 2000;
/** Requirements of which it is asked where they run. */
const MOST_REQUIREMENTS = 100;
const RUNS = new Set(['DEPLOYED', 'LIVE']);

/** GraphQL's word for a direction. */
const DIRECTION = { both: 'BOTH', in: 'IN', out: 'OUT' } as const;

export const DEPTH = 2;

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').filter(Boolean);
}

/** What a change of an element may touch, at the version that is shown. */
export function useImpact(id: string, search: ImpactSearch) {
  const { i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const { language } = i18n;
  const [{ data, error, fetching }, again] = useKept(`${model}/impact/${id}`, {
    query: FocusQuery,
    variables: { model, at, id, language },
  });
  const relations = list(search.relations);
  const variables = {
    model,
    at,
    id,
    depth: search.depth ?? DEPTH,
    direction: DIRECTION[search.dir ?? 'both'],
    relations: relations.length > 0 ? relations : null,
    language,
  };
  const focus = data?.model.element ?? null;
  const none = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
  const pages = usePages(ImpactQuery, variables, (page) => page.model.element?.impact ?? none, MOST, !focus);
  const touched = useMemo(() => touchedOf(pages.nodes), [pages.nodes]);
  const isRequirement = (kind: string) => kind === 'requirement' || kind === 'user-story';
  const requirements = touched.filter(({ kind }) => isRequirement(kind)).map((one) => one.id);
  const asked = [...(focus && isRequirement(focus.kindId) ? [focus.elementId] : []), ...requirements];
  const ids = asked.slice(0, MOST_REQUIREMENTS);
  const [{ data: where }] = useQuery({
    query: RunningQuery,
    variables: { model, at, ids },
    pause: ids.length === 0 || !pages.isDone,
  });
  const places = ids.length === 0 ? [] : (where?.model.whereAre ?? []);
  const runs = places.filter(({ standings }) => standings.some(({ state }) => RUNS.has(state)));
  const running = new Set(runs.flatMap(({ requirement }) => (requirement ? [requirement.elementId] : [])));
  const deployments = new Set(
    runs.flatMap(({ standings }) =>
      standings.flatMap(({ state, deployment }) => (RUNS.has(state) && deployment ? [deployment] : [])),
    ),
  );
  return {
    focus,
    isMissing: !fetching && data !== undefined && focus === null,
    relationKinds: data?.model.metamodel.relations ?? [],
    touched,
    shown: wantedOf(touched, {
      kinds: list(search.kinds),
      owner: search.owner,
      running: search.running ? running : undefined,
    }),
    running,
    deployments: deployments.size,
    total: pages.total,
    isDone: pages.isDone,
    isCut: pages.isDone && pages.total > pages.nodes.length,
    error: error ?? pages.error,
    retry: () => {
      again({ requestPolicy: 'network-only' });
      pages.retry();
    },
    query: ImpactQuery,
    variables,
  };
}

/** An impact as a screen has it. */
export type Impact = ReturnType<typeof useImpact>;
