import type { PointerEvent as ReactPointerEvent } from 'react';
import type { Place } from '@/model/commands/command';
import { pushed } from '../arrange';
import { useDrawing } from '../DrawingContext';
import { place } from '../edits';
import { isReal } from '../scene/scene';
import { GRID } from '../snap';
import { useCanvas } from '../state';

/** Makes room: from where a drag begins, everything to the right of it or below it moves with the pointer. */
export function SpaceTool() {
  const { scene, frames, routes, give, setLive, toView, focusCanvas } = useDrawing();
  const outer = new Map(
    [...scene.nodes.values()].flatMap((node) => {
      const frame = frames.get(node.id);
      return frame && isReal(node) && node.parent === null ? [[node.id, frame] as const] : [];
    }),
  );
  const drag = (begun: ReactPointerEvent) => {
    if (begun.button !== 0) return;
    begun.preventDefault();
    const from = toView({ x: begun.clientX, y: begun.clientY });
    let now: Map<string, Place> | null = null;
    const move = (event: PointerEvent) => {
      const to = toView({ x: event.clientX, y: event.clientY });
      const by = (a: number, b: number) => Math.round((b - a) / GRID) * GRID;
      const moved = pushed(outer, from, { x: by(from.x, to.x), y: by(from.y, to.y) });
      now = new Map([...moved].map(([id, { x, y }]) => [id, { x, y }]));
      const live = [...moved].map(([id, { x, y, width, height }]) => {
        return [id, { from: null, to: { x, y, w: width, h: height } }] as const;
      });
      setLive(Object.fromEntries(live));
    };
    const end = () => {
      window.removeEventListener('pointermove', move, true);
      window.removeEventListener('pointerup', up, true);
      window.removeEventListener('keydown', key, true);
      setLive(null);
      useCanvas.getState().use({ name: 'select' });
      focusCanvas();
    };
    const up = () => {
      end();
      if (now) give(place(scene, routes, now));
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    };
    window.addEventListener('pointermove', move, true);
    window.addEventListener('pointerup', up, true);
    window.addEventListener('keydown', key, true);
  };
  return <div className="space-tool" onPointerDown={drag} />;
}
