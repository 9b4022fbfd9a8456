import type { Box, Mark } from './marks';
import { GLYPHS } from './states';

/** Pixels between a box and the line around it. */
const GAP = 4;

interface Props {
  mark: Mark;
  side: 'before' | 'after' | 'both';
  isActive: boolean;
  onPick: (mark: Mark) => void;
}

/** What happened to a box or line: a sign, a kind of line and a colour. */
export function DiffMark({ mark, side, isActive, onPick }: Props) {
  const { state, line } = mark;
  const place = side === 'before' ? mark.before : side === 'after' ? mark.after : (mark.after ?? mark.before);
  if (!place) return null;
  const points =
    line && (side === 'before' ? line.before : side === 'after' ? line.after : (line.after ?? line.before));
  const at = line && points ? middleOf(points) : { x: place.x - GAP, y: place.y - GAP };
  const from = side === 'both' && state === 'moved' ? mark.before : null;
  return (
    <g
      className="diff-mark"
      data-state={state}
      data-active={isActive || undefined}
      data-key={mark.key}
      onClick={() => onPick(mark)}
    >
      {points ? (
        <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      ) : (
        <rect {...around(place)} rx={4} />
      )}
      {from && <line x1={from.x} y1={from.y} x2={place.x} y2={place.y} />}
      <circle cx={at.x} cy={at.y} r={9} />
      <text x={at.x} y={at.y + 5} textAnchor="middle">
        {GLYPHS[state]}
      </text>
    </g>
  );
}

function around({ x, y, width, height }: Box): Box {
  return { x: x - GAP, y: y - GAP, width: width + 2 * GAP, height: height + 2 * GAP };
}

function middleOf(points: readonly { x: number; y: number }[]): { x: number; y: number } {
  const at = Math.floor((points.length - 1) / 2);
  const [one, other] = [points[at], points[at + 1] ?? points[at]];
  return { x: ((one?.x ?? 0) + (other?.x ?? 0)) / 2, y: ((one?.y ?? 0) + (other?.y ?? 0)) / 2 };
}
