// Numbers that look like chance and are the same on every run and every machine: whole numbers only,
// no function whose last digit may differ between machines.

/** A source of chance of its own: what one part draws does not move another part's numbers. */
export function chance(seed) {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 31) + letter.codePointAt(0)) >>> 0;

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound) => next() % bound;
  const between = (low, high) => low + below(high - low + 1);

  return {
    /** A whole number from 0 to bound - 1. */
    below,
    /** A whole number, both ends included. */
    between,
    /** True this many times of a hundred. */
    percent: (share) => below(100) < share,
    /** One of them. */
    pick: (items) => items[below(items.length)],
    /** Around 0, from -1 to 1, most often near 0. */
    noise: () => (below(2001) + below(2001) + below(2001) - 3000) / 3000,
    /** Digits of an id. */
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
    /** The items in another order. */
    shuffle: (items) => {
      const mixed = [...items];
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
      }
      return mixed;
    },
  };
}
