import { useEffect, useRef } from 'react';
import { onAddToView } from '@/app/toView';
import { useDrawing } from '../DrawingContext';
import type { Point } from '../scene/geometry';
import { SIZES } from '../scene/play';
import { freeSpot } from '../under';
import { useCreation } from './useCreation';

/** Takes elements that were chosen elsewhere, in the search or in the tree, where there is room near the middle of the screen. */
export function useTaking(middle: () => Point) {
  const { frames, focusCanvas } = useDrawing();
  const { referHere } = useCreation();
  const latest = useRef((_: string) => {});
  useEffect(() => {
    latest.current = (element) => {
      void referHere(element, freeSpot(frames, middle(), SIZES['element']!)).then(focusCanvas);
    };
  });
  useEffect(() => onAddToView((element) => latest.current(element)), []);
}
