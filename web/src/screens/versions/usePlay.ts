import { useEffect, useState } from 'react';

/** How long each commit is seen, in milliseconds. */
const STEP = 1200;

/** Goes from tick to tick, from the first again where it stands at the last, and stops there. */
export function usePlay(at: number, last: number, onMove: (at: number) => void) {
  const [isRunning, setRunning] = useState(false);
  const isOver = at >= last;
  if (isRunning && isOver) setRunning(false);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => onMove(at + 1), STEP);
    return () => clearTimeout(timer);
  }, [isRunning, at, onMove]);
  return {
    isRunning,
    toggle: () => {
      if (!isRunning && isOver) onMove(0);
      setRunning(!isRunning);
    },
  };
}
