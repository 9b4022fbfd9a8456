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
  return useMemo(() => {
    if (!isLarge) return routes;
    const [x = 0, y = 0, width = 0, height = 0, step = STEP] = seen.split(' ').map(Number);
    const screen = { x: x - step, y: y - step, width: width + 2 * step, height: height + 2 * step };
    return new Map([...routes].filter(([, route]) => touches(extentOf(route), screen)));
  }, [routes, seen, isLarge]);
}

/** Where lines are: while boxes are dragged, all the others are the same values. */
const extents = new WeakMap<Routed, Frame>();

function extentOf(route: Routed): Frame {
  const known = extents.get(route);
  if (known) return known;
  const extent = around(route.points.map(asFrame));
  extents.set(route, extent);
  return extent;
}

function asFrame({ x, y }: { x: number; y: number }): Frame {
  return { x, y, width: 0, height: 0 };
}
