// Whether one number follows another: Pearson's correlation of daily values, also without their straight lines.

const DAY = 86_400_000;

function correlation(pairs) {
  const mean = (of) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [x, y] = [mean((pair) => pair[0]), mean((pair) => pair[1])];
  let [both, first, second] = [0, 0, 0];
  for (const [a, b] of pairs) {
    both += (a - x) * (b - y);
    first += (a - x) ** 2;
    second += (b - y) ** 2;
  }
  return both / Math.sqrt(first * second);
}

/** What is left of values over days when the straight line through them is taken away. */
function flat(points) {
  const day = points.reduce((sum, point) => sum + point[0], 0) / points.length;
  const mean = points.reduce((sum, point) => sum + point[1], 0) / points.length;
  let [above, below] = [0, 0];
  for (const [at, value] of points) {
    above += (at - day) * (value - mean);
    below += (at - day) ** 2;
  }
  return points.map(([at, value]) => value - mean - (above / below) * (at - day));
}

function daily(records, indicator) {
  const days = new Map();
  for (const value of records.values) {
    if (value.indicator === indicator) days.set(Math.floor(Date.parse(value.at) / DAY), value.value);
  }
  return days;
}

function pair(from, to, lag) {
  const both = [];
  for (const [day, value] of from) if (to.has(day + lag)) both.push([day, value, to.get(day + lag)]);
  const left = flat(both.map(([day, value]) => [day, value]));
  const right = flat(both.map(([day, , value]) => [day, value]));
  const raw = correlation(both.map(([, a, b]) => [a, b]));
  const withoutTrend = correlation(left.map((value, index) => [value, right[index]]));
  return { lagDays: lag, correlation: raw, withoutTrend, sample: both.length };
}

/** Repeat calls after the notice delay: as the model expects, and after how many days most. */
export function pairs(records) {
  const [from, to] = [daily(records, 'i-notify'), daily(records, 'i-repeat')];
  const found = pair(from, to, 21);
  const enough = Math.max(0.2, 2 / Math.sqrt(found.sample));
  const scan = Array.from({ length: 61 }, (_, lag) => pair(from, to, lag));
  scan.sort((a, b) => Math.abs(b.withoutTrend) - Math.abs(a.withoutTrend));
  const verdict = found.correlation >= enough && found.withoutTrend >= enough ? 'supports' : 'no-relation';
  return { 'i-notify i-repeat': { ...found, verdict, strongest: scan[0].lagDays } };
}
