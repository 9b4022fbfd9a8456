/** A commit that a slider can stand at. */
export interface Tick {
  revision: string;
  time: string;
  title: string;
  author: string;
}

/** Where ticks stand, from 0 to 1: in order of their commits, at distances that are half time and half number. */
export function places(ticks: readonly Tick[]): number[] {
  if (ticks.length < 2) return ticks.map(() => 1);
  // Clocks of machines differ: a commit is never before the one it follows.
  let latest = -Infinity;
  const times = ticks.map(({ time }) => (latest = Math.max(latest, Date.parse(time) || 0)));
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const length = last - first;
  return times.map((time, index) => {
    const even = index / (ticks.length - 1);
    return length > 0 ? (even + (time - first) / length) / 2 : even;
  });
}

/** The tick that is nearest to a place. */
export function nearest(at: number, all: readonly number[]): number {
  let best = 0;
  all.forEach((place, index) => {
    if (Math.abs(place - at) < Math.abs((all[best] ?? 0) - at)) best = index;
  });
  return best;
}
