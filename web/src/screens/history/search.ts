/** What the address of the history says. */
export interface HistorySearch {
  /** Commits of every branch, not only of the version that is shown. */
  lines?: 'all';
}

/** Reads the address; what means nothing is left out. */
export function historySearch(search: Record<string, unknown>): HistorySearch {
  return search['lines'] === 'all' ? { lines: 'all' } : {};
}
