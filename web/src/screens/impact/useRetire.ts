import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CombinedError, useClient } from 'urql';
import { useModel } from '@/app/ModelContext';
import { PROVIDES, type Provision, outcomeOf } from './retire';
import { ProvisionsQuery, provisionOf } from './retireQuery';

/** Elements of which one request asks. */
const AT_ONCE = 100;
/** Elements that are looked at; what is beyond is said, not counted. */
const MOST = 1000;

interface State {
  key: string;
  known: Map<string, Provision | null>;
  error?: CombinedError;
}

/** What loses its last provider if some elements are retired, at the version that is shown. */
export function useRetire(retired: readonly string[]) {
  const { i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const client = useClient();
  const { language } = i18n;
  const key = [model, at, language].join(' ');
  const [state, setState] = useState<State>({ key, known: new Map() });
  const [attempt, setAttempt] = useState(0);
  const isCurrent = state.key === key;
  const known = useMemo(() => (isCurrent ? state.known : new Map()), [isCurrent, state.known]);
  const outcome = outcomeOf(retired, known);
  const isCut = known.size >= MOST && outcome.missing.length > 0;
  const ask = isCut ? '' : outcome.missing.slice(0, AT_ONCE).join('\n');
  useEffect(() => {
    if (ask === '') return;
    let isWanted = true;
    const ids = ask.split('\n');
    const variables = { model, at, language, ids, relations: [...PROVIDES] };
    void client
      .query(ProvisionsQuery, variables)
      .toPromise()
      .then(({ data, error }) => {
        if (!isWanted) return;
        const found = data?.model.elements.nodes.map(provisionOf);
        setState((old) => {
          const before = old.key === key ? old.known : new Map<string, Provision | null>();
          if (!found) return { key, known: before, ...(error ? { error } : {}) };
          const answers = ids.map((id) => [id, found.find((one) => one.id === id) ?? null] as const);
          return { key, known: new Map([...before, ...answers]) };
        });
      });
    return () => {
      isWanted = false;
    };
  }, [client, key, model, at, language, ask, attempt]);
  return {
    ...outcome,
    known,
    isCut: isCut || [...known.values()].some((one) => one?.isCut),
    isDone: ask === '',
    error: isCurrent ? state.error : undefined,
    retry: () => setAttempt(attempt + 1),
  };
}

/** What comes of retiring, as a screen has it. */
export type Retiring = ReturnType<typeof useRetire>;
