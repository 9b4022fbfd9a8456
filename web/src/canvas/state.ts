import { create } from 'zustand';
import type { Point } from './scene/geometry';

/** What the pointer does on the canvas. */
export type Tool =
  { name: 'select' } | { name: 'hand' } | { name: 'space' } | { name: 'draw'; kind: string; keep: boolean };

/** A relation that is being drawn. */
export interface Connecting {
  from: string;
  /** Where the pointer is, in the view. */
  to: Point;
  /** The box under the pointer. */
  target: string | null;
  /** What would be made, or why nothing can. */
  says: string;
  isLegal: boolean;
}

interface CanvasState {
  /** The box with the keyboard's focus. */
  active: string | null;
  /** The boxes that commands are about. */
  selection: ReadonlySet<string>;
  /** The line that commands are about. */
  line: string | null;
  /** The box whose lines are gone through one by one. */
  walking: string | null;
  /** The box whose name is being typed, and what was typed to begin it. */
  renaming: { node: string; typed: string | null } | null;
  tool: Tool;
  connecting: Connecting | null;
  /** Boxes that cannot be the other end of what is being drawn. */
  faded: ReadonlySet<string>;
  /** The box that what is being dragged would come to stand in. */
  holder: string | null;
  /** Boxes that keep their place when a view is laid out anew. */
  pinned: ReadonlySet<string>;
  /** Whether only the outermost boxes are shown. */
  isSummary: boolean;
  focus(node: string | null): void;
  select(nodes: Iterable<string>): void;
  selectLine(line: string | null, walking?: string): void;
  rename(node: string | null, typed?: string): void;
  use(tool: Tool): void;
  connect(connecting: Connecting | null, faded?: ReadonlySet<string>): void;
  dropInto(holder: string | null): void;
  pin(nodes: Iterable<string>): void;
  summarise(isSummary: boolean): void;
  leave(): void;
}

const NONE: ReadonlySet<string> = new Set();

const START = {
  active: null,
  selection: NONE,
  line: null,
  walking: null,
  renaming: null,
  tool: { name: 'select' } as Tool,
  connecting: null,
  faded: NONE,
  holder: null,
  pinned: NONE,
  isSummary: false,
};

/** Where keyboard and pointer are on the canvas, and what they are about to do. */
export const useCanvas = create<CanvasState>()((set) => ({
  ...START,
  focus: (active) => set({ active, line: null, walking: null, selection: active ? new Set([active]) : NONE }),
  select: (nodes) => {
    const selection = new Set(nodes);
    const [only] = selection;
    set({ selection, line: null, walking: null, active: selection.size === 1 ? (only ?? null) : null });
  },
  selectLine: (line, walking) =>
    set({ line, walking: walking ?? null, ...(line ? { selection: NONE, active: walking ?? null } : {}) }),
  rename: (node, typed) => set({ renaming: node === null ? null : { node, typed: typed ?? null } }),
  use: (tool) => set({ tool }),
  connect: (connecting, faded) =>
    set(({ faded: before }) => ({ connecting, faded: connecting ? (faded ?? before) : NONE })),
  // Told at every movement: who draws from this is told only of what is new.
  dropInto: (holder) => set((now) => (now.holder === holder ? now : { holder })),
  pin: (nodes) => set({ pinned: new Set(nodes) }),
  summarise: (isSummary) => set({ isSummary }),
  leave: () => set(START),
}));
