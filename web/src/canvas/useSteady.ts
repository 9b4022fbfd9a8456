import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that is the same value at every drawing and does what its latest version does: what is given such handlers is not drawn anew. */
export function useSteady<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
