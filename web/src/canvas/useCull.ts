import { useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Routed } from './scene/frames';
import { around, type Frame, touches } from './scene/geometry';

/** Steps in which what is on the screen changes, in pixels of the view: finer would draw anew at every movement. */
const STEP = 400;

/** Lines that are on the screen, or near it. */
export function useCull(routes: ReadonlyMap<string, Routed>, isLarge: boolean): ReadonlyMap<string, Routed> {
  const seen = useStore(({ transform: [x, y, zoom], width, height }) => {
    if (!isLarge) return '';
    const step = STEP / Math.max(zoom, 0.05);
    const at = [-x / zoom, -y / zoom, width / zoom, height / zoom];
    return at.map((value) => Math.round(value / step) * step).join(' ') + ` ${step}`;
  });
  const boxes = useMemo(() => {
    if (!isLarge) return null;
    return [...routes].map(([id, route]) => [id, route, around(route.points.map(asFrame))] as const);
  }, [routes, isLarge]);
  return useMemo(() => {
    if (!boxes) return routes;
    const [x = 0, y = 0, width = 0, height = 0, step = STEP] = seen.split(' ').map(Number);
    const screen = { x: x - step, y: y - step, width: width + 2 * step, height: height + 2 * step };
    return new Map(boxes.filter(([, , box]) => touches(box, screen)).map(([id, route]) => [id, route]));
  }, [boxes, routes, seen]);
}

function asFrame({ x, y }: { x: number; y: number }): Frame {
  return { x, y, width: 0, height: 0 };
}
