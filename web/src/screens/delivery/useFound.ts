import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import type { ResultOf } from '@/graphql/tada';
import { useAsked } from './ledger/useLedger';
import { FindQuery, RequirementIdsQuery, WhereAreQuery } from './findQueries';

type Where = ResultOf<typeof WhereAreQuery>['model']['whereAre'][number];
type Place = ResultOf<typeof FindQuery>['model']['search']['nodes'][number];

/** A requirement that a text means, and the record by which it does; none where it is its own name. */
export interface Hit {
  where: Where;
  because: { kind: string; key: string } | null;
}

const REQUIREMENTS = ['requirement', 'user-story'];
const PLACES = ['environment', 'release'];
/** Requirements whose records are looked through at once: the most that the server takes. */
const PAGE = 100;

/** The record of a requirement that holds a text: a ticket, change, build, version, commit or deployment. */
export function recordWith(where: Where, text: string): Hit['because'] {
  const wanted = text.toLowerCase();
  const holds = (value: string | null) => value?.toLowerCase().includes(wanted) ?? false;
  const link = where.links.find(({ key, title }) => holds(key) || holds(title));
  if (link) return { kind: link.kind, key: link.key };
  for (const { commit, version, deployment } of where.standings) {
    // Some letters are in every commit: an abbreviated one has at least seven.
    if (wanted.length >= 7 && commit?.toLowerCase().startsWith(wanted))
      return { kind: 'CHANGE', key: commit };
    if (holds(version)) return { kind: 'ARTIFACT_VERSION', key: version! };
    if (holds(deployment)) return { kind: 'DEPLOYMENT', key: deployment! };
  }
  return null;
}

/** Looks for a text in names first, then in the records of requirements, those that changed last first. */
export function useFound(text: string) {
  const { i18n } = useTranslation();
  const client = useClient();
  const { model, revision, moment, language } = useAsked(i18n.language);
  const [places, setPlaces] = useState<Place[]>([]);
  const [hits, setHits] = useState<Hit[]>([]);
  const [progress, setProgress] = useState({ looked: 0, total: 0, after: null as string | null });
  const [isBusy, setBusy] = useState(true);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    const base = { model, revision, moment };
    const whereAre = async (requirements: string[]) => {
      if (requirements.length === 0) return [];
      const { data } = await client
        .query(WhereAreQuery, { ...base, language, requirements }, { requestPolicy: 'network-only' })
        .toPromise();
      return data?.model.whereAre ?? [];
    };
    const look = async () => {
      const after = round === 0 ? null : progress.after;
      if (round === 0) {
        const { data } = await client.query(FindQuery, { model, revision, language, text }).toPromise();
        const { search, jira, github, gitlab } = data?.model ?? {};
        const tickets = [jira, github, gitlab].filter((element) => element !== null && element !== undefined);
        const nodes = [...tickets, ...(search?.nodes ?? [])];
        const ids = new Set(
          nodes.filter(({ kindId }) => REQUIREMENTS.includes(kindId)).map(({ elementId }) => elementId),
        );
        const named = await whereAre([...ids]);
        if (!isCurrent) return;
        setPlaces(nodes.filter(({ kindId }) => PLACES.includes(kindId)));
        setHits(named.map((where) => ({ where, because: null })));
      }
      const { data } = await client.query(RequirementIdsQuery, { ...base, first: PAGE, after }).toPromise();
      const rows = data?.model.board.rows;
      const found = await whereAre(rows?.nodes.map(({ elementId }) => elementId) ?? []);
      if (!isCurrent) return;
      setHits((now) => {
        const known = new Set(now.map(({ where }) => where.requirement?.elementId));
        const others = found.flatMap((where) => {
          const because = recordWith(where, text);
          return because && !known.has(where.requirement?.elementId) ? [{ where, because }] : [];
        });
        return [...now, ...others];
      });
      setProgress((now) => ({
        looked: (round === 0 ? 0 : now.looked) + (rows?.nodes.length ?? 0),
        total: rows?.totalCount ?? 0,
        after: rows?.pageInfo.endCursor ?? null,
      }));
      setBusy(false);
    };
    void look();
    return () => {
      isCurrent = false;
    };
    // Where the last round ended is read when the next one begins.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, model, revision, moment, language, text, round]);

  const more = () => {
    setBusy(true);
    setRound((now) => now + 1);
  };
  return { places, hits, looked: progress.looked, total: progress.total, isBusy, more };
}
