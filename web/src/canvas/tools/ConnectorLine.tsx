import { ViewportPortal } from '@xyflow/react';
import { useDrawing } from '../DrawingContext';
import { clip } from '../scene/geometry';
import { useCanvas } from '../state';

/** The relation that is being drawn, with what it would be at the pointer. */
export function ConnectorLine() {
  const connecting = useCanvas(({ connecting: now }) => now);
  const { frames } = useDrawing();
  if (!connecting) return null;
  const from = frames.get(connecting.from);
  const over = connecting.target ? frames.get(connecting.target) : undefined;
  if (!from) return null;
  const end = over && connecting.isLegal ? over : connecting.to;
  const points = clip(from, [], end);
  const { x, y } = connecting.to;
  return (
    <ViewportPortal>
      <svg className="connector" data-legal={connecting.isLegal} aria-hidden>
        <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
      </svg>
      {connecting.says && (
        <p className="pointer-label" data-legal={connecting.isLegal} style={{ left: x, top: y }}>
          {connecting.says}
        </p>
      )}
    </ViewportPortal>
  );
}
