import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import type { Entry } from './queries';
import { NamesQuery, WordsQuery } from './wordsQueries';
import { endsOf } from './states';
import { Words, mayBeId } from './words';

/** Ids that are looked up at most. */
const MOST = 500;

/** Ids that entries mention and do not name. */
function idsIn(entries: readonly Entry[]): string[] {
  const ids = new Set<string>();
  for (const entry of entries) {
    for (const end of endsOf(entry) ?? []) ids.add(end);
    for (const { before, after } of entry.fields) {
      for (const value of [before, after].flat()) if (mayBeId(value)) ids.add(value);
    }
  }
  return [...ids].sort().slice(0, MOST);
}

/** Words for what differs between two commits. */
export function useWords(before: string, after: string, entries: readonly Entry[]): Words {
  const { t, i18n } = useTranslation();
  const { name: model, languages } = useModel();
  const language = i18n.language;
  const ids = useMemo(() => idsIn(entries), [entries]);
  const [{ data: kinds }] = useQuery({ query: WordsQuery, variables: { model, at: after, language } });
  const [{ data: found }] = useQuery({
    query: NamesQuery,
    variables: { model, before, after, language, filter: { ids } },
    pause: ids.length === 0,
  });
  return useMemo(() => {
    const nodes = [...(found?.before.elements.nodes ?? []), ...(found?.after.elements.nodes ?? [])];
    const names = new Map(nodes.map(({ elementId, name }) => [elementId, name]));
    for (const { element } of entries) if (element) names.set(element.elementId, element.name);
    return new Words(kinds?.model.metamodel, names, t, languages);
  }, [kinds, found, entries, t, languages]);
}
