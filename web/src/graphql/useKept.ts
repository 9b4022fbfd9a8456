import { useEffect, useState } from 'react';
import { type AnyVariables, type UseQueryArgs, type UseQueryResponse, useQuery } from 'urql';

/** Between tries to reach a server that was not reached, in milliseconds. */
const PAUSE = 3000;

/**
 * A query that keeps its last answer about the same subject while the server cannot be reached, and asks
 * again by itself. Another version of a model is the same subject; another element is not.
 */
export function useKept<Data, Variables extends AnyVariables>(
  subject: string,
  question: UseQueryArgs<Variables, Data>,
): UseQueryResponse<Data, Variables> {
  const [result, again] = useQuery<Data, Variables>(question);
  const { data, error } = result;
  const asked = JSON.stringify(question.variables);
  const [last, setLast] = useState({ subject, asked, data });
  if (data && data !== last.data) setLast({ subject, asked, data });
  const isLost = Boolean(error?.networkError);
  // A try after a lost one has no data and no error while it is under way.
  const isRetried = result.fetching && last.asked === asked;
  useEffect(() => {
    const retry = () => again({ requestPolicy: 'network-only' });
    const timer = isLost ? setInterval(retry, PAUSE) : undefined;
    return () => clearInterval(timer);
  }, [isLost, again]);
  const kept = data ?? ((isLost || isRetried) && last.subject === subject ? last.data : undefined);
  return [{ ...result, data: kept } as typeof result, again];
}
