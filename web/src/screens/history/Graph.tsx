import type { Row } from './lanes';

const LANE = 14;
/** Lanes that are drawn; what is further right is left to the imagination. */
const MOST = 12;

/** The piece of the graph beside a commit. It says what parents say; screen readers hear these. */
export function Graph({ row, height, width }: { row: Row; height: number; width: number }) {
  const x = (lane: number) => Math.min(lane, MOST) * LANE + LANE / 2;
  const middle = height / 2;
  return (
    <svg className="graph" width={Math.min(width, MOST + 1) * LANE} height={height} aria-hidden>
      {row.strands.map(({ from, to }, index) => {
        const [x1, y1] = from === 'dot' ? [x(row.lane), middle] : [x(from), 0];
        const [x2, y2] = to === 'dot' ? [x(row.lane), middle] : [x(to), height];
        const bend = (y1 + y2) / 2;
        return <path key={index} d={`M${x1} ${y1} C${x1} ${bend} ${x2} ${bend} ${x2} ${y2}`} />;
      })}
      <circle cx={x(row.lane)} cy={middle} r={4.5} />
    </svg>
  );
}
