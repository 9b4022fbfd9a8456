import { create } from 'zustand';

/** A dialog and what it is about. */
export type Dialog =
  | { name: 'help' }
  | { name: 'settings' }
  | { name: 'new-element'; kind?: string }
  | { name: 'delete-element'; element: string }
  | { name: 'connect'; element: string; other?: string }
  | { name: 'at-date' }
  | { name: 'conflicts' }
  | { name: 'merge'; from: string; into: string }
  | { name: 'branch'; act: 'rename' | 'new' | 'tag'; of: string };

interface Dialogs {
  open: Dialog | null;
  show(dialog: Dialog): void;
  close(): void;
}

/** The dialog that is open: one at a time. */
export const useDialogs = create<Dialogs>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
