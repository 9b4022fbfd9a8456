/** A moment of the past. */
export interface Moment {
  errors: number;
  warnings: number;
  infos: number;
}

/** Corners of a line through values, in a box of this size; a single value is in the middle. */
export function lineOf(values: readonly number[], width: number, height: number): [number, number][] {
  const most = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values.map((value, at) => [
    values.length > 1 ? at * step : width / 2,
    height - (value / most) * height,
  ]);
}

/** How much more or less there is than at the first moment. */
export function changeOf(values: readonly number[]): number {
  return (values.at(-1) ?? 0) - (values[0] ?? 0);
}
