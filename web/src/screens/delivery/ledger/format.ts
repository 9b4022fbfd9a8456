import i18next from 'i18next';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A day as the language writes it: 15 Jul 2026. */
export function day(time: string, language = i18next.language): string {
  // A day without a time is the same day everywhere.
  const zone = time.length === 10 ? { timeZone: 'UTC' } : {};
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...zone }).format(new Date(time));
}

/** A moment to the minute. */
export function moment(time: string, language = i18next.language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(time));
}

/** A number with as many digits as help. */
export function decimal(value: number, language = i18next.language): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/** A share in percent. */
export function percent(share: number, language = i18next.language): string {
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return format.format(share);
}

/** How long something took, in the unit that reads best. */
export function duration(milliseconds: number, language = i18next.language): string {
  const size = Math.abs(milliseconds);
  const [value, unit] =
    size < HOUR
      ? [milliseconds / MINUTE, 'minute']
      : size < 2 * DAY
        ? [milliseconds / HOUR, 'hour']
        : [milliseconds / DAY, 'day'];
  const digits = size >= 10 * DAY ? 0 : 1;
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, style).format(value);
}

/** Whole days from one time to another, never less than none. */
export function daysBetween(from: string, to: number): number {
  return Math.max(0, Math.floor((to - new Date(from).getTime()) / DAY));
}

/** What a figure of the server says, with its unit; null where there is nothing to compute it from. */
export function figure(value: number | null, unit: string, language = i18next.language): string | null {
  if (value === null) return null;
  if (unit === 'milliseconds') return duration(value, language);
  if (unit === 'ratio') return percent(value, language);
  return decimal(value, language);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A package address in two parts that people read: `message-gateway`, `3.9.0`. Anything else is its own name. */
export function packageOf(purl: string): { name: string; version: string } {
  if (!purl.startsWith('pkg:')) return { name: purl, version: '' };
  const [path = '', version = ''] = purl
    .slice(4)
    .replace(/[?#].*$/, '')
    .split('@');
  return { name: decoded(path.split('/').at(-1) ?? path), version: decoded(version) };
}

/** A version as people say it: `message-gateway 3.9.0`. */
export function versionOf(purl: string): string {
  const { name, version } = packageOf(purl);
  return version ? `${name} ${version}` : name;
}

/** The short form of a commit's id. */
export function shortCommit(id: string): string {
  return /^[0-9a-f]{12,}$/.test(id) ? id.slice(0, 8) : id;
}
