type Take = (element: string) => void;

let take: Take | null = null;

/** The drawing on the screen says how an element is added to it; returns how that ends. */
export function onAddToView(handler: Take): () => void {
  take = handler;
  return () => {
    if (take === handler) take = null;
  };
}

/** Whether there is a drawing that takes elements. */
export function canAddToView(): boolean {
  return take !== null;
}

/** Adds an element to the drawing on the screen. */
export function addToView(element: string): void {
  take?.(element);
}
