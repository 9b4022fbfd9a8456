import type { Box } from './marks';

/** A rectangle that is `by` times as large, around a point of it. */
export function zoomed(box: Box, by: number, at: { x: number; y: number }): Box {
  return {
    x: at.x - (at.x - box.x) * by,
    y: at.y - (at.y - box.y) * by,
    width: box.width * by,
    height: box.height * by,
  };
}

/** The same rectangle elsewhere. */
export function shifted(box: Box, x: number, y: number): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}

/** A rectangle of the same size with a box in its middle; larger where the box would not fit. */
export function centred(port: Box, box: Box): Box {
  const width = Math.max(port.width, box.width * 1.4);
  const height = Math.max(port.height, box.height * 1.4);
  return { x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height };
}

/** How a key moves what is seen; null for other keys. */
export function keyed(port: Box, key: string, whole: Box): Box | null {
  const middle = { x: port.x + port.width / 2, y: port.y + port.height / 2 };
  const step = port.width / 10;
  switch (key) {
    case '+':
    case '=':
      return zoomed(port, 0.8, middle);
    case '-':
      return zoomed(port, 1.25, middle);
    case '0':
      return whole;
    case 'ArrowLeft':
      return shifted(port, -step, 0);
    case 'ArrowRight':
      return shifted(port, step, 0);
    case 'ArrowUp':
      return shifted(port, 0, -step);
    case 'ArrowDown':
      return shifted(port, 0, step);
    default:
      return null;
  }
}
