/** Sample quantiles by R's type 7 (linear interpolation of the order statistics at 1 + (n − 1)·p). */

/** @param probabilities each in [0, 1]; @param values at least one number, none NaN; not changed */
export function quantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  return probabilities.map((probability) => {
    const position = probability * last;
    const below = Math.floor(position + 4 * Number.EPSILON * position);
    const share = Math.max(0, position - below);
    return below >= last ? sorted[last] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
  });
}
