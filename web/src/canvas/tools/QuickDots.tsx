import { ViewportPortal } from '@xyflow/react';
import { type PointerEvent as ReactPointerEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrawing } from '../DrawingContext';
import type { Frame, Point } from '../scene/geometry';
import { centre } from '../scene/geometry';
import { isReal } from '../scene/scene';
import { useCanvas } from '../state';
import { freeSpot, nodeAt, spotAt } from '../under';
import { SIZES } from '../scene/play';
import { useRelating } from './useRelating';

type Side = 'top' | 'right' | 'bottom' | 'left';
const SIDES: Side[] = ['top', 'right', 'bottom', 'left'];
/** Further than this, a press on a dot is a drag. */
const SLOP = 5;
/** How far from a box a new one is put by a click on a dot. */
const AWAY = 80;

function dotAt({ x, y, width, height }: Frame, side: Side): Point {
  const middle = centre({ x, y, width, height });
  if (side === 'top') return { x: middle.x, y };
  if (side === 'bottom') return { x: middle.x, y: y + height };
  return { x: side === 'left' ? x : x + width, y: middle.y };
}

function beyond(frame: Frame, side: Side): Point {
  const { width, height } = SIZES['element']!;
  const at = dotAt(frame, side);
  const step = { top: [0, -1], bottom: [0, 1], left: [-1, 0], right: [1, 0] }[side];
  return {
    x: at.x + step[0]! * (AWAY + width / 2),
    y: at.y + step[1]! * (AWAY + height / 2),
  };
}

/** Dots at the four sides of a box: a drag from one relates it, a click makes something new beside it. */
export function QuickDots({ node: id, onHover }: { node: string; onHover: (node: string | null) => void }) {
  const { t } = useTranslation();
  const drawing = useDrawing();
  const { scene, frames, canDraw, show, toView, toCanvas } = drawing;
  const node = scene.nodes.get(id) ?? null;
  const frame = frames.get(id);
  const relating = useRelating(node);
  // Rules may come while a relation is being drawn.
  const latest = useRef(relating);
  useEffect(() => {
    latest.current = relating;
  });
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  if (!node || !frame || !isReal(node)) return null;

  const drag = (begun: ReactPointerEvent, side: Side) => {
    if (begun.button !== 0) return;
    begun.preventDefault();
    begun.stopPropagation();
    let hasMoved = false;
    const impossible = () =>
      new Set(
        [...scene.nodes.values()]
          .filter((one) => one.id !== id && !latest.current.verdict(one).isLegal)
          .map((one) => one.id),
      );
    let [isKnown, faded] = [latest.current.isKnown, impossible()];
    const target = (at: Point) => nodeAt(scene, frames, at, (one) => isReal(one) && one.id !== id);
    const end = () => {
      window.removeEventListener('pointermove', move, true);
      window.removeEventListener('pointerup', up, true);
      window.removeEventListener('keydown', key, true);
      useCanvas.getState().connect(null);
      stop.current = null;
    };
    const move = (event: PointerEvent) => {
      hasMoved ||= Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY) > SLOP;
      if (!hasMoved) return;
      const to = toView({ x: event.clientX, y: event.clientY });
      const over = target(to);
      if (isKnown !== latest.current.isKnown) [isKnown, faded] = [latest.current.isKnown, impossible()];
      const { isLegal, says } = over
        ? latest.current.verdict(over)
        : { isLegal: true, says: t('canvas.dropForNew') };
      useCanvas.getState().connect({ from: id, to, target: over?.id ?? null, says, isLegal }, faded);
    };
    const up = (event: PointerEvent) => {
      end();
      const point = { x: event.clientX, y: event.clientY };
      const at = toCanvas(toView(point));
      if (!hasMoved) return addBeside(side);
      const to = toView(point);
      const over = target(to);
      if (over) void latest.current.drop(over, at);
      else if (canDraw && node.element) {
        const spot = spotAt(scene, frames, to, SIZES['element']!);
        show({ name: 'kinds', at, from: node, spot, isRelationFirst: event.ctrlKey || event.metaKey });
      }
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    stop.current = end;
    window.addEventListener('pointermove', move, true);
    window.addEventListener('pointerup', up, true);
    window.addEventListener('keydown', key, true);
  };

  const addBeside = (side: Side) => {
    if (!canDraw || !node.element) return;
    const at = beyond(frame, side);
    show({ name: 'kinds', at: toCanvas(at), from: node, spot: freeSpot(frames, at, SIZES['element']!) });
  };

  return (
    <ViewportPortal>
      {SIDES.map((side) => {
        const { x, y } = dotAt(frame, side);
        return (
          <button
            key={side}
            type="button"
            tabIndex={-1}
            className="dot nopan nodrag"
            data-side={side}
            data-of={id}
            aria-label={t('canvas.relateWith', { name: node.label })}
            style={{ left: x, top: y }}
            onPointerEnter={() => onHover(id)}
            onPointerLeave={() => onHover(null)}
            onPointerDown={(event) => drag(event, side)}
          />
        );
      })}
    </ViewportPortal>
  );
}
