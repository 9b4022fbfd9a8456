import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Frame } from './scene/geometry';

/** Room around a box that is moved into sight, in pixels of the screen. */
const ROOM = 24;

/** Keeps a box in sight when the sheet becomes narrower, as it does when the inspector opens. */
export function useInSight(frame: Frame | undefined) {
  const flow = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const latest = useRef(frame);
  useEffect(() => {
    latest.current = frame;
  });
  useEffect(() => {
    const box = latest.current;
    if (!box || width === 0) return;
    const { x, y, zoom } = flow.getViewport();
    const over = (start: number, size: number, room: number) =>
      Math.min(0, room - ROOM - (start + size)) + Math.max(0, ROOM - start);
    const dx = over(box.x * zoom + x, box.width * zoom, width);
    const dy = over(box.y * zoom + y, box.height * zoom, height);
    if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom });
  }, [flow, width, height]);
}
