/** A commit that a slider can stand at. */
export interface Tick {
  revision: string;
  time: string;
  title: string;
  author: string;
}

/** Something that was put to production. */
export interface Deployed {
  at: string;
  purl: string;
}

/** A moment, in milliseconds, and where it stands on the line, from 0 to 1; in order of both. */
export interface Stop {
  time: number;
  place: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps that a line has at least, so that an arrow key does not leap over all of it. */
const STEPS = 10;

/** Where commits stand, and the end of the line if that is later: at distances that are half time and half number. */
export function stopsOf(ticks: readonly Tick[], end?: string): Stop[] {
  // Clocks of machines differ: a commit is never before the one it follows.
  let latest = -Infinity;
  const times = ticks.map(({ time }) => (latest = Math.max(latest, Date.parse(time) || 0)));
  const until = end === undefined ? NaN : Date.parse(end);
  if (until > latest) times.push(until);
  if (times.length < 2) return times.map((time) => ({ time, place: 1 }));
  const [first, last] = [times[0]!, times.at(-1)!];
  const length = last - first;
  return times.map((time, index) => {
    const even = index / (times.length - 1);
    return { time, place: length > 0 ? (even + (time - first) / length) / 2 : even };
  });
}

/** The stop at or before a value, and how far it is from there to the next one, from 0 to 1. */
function between(value: number, stops: readonly Stop[], by: 'time' | 'place'): [number, number] {
  const after = stops.findIndex((stop) => stop[by] > value);
  if (after === 0) return [0, 0];
  if (after < 0) return [stops.length - 1, 0];
  const [from, to] = [stops[after - 1]![by], stops[after]![by]];
  return [after - 1, (value - from) / (to - from)];
}

function along(value: number, stops: readonly Stop[], by: 'time' | 'place', to: 'time' | 'place'): number {
  const [index, share] = between(value, stops, by);
  const from = stops[index]?.[to] ?? 0;
  return from + share * ((stops[index + 1]?.[to] ?? from) - from);
}

/** Where a moment stands; what is before or after the line stands at its end. */
export function placeOf(time: number, stops: readonly Stop[]): number {
  return along(time, stops, 'time', 'place');
}

/** The moment at a place. */
export function timeAt(place: number, stops: readonly Stop[]): number {
  return Math.round(along(place, stops, 'place', 'time'));
}

/** The commit that held at a place: the newest at or before it. */
export function tickAt(place: number, ticks: readonly Tick[], stops: readonly Stop[]): number {
  return Math.min(between(place, stops, 'place')[0], ticks.length - 1);
}

/** A place, or the commit that is so near to it that it is meant. */
export function snapped(place: number, stops: readonly Stop[], reach: number): number {
  const near = stops.filter((stop) => Math.abs(stop.place - place) <= reach);
  return near.sort((a, b) => Math.abs(a.place - place) - Math.abs(b.place - place))[0]?.place ?? place;
}

/** How far an arrow key goes: a day, or less where all of it is a matter of days. */
export function stepOf(stops: readonly Stop[]): number {
  const length = (stops.at(-1)?.time ?? 0) - (stops[0]?.time ?? 0);
  return [DAY, HOUR].find((step) => length >= STEPS * step) ?? MINUTE;
}

/** Where a key leads: arrows by a step of time, pages from commit to commit, Home and End to the ends. */
export function pressed(key: string, place: number, stops: readonly Stop[]): number | null {
  const move = (by: number) => {
    const to = placeOf(timeAt(place, stops) + by * stepOf(stops), stops);
    // Commits of one moment are apart on the line and not in time: no step goes back.
    return by > 0 ? Math.max(place, to) : Math.min(place, to);
  };
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return move(-1);
    case 'ArrowRight':
    case 'ArrowUp':
      return move(1);
    case 'PageDown':
      return stops.findLast((stop) => stop.place < place)?.place ?? place;
    case 'PageUp':
      return stops.find((stop) => stop.place > place)?.place ?? place;
    case 'Home':
      return stops[0]?.place ?? place;
    case 'End':
      return stops.at(-1)?.place ?? place;
    default:
      return null;
  }
}

/** The end of a day, UTC, in milliseconds: what was committed on it had happened by then. */
export function endOf(day: string): number {
  return Date.parse(`${day}T23:59:59.999Z`);
}

/** What was put to production last at a moment; they are in order of time. */
export function lastOf(deployed: readonly Deployed[], time: number): Deployed | undefined {
  return deployed.findLast(({ at }) => Date.parse(at) <= time);
}
