// The year: 26 fortnights from 2025-12-02 until 2026-12-01, all times in UTC, as milliseconds.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds of a written time. */
export const at = (text) => Date.parse(text);

/** The first moment of the year, and the first after it. */
export const BEGIN = at('2025-12-02T00:00:00Z');
export const END = at('2026-12-01T00:00:00Z');

/** A Tuesday; production is changed in the evening of that day and the days after. */
export const fortnight = (index) => BEGIN + index * 14 * DAY;

/** RFC 3339 without fractions: whole seconds are enough here. */
export const text = (time) => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** The day of a time. */
export const day = (time) => text(time).slice(0, 10);

/** Whole seconds. */
export const whole = (time) => Math.floor(time / 1000) * 1000;
