import { useEffect, useRef, useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useQuery, useSubscription } from 'urql';
import { useModel } from '@/app/ModelContext';
import { graphql } from '@/graphql/tada';

const DeliveryChanged = graphql(`
  subscription DeliveryChanged($model: String!) {
    deliveryChanged(model: $model) {
      position
      isAnything
      requirements
      environments
    }
  }
`);

/** Several events that come at once are one reason to ask again; in milliseconds. */
const GATHERING = 250;
/** Between tries to reach a server that was not reached, in milliseconds. */
const PAUSE = 3000;

/** Calls when something is reported about the model; never while the past is shown. */
export function useOnDelivery(onChange: () => void, pause = false) {
  const { name: model, at } = useModel();
  const latest = useRef(onChange);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isMore = useRef(false);
  useEffect(() => {
    latest.current = onChange;
  });
  useSubscription(
    { query: DeliveryChanged, variables: { model }, pause: pause || dayOf(at) !== null },
    (_, event) => {
      // The first one is answered at once, those that follow it together.
      if (timer.current === undefined) latest.current();
      else isMore.current = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        timer.current = undefined;
        if (isMore.current) latest.current();
        isMore.current = false;
      }, GATHERING);
      return event;
    },
  );
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** A question to the ledger; what it is about decides whether an old answer may stay on the screen meanwhile. */
interface Question<Data, Variables extends AnyVariables> {
  subject: string;
  query: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  pause?: boolean;
}

/**
 * Asks the ledger, and again whenever something is reported about the model.
 *
 * Unlike the model at a commit, the ledger at "now" changes: what the cache has is shown at once and asked anew.
 */
export function useLedger<Data, Variables extends AnyVariables>(question: Question<Data, Variables>) {
  const { subject, query, variables, pause = false } = question;
  const [{ data, error, fetching }, again] = useQuery<Data, Variables>({
    query,
    variables,
    pause,
    requestPolicy: 'cache-and-network',
  } as Parameters<typeof useQuery<Data, Variables>>[0]);
  const [last, setLast] = useState({ subject, data });
  if (data && data !== last.data) setLast({ subject, data });

  const asksAgain = useRef(again);
  useEffect(() => {
    asksAgain.current = again;
  });
  useOnDelivery(() => asksAgain.current({ requestPolicy: 'network-only' }), pause);
  const isLost = Boolean(error?.networkError);
  useEffect(() => {
    const retry = isLost && setInterval(() => asksAgain.current({ requestPolicy: 'network-only' }), PAUSE);
    return () => clearInterval(retry || undefined);
  }, [isLost]);

  const kept = data ?? (last.subject === subject ? last.data : undefined);
  return {
    data: kept,
    error: kept ? undefined : error,
    isLoading: fetching && !kept,
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}

/** The day that an address asks for; null where it names a branch, tag or commit, of which the ledger has the newest. */
export function dayOf(at: string | undefined): string | null {
  return at && /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(at) ? at : null;
}

/** What every question to the ledger says: which model, at which commit, at which moment, in which language. */
export function useAsked(language: string) {
  const { name, revision, at } = useModel();
  return { model: name, revision, moment: dayOf(at), language };
}
