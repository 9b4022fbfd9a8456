import { create } from 'zustand';

interface CanvasState {
  /** The box with the keyboard's focus. */
  active: string | null;
  /** The box whose name is being typed. */
  renaming: string | null;
  focus(node: string | null): void;
  rename(node: string | null): void;
}

/** Where the keyboard is on the canvas. */
export const useCanvas = create<CanvasState>()((set) => ({
  active: null,
  renaming: null,
  focus: (active) => set({ active }),
  rename: (renaming) => set({ renaming }),
}));
