import { ViewportPortal } from '@xyflow/react';
import type { Guide } from '../snap';

/** What the box that is being moved is aligned with. */
export function Guides({ guides }: { guides: readonly Guide[] }) {
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="guides" aria-hidden>
        {guides.map(({ axis, at, from, to }, index) =>
          axis === 'x' ? (
            <line key={index} x1={at} x2={at} y1={from} y2={to} />
          ) : (
            <line key={index} x1={from} x2={to} y1={at} y2={at} />
          ),
        )}
      </svg>
    </ViewportPortal>
  );
}
