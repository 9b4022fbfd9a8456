/** What the address of the health screen says. */
export interface HealthSearch {
  /** How findings are counted. */
  group?: 'KIND' | 'OWNER';
  severity?: 'ERROR' | 'WARNING' | 'INFO';
  code?: string;
  kind?: string;
  owner?: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Reads the address; what means nothing is left out. */
export function healthSearch(search: Record<string, unknown>): HealthSearch {
  const group = (['KIND', 'OWNER'] as const).find((one) => one === search['group']);
  const severity = (['ERROR', 'WARNING', 'INFO'] as const).find((one) => one === search['severity']);
  const found = {
    group,
    severity,
    code: text(search['code']),
    kind: text(search['kind']),
    owner: text(search['owner']),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
