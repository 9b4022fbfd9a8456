import { type Stop, placeOf, timeAt } from './ticks';

/** The end of the line, whenever that is. */
export const NOW = 'now';

/** What the address of a view says of its time line. */
export interface TimeSearch {
  /** The line is open, at this moment: RFC 3339, or `now`. */
  time?: string;
  /** Compared with this moment. */
  since?: string;
}

/** Reads the address; what means nothing is left out. */
export function timeSearch(search: Record<string, unknown>): TimeSearch {
  const moment = (key: 'time' | 'since') => {
    const value = search[key];
    const isMoment = typeof value === 'string' && (value === NOW || !Number.isNaN(Date.parse(value)));
    return isMoment ? { [key]: value } : {};
  };
  return { ...moment('time'), ...moment('since') };
}

/** Where a moment of an address stands. */
export function placeOfText(text: string, stops: readonly Stop[]): number {
  return text === NOW ? 1 : placeOf(Date.parse(text), stops);
}

/** A place as an address says it. */
export function textOf(place: number, stops: readonly Stop[]): string {
  return place >= 1 ? NOW : new Date(timeAt(place, stops)).toISOString();
}
