/** Tabs of a comparison. */
export const TABS = ['summary', 'diagram', 'elements', 'files', 'checks', 'impact'] as const;
/** A tab of a comparison. */
export type Tab = (typeof TABS)[number];

/** How two pictures of a view are shown. */
export const MODES = ['side', 'overlay', 'blink'] as const;
/** How two pictures of a view are shown. */
export type Mode = (typeof MODES)[number];

/** What happened to something that is listed. */
export const STATES = ['added', 'changed', 'removed', 'moved'] as const;
/** What happened to something. */
export type State = (typeof STATES)[number];

/** What the address of a comparison says besides what every address within a model may say. */
export interface CompareSearch {
  /** A branch, tag, commit or date; left out, the default branch. */
  before?: string;
  /** A branch, tag, commit or date; left out, what the frame shows. */
  after?: string;
  tab?: Tab;
  /** The view on the diagram tab. */
  view?: string;
  mode?: Mode;
  /** The file that is open on its tab. */
  file?: string;
  /** Only what this happened to. */
  state?: State;
  /** Only what holds this text. */
  q?: string;
  /** Also what `before` gained since the two parted. */
  exact?: true;
  /** Also what only moved. */
  moves?: true;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((one) => one === value);

/** Reads an address; what it does not know is left out. */
export function compareSearch(search: Record<string, unknown>): CompareSearch {
  const found = {
    before: text(search['before']),
    after: text(search['after']),
    tab: oneOf(TABS, search['tab']),
    view: text(search['view']),
    file: text(search['file']),
    mode: oneOf(MODES, search['mode']),
    state: oneOf(STATES, search['state']),
    q: text(search['q']),
    exact: search['exact'] === true ? true : undefined,
    moves: search['moves'] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
