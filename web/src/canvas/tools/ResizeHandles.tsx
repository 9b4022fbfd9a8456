import { ViewportPortal } from '@xyflow/react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '@/model/commands/command';
import { useDrawing } from '../DrawingContext';
import { place } from '../edits';
import type { SceneNode } from '../scene/scene';
import { GRID } from '../snap';

type Corner = 'nw' | 'ne' | 'sw' | 'se';
const CORNERS: Corner[] = ['nw', 'ne', 'sw', 'se'];
const LEAST = { width: 40, height: 30 };

const round = (value: number, isFree: boolean) => (isFree ? value : Math.round(value / GRID) * GRID);

/** Where a box stands whose corner was moved. */
export function resized(node: SceneNode, corner: Corner, dx: number, dy: number, isFree: boolean): Place {
  const right = node.x + node.width;
  const bottom = node.y + node.height;
  const isLeft = corner.endsWith('w');
  const isTop = corner.startsWith('n');
  const x = isLeft ? Math.min(round(node.x + dx, isFree), right - LEAST.width) : node.x;
  const y = isTop ? Math.min(round(node.y + dy, isFree), bottom - LEAST.height) : node.y;
  const w = isLeft ? right - x : Math.max(round(right + dx, isFree) - x, LEAST.width);
  const h = isTop ? bottom - y : Math.max(round(bottom + dy, isFree) - y, LEAST.height);
  return { x, y, w, h };
}

/** Corners of the box that is selected. */
export function ResizeHandles({ node }: { node: SceneNode }) {
  const { t } = useTranslation();
  const { scene, routes, frames, give, setLive, toView } = useDrawing();
  const frame = frames.get(node.id);
  if (!frame) return null;
  const drag = (event: ReactPointerEvent, corner: Corner) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const begun = toView({ x: event.clientX, y: event.clientY });
    const children = [...scene.nodes.values()].filter(({ parent }) => parent === node.id);
    let now: Map<string, Place> | null = null;
    const move = ({ clientX, clientY, altKey }: PointerEvent) => {
      const at = toView({ x: clientX, y: clientY });
      const to = resized(node, corner, at.x - begun.x, at.y - begun.y, altKey);
      now = new Map([[node.id, to]]);
      // What stands in it stays where it is in the view.
      for (const child of children) {
        now.set(child.id, { x: child.x + node.x - to.x, y: child.y + node.y - to.y });
      }
      setLive(Object.fromEntries([...now].map(([id, one]) => [id, { from: null, to: withSize(id, one) }])));
    };
    const withSize = (id: string, one: Place): Place => {
      const { width, height } = scene.nodes.get(id) ?? node;
      return { w: width, h: height, ...one };
    };
    const end = () => {
      window.removeEventListener('pointermove', move, true);
      window.removeEventListener('pointerup', up, true);
      window.removeEventListener('keydown', key, true);
      setLive(null);
    };
    const up = () => {
      end();
      if (now) give(place(scene, routes, now));
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.stopPropagation();
      end();
    };
    window.addEventListener('pointermove', move, true);
    window.addEventListener('pointerup', up, true);
    window.addEventListener('keydown', key, true);
  };
  return (
    <ViewportPortal>
      {CORNERS.map((corner) => (
        <button
          key={corner}
          type="button"
          tabIndex={-1}
          className="corner nopan nodrag"
          data-corner={corner}
          aria-label={t('canvas.resize')}
          style={{
            left: corner.endsWith('w') ? frame.x : frame.x + frame.width,
            top: corner.startsWith('n') ? frame.y : frame.y + frame.height,
          }}
          onPointerDown={(event) => drag(event, corner)}
        />
      ))}
    </ViewportPortal>
  );
}
