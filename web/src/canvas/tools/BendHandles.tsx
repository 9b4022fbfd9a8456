import { ViewportPortal } from '@xyflow/react';
import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrawing } from '../DrawingContext';
import { pathOf } from '../draw/line';
import { bend } from '../edits';
import { type Point, centre, clip, towards } from '../scene/geometry';
import type { Routed } from '../scene/frames';
import { GRID } from '../snap';

const round = (value: number) => Math.round(value / GRID) * GRID;

/** Handles of the line that is selected: a turn can be moved and, by a double click, removed; a stretch can be bent. */
export function BendHandles({ route }: { route: Routed }) {
  const { t } = useTranslation();
  const { scene, routes, frames, give, toView } = useDrawing();
  const [live, setLive] = useState<Point[] | null>(null);
  const { line, points } = route;
  const turns = live ?? points.slice(1, -1);
  const [from, to] = [frames.get(line.from), frames.get(line.to)];
  const way = from && to ? clip(from, turns, to) : [points[0]!, ...turns, points.at(-1)!];

  /** Drags the turn at an index of `begun`; `begun` has it already where a stretch is bent. */
  const drag = (event: ReactPointerEvent, begun: readonly Point[], index: number) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    let now: Point[] | null = null;
    const move = ({ clientX, clientY, altKey }: PointerEvent) => {
      const { x, y } = toView({ x: clientX, y: clientY });
      const at = altKey ? { x, y } : { x: round(x), y: round(y) };
      now = begun.map((point, place) => (place === index ? at : point));
      setLive(now);
    };
    const end = () => {
      window.removeEventListener('pointermove', move, true);
      window.removeEventListener('pointerup', up, true);
      window.removeEventListener('keydown', key, true);
      setLive(null);
    };
    const up = () => {
      end();
      if (now) give(bend(scene, routes, line, now));
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
      {live && (
        <svg className="connector" data-legal aria-hidden>
          <path d={pathOf(way)} />
        </svg>
      )}
      {way.slice(1).map((end, index) => {
        const { x, y } = towards(way[index]!, end, 0.5);
        const more = [...turns.slice(0, index), { x, y }, ...turns.slice(index)];
        return (
          <button
            key={`between ${index}`}
            type="button"
            tabIndex={-1}
            className="bend nopan nodrag"
            data-bend="new"
            aria-label={t('canvas.bendHere')}
            style={{ left: x, top: y }}
            onPointerDown={(event) => drag(event, more, index)}
          />
        );
      })}
      {turns.map(({ x, y }, index) => (
        <button
          key={index}
          type="button"
          tabIndex={-1}
          className="bend nopan nodrag"
          data-bend={index}
          aria-label={t('canvas.moveBend')}
          style={{ left: x, top: y }}
          onPointerDown={(event) => drag(event, turns, index)}
          onDoubleClick={(event) => {
            event.stopPropagation();
            give(
              bend(
                scene,
                routes,
                line,
                turns.filter((_, place) => place !== index),
              ),
            );
          }}
        />
      ))}
    </ViewportPortal>
  );
}

/** The turns of a line for somebody who bends it without a mouse: one more, in the middle of it, aside. */
export function bentAside({ points }: Routed, by: number): Point[] {
  const turns = points.slice(1, -1);
  if (turns.length > 0) return turns;
  const [first, last] = [points[0]!, points.at(-1)!];
  const { x, y } = centre({ x: first.x, y: first.y, width: last.x - first.x, height: last.y - first.y });
  return Math.abs(last.x - first.x) > Math.abs(last.y - first.y) ? [{ x, y: y + by }] : [{ x: x + by, y }];
}
