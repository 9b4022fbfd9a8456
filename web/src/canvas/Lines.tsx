import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import type { Place } from '@/model/commands/command';
import type { Picture } from './picture';
import type { DiagramData, EdgeData } from './query';

interface Frame extends Place {
  width: number;
  height: number;
}

interface Props {
  picture: Picture;
  diagram: DiagramData;
  /** Where boxes are that no longer stand where the server drew them, in the view. */
  moved: ReadonlyMap<string, Frame>;
}

/** Lines and their labels, as the server drew them; straight ones at boxes that are being moved. */
export const Lines = memo(function Lines({ picture, diagram, moved }: Props) {
  const frames = new Map<string, Frame>(diagram.nodes.map((node) => [node.nodeId, node]));
  const isMoved = ({ from, to }: EdgeData) => moved.has(from ?? '') || moved.has(to ?? '');
  const frameOf = (id: string | null) => moved.get(id ?? '') ?? frames.get(id ?? '');
  return (
    <ViewportPortal>
      <svg className="lines" fontFamily={picture.font} fontSize={12} strokeLinejoin="round" aria-hidden>
        <defs dangerouslySetInnerHTML={{ __html: picture.defs }} />
        {diagram.edges.map((edge) => {
          if (isMoved(edge))
            return <Straight key={edge.id} from={frameOf(edge.from)} to={frameOf(edge.to)} />;
          const drawing = picture.edges.get(edge.id);
          return (
            drawing && <g key={edge.id} data-edge={edge.id} dangerouslySetInnerHTML={{ __html: drawing }} />
          );
        })}
        {diagram.edges.map((edge) => {
          const label = isMoved(edge) ? undefined : picture.labels.get(edge.id);
          return label && <g key={edge.id} dangerouslySetInnerHTML={{ __html: label }} />;
        })}
        <g dangerouslySetInnerHTML={{ __html: picture.front }} />
      </svg>
    </ViewportPortal>
  );
});

/** Behind the boxes. */
export const Backdrop = memo(function Backdrop({ picture }: { picture: Picture }) {
  return (
    <ViewportPortal>
      <svg className="backdrop" fontFamily={picture.font} fontSize={12} aria-hidden>
        <g dangerouslySetInnerHTML={{ __html: picture.backdrop }} />
      </svg>
    </ViewportPortal>
  );
});

function Straight({ from, to }: { from: Frame | undefined; to: Frame | undefined }) {
  if (!from || !to) return null;
  const a = border(from, to);
  const b = border(to, from);
  return <line className="moving" x1={a.x} y1={a.y} x2={b.x} y2={b.y} />;
}

/** Where the line from the centre of a box to another leaves it. */
function border(box: Frame, other: Frame): Place {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const dx = other.x + other.width / 2 - x;
  const dy = other.y + other.height / 2 - y;
  const share = Math.min(box.width / 2 / Math.abs(dx || 1e-9), box.height / 2 / Math.abs(dy || 1e-9), 1);
  return { x: x + dx * share, y: y + dy * share };
}
