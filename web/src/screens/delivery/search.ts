const LONGEST = 500;

/** A text of an address; a number is one too. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() ? value.slice(0, LONGEST) : undefined;
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

function one<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find((name) => name === value);
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what is known. */
function known<T extends object>(search: T): Known<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Known<T>;
}

type Search = Record<string, unknown>;

export const TABS = ['environments', 'releases', 'deployments', 'incidents'] as const;
export const deliverySearch = (search: Search) =>
  known({ tab: one(TABS, search['tab']), find: text(search['find']) });

/** What a place is compared with: another environment, or a day. */
export const environmentSearch = (search: Search) =>
  known({ other: text(search['other']), since: day(search['since']) });

export const releaseSearch = (search: Search) => known({ before: text(search['before']) });

export const INTAKE = ['groups', 'needs', 'order'] as const;
export const intakeSearch = (search: Search) =>
  known({ tab: one(INTAKE, search['tab']), kind: text(search['kind']) });

export const BY = ['COMPONENT', 'CAPABILITY', 'TEAM'] as const;
export const metricsSearch = (search: Search) =>
  known({
    from: day(search['from']),
    until: day(search['until']),
    by: one(BY, String(search['by'] ?? '').toUpperCase()),
    indicator: text(search['indicator']),
  });
