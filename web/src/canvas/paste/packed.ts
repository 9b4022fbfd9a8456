// Places for boxes that a text names without saying where they stand: rows, as wide as they are high.
import { SIZES } from '../scene/play';

export interface Size {
  width: number;
  height: number;
}

interface Placed extends Size {
  x: number;
  y: number;
}

interface Packable {
  id: string;
  holder: string | null;
  shows: string;
}

const GAP = 30;
/** Room above what stands in a box, for its name. */
const HEAD = 40;

/** Where boxes stand: within their holder, or from the left top corner of all. */
export function packed(boxes: readonly Packable[]): Map<string, Placed> {
  const places = new Map<string, Placed>();
  const fill = (holder: string | null): Size => {
    const own = boxes.filter((box) => box.holder === holder);
    const columns = Math.max(1, Math.ceil(Math.sqrt(own.length)));
    const [left, top] = holder === null ? [0, 0] : [GAP, HEAD];
    let [x, y, rowHeight, width] = [left, top, 0, 0];
    own.forEach(({ id, shows }, index) => {
      const inside = fill(id);
      const usual = SIZES[shows] ?? SIZES['element']!;
      const size = inside.width > 0 ? inside : usual;
      if (index > 0 && index % columns === 0) [x, y, rowHeight] = [left, y + rowHeight + GAP, 0];
      places.set(id, { x, y, ...size });
      x += size.width + GAP;
      rowHeight = Math.max(rowHeight, size.height);
      width = Math.max(width, x);
    });
    return own.length > 0 ? { width, height: y + rowHeight + GAP } : { width: 0, height: 0 };
  };
  fill(null);
  return places;
}
