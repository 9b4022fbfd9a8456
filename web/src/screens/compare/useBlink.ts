import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';

/** How long each picture is seen, in milliseconds. */
const TURN = 1000;

/** Shows two sides in turn; by hand alone where motion is not wanted. */
export function useBlink(isOn: boolean) {
  const isStill = useReducedMotion();
  const [side, setSide] = useState<'before' | 'after'>('before');
  const [wants, setWants] = useState<boolean | null>(null);
  const isRunning = wants ?? !isStill;
  const turn = () => setSide((old) => (old === 'before' ? 'after' : 'before'));
  useEffect(() => {
    if (!isOn || !isRunning) return;
    const timer = setInterval(turn, TURN);
    return () => clearInterval(timer);
  }, [isOn, isRunning]);
  return { side, isRunning, turn, toggle: () => setWants(!isRunning) };
}
