import { create } from 'zustand';

interface Dropped {
  /** A file that somebody brought and that is not imported yet. */
  file: File | null;
  bring(file: File | null): void;
}

/** The file that is about to be imported: it may be brought before there is a model for it. */
export const useDropped = create<Dropped>()((set) => ({ file: null, bring: (file) => set({ file }) }));

/** Listens for files that are dropped anywhere on the window; returns how that ends. */
export function onFileDropped(handler: (file: File) => void): () => void {
  const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (event: DragEvent) => {
    if (isFile(event)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer?.files[0];
    if (!isFile(event) || event.defaultPrevented || !file) return;
    event.preventDefault();
    handler(file);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
