import { useTranslation } from 'react-i18next';
import { percent } from '@/screens/delivery/ledger/format';

const WIDTH = 110;
const HEIGHT = 28;

/** A share over time in the size of a word; 0 % is the bottom and 100 % the top. */
export function Spark({ points, label }: { points: readonly { value: number | null }[]; label: string }) {
  const { t } = useTranslation();
  const known = points.flatMap(({ value }, index) =>
    value === null
      ? []
      : [[(index / Math.max(1, points.length - 1)) * WIDTH, (1 - value) * HEIGHT, value] as const],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 2) return <>–</>;
  const words = t('metrics.spark', { label, from: percent(first[2]), to: percent(last[2]) });
  return (
    <svg
      className="metrics-spark"
      viewBox={`-3 -3 ${WIDTH + 6} ${HEIGHT + 6}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={words}
    >
      <polyline points={known.map(([x, y]) => `${x},${y}`).join(' ')} />
      <circle cx={last[0]} cy={last[1]} r={2.5} />
    </svg>
  );
}
