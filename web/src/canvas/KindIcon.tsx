import { iconOf } from './draw/language';

/** The sign of a kind, as drawings have it, in the colour of its layer. */
export function KindIcon({ shape, layer }: { shape: string; layer?: string | undefined }) {
  return (
    <svg
      className="kind-icon"
      viewBox="0 0 16 16"
      data-layer={layer ?? 'other'}
      aria-hidden
      // From the templates of the server, which are part of this program.
      dangerouslySetInnerHTML={{
        __html: iconOf(shape) ?? '<rect x="2" y="3" width="12" height="10" rx="1"/>',
      }}
    />
  );
}
