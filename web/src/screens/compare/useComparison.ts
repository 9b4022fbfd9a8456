import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CombinedError, useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { VariablesOf } from '@/graphql/tada';
import { CompareQuery, type Counts, type Entry } from './queries';
import { listed } from './states';

const PAGE = 200;
/** Entries that are loaded at most: whoever compares more looks at files. */
const MOST = 5000;

/** What differs between two commits, as far as it is here. */
export interface Comparison {
  before: string;
  after: string;
  counts: Counts;
  files: readonly string[];
  entries: readonly Entry[];
  total: number;
  isComplete: boolean;
}

/** Compares two commits; nothing is asked while one is missing. */
export function useComparison(before: string | null, after: string | null) {
  const client = useClient();
  const { i18n } = useTranslation();
  const { name: model } = useModel();
  const [found, setFound] = useState<Comparison | null>(null);
  const [error, setError] = useState<CombinedError>();
  const [attempt, setAttempt] = useState(0);
  const language = i18n.language;

  useEffect(() => {
    if (!before || !after) return;
    let isWanted = true;
    void (async () => {
      const entries: Entry[] = [];
      let cursor: string | null = null;
      do {
        const variables: VariablesOf<typeof CompareQuery> = {
          model,
          before,
          after,
          language,
          first: PAGE,
          cursor,
        };
        const { data, error: wrong } = await client.query(CompareQuery, variables).toPromise();
        if (!isWanted) return;
        setError(wrong);
        if (!data) return;
        const { changes, files, entries: page } = data.compare;
        entries.push(...page.nodes);
        cursor = page.pageInfo.hasNextPage && entries.length < MOST ? page.pageInfo.endCursor : null;
        setFound({
          before,
          after,
          counts: changes,
          files,
          entries: listed(entries),
          total: page.totalCount,
          isComplete: !page.pageInfo.hasNextPage,
        });
      } while (cursor !== null);
    })();
    return () => {
      isWanted = false;
    };
  }, [client, model, before, after, language, attempt]);

  const isCurrent = found?.before === before && found?.after === after;
  return { comparison: isCurrent ? found : null, error, retry: () => setAttempt(attempt + 1) };
}
