import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Client, useClient, useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { Found, Kind, Rule, Surroundings } from '@/canvas/surroundings';
import type { ResultOf } from '@/graphql/tada';
import { useRestore } from '@/screens/compare/useRestore';
import { AroundQuery, DrawingWordsQuery, FindQuery, RulesQuery } from './queries';

type Words = ResultOf<typeof DrawingWordsQuery>['model']['metamodel'];
type RuleData = NonNullable<
  ResultOf<typeof RulesQuery>['model']['metamodel']['kind']
>['allowedRelations'][number];
type FoundData = NonNullable<ResultOf<typeof AroundQuery>['model']['element']>;

const ORDER = ['strategy', 'business', 'application', 'technology', 'motivation', 'implementation'];

function rank(layer: string): number {
  const at = ORDER.indexOf(layer);
  return at < 0 ? ORDER.length : at;
}

function kindsOf(words: Words | undefined): ReadonlyMap<string, Kind> {
  const byId = new Map(words?.kinds.map((kind) => [kind.kindId, kind]));
  const ancestors = (id: string, into = new Set<string>()): Set<string> => {
    if (into.has(id)) return into;
    into.add(id);
    for (const parent of byId.get(id)?.parents ?? []) ancestors(parent.kindId, into);
    return into;
  };
  const kinds = [...byId.values()]
    .filter(({ home }) => home !== 'ledger')
    .sort((a, b) => rank(a.layer) - rank(b.layer));
  return new Map(
    kinds.map(({ kindId, label, description, layer, archimate }) => [
      kindId,
      {
        id: kindId,
        label,
        description,
        layer,
        shape: archimate?.kindId ?? kindId,
        ancestors: ancestors(kindId),
      },
    ]),
  );
}

/** Whether a kind is one of some, or specializes one. */
function isAmong(kind: Kind, kinds: ReadonlySet<string>): boolean {
  return [...kind.ancestors].some((ancestor) => kinds.has(ancestor));
}

function ruleOf({ relation, direction, label, layers, kinds, derived }: RuleData): Rule {
  const among = new Set(kinds.map(({ kindId }) => kindId));
  const except = new Map(
    layers.map((one) => [one.layer, new Set(one.except.map(({ kindId }) => kindId))] as const),
  );
  const fits = (other: Kind) => {
    if (isAmong(other, among)) return true;
    const not = except.get(other.layer);
    return not !== undefined && !isAmong(other, not);
  };
  const indirect = new Set(derived.map(({ kindId }) => kindId));
  return {
    relation: relation.kindId,
    direction: direction === 'IN' ? 'IN' : 'OUT',
    label,
    fits,
    isDerived: ({ shape }) => indirect.has(shape),
  };
}

function foundOf({ elementId, name, names, kindId, layer, kind }: Omit<FoundData, 'relations'>): Found {
  return {
    id: elementId,
    name,
    names,
    kind: kindId,
    kindLabel: kind?.label ?? kindId,
    layer: layer ?? 'other',
  };
}

/** Asks for the rules of a kind once. */
function rememberedRules(client: Client, variables: { model: string; at: string; language: string }) {
  const asked = new Map<string, Promise<readonly Rule[]>>();
  return (kind: string) => {
    const known = asked.get(kind);
    if (known) return known;
    const answer = client
      .query(RulesQuery, { ...variables, kind })
      .toPromise()
      .then(({ data, error }) => {
        if (!data) {
          asked.delete(kind);
          throw error ?? new Error('no answer');
        }
        return (data.model.metamodel.kind?.allowedRelations ?? []).map(ruleOf);
      });
    asked.set(kind, answer);
    return answer;
  };
}

/** What the canvas asks the server. The metamodel is that of the revision at which the view was opened. */
export function useServerSurroundings(viewpoint: string | null): Surroundings {
  const { i18n } = useTranslation();
  const { name: model, revision, branch } = useModel();
  const { restore } = useRestore();
  const version = `${branch ?? ''}@${revision.slice(0, 7)}`;
  const client = useClient();
  const { language } = i18n;
  const [at] = useState(revision);
  const [{ data }] = useQuery({ query: DrawingWordsQuery, variables: { model, at, language } });
  const rulesOf = useMemo(
    () => rememberedRules(client, { model, at, language }),
    [client, model, at, language],
  );
  return useMemo(() => {
    const words = data?.model.metamodel;
    const followed = words?.viewpoints.find(({ viewpointId }) => viewpointId === viewpoint);
    const admitted = new Set(followed?.kinds);
    const layers = new Set(followed?.layers);
    return {
      version,
      restore,
      language,
      languages: data?.model.languages ?? [language],
      kinds: kindsOf(words),
      admits: (kind) =>
        (admitted.size === 0 && layers.size === 0) || layers.has(kind.layer) || isAmong(kind, admitted),
      relations: new Map(
        words?.relations.map(({ kindId, label, forward }) => [kindId, { id: kindId, label, forward }]),
      ),
      rulesOf,
      async find(text) {
        const variables = { model, at: revision, text, language };
        const answer = await client.query(FindQuery, variables).toPromise();
        return (answer.data?.model.search.nodes ?? []).map(foundOf);
      },
      async element(id) {
        const variables = { model, at: revision, id, language };
        const answer = await client.query(AroundQuery, variables).toPromise();
        const element = answer.data?.model.element;
        if (!element) return null;
        const relations = element.relations.nodes.map(({ relationId, kindId, sourceId, targetId, name }) => ({
          id: relationId,
          kind: kindId,
          source: sourceId,
          target: targetId,
          name,
        }));
        return { found: foundOf(element), relations };
      },
    };
  }, [data, viewpoint, language, rulesOf, client, model, revision, version, restore]);
}
