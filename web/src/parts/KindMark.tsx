/** A small square in the colour of a layer. It says nothing that words beside it do not say. */
export function KindMark({ layer }: { layer: string | null | undefined }) {
  return <span className="kind-mark" data-layer={layer ?? 'other'} aria-hidden />;
}
