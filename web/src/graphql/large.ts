import { type Exchange, type Operation, cacheExchange } from 'urql';
import { filter, merge, pipe, share } from 'wonka';

/** Queries whose answers have thousands of parts. */
const LARGE = new Set(['View']);

function isLarge({ query }: Operation): boolean {
  return query.definitions.some((one) => 'name' in one && LARGE.has(one.name?.value ?? ''));
}

/**
 * Keeps large answers whole, beside a cache that keeps every entity by itself. That one puts an answer together anew
 * whenever any entity in it was asked about elsewhere: a fifth of a second for a view of a thousand boxes, each time the
 * pointer stood on one. An answer about a commit does not change, so it can be kept as it came.
 */
export function largeAside(others: Exchange): Exchange {
  return (input) => {
    const [whole, byEntity] = [cacheExchange(input), others(input)];
    return (operations) => {
      const all = share(operations);
      return merge([
        whole(pipe(all, filter(isLarge))),
        byEntity(
          pipe(
            all,
            filter((one) => !isLarge(one)),
          ),
        ),
      ]);
    };
  };
}
