/** Derivatives by central differences of fourth order, for checking exact ones. */

/** Gradient of f at x; h is the step relative to max(1, |x_i|) unless `steps` gives one per coordinate. */
export function differenceGradient(
  f: (x: number[]) => number,
  x: readonly number[],
  steps: readonly number[] = x.map((v) => 1e-3 * Math.max(1, Math.abs(v))),
): number[] {
  return x.map((_, i) => {
    const at = (t: number): number => f(x.map((v, j) => (i === j ? v + t * steps[i] : v)));
    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * steps[i]);
  });
}

/** Jacobian of a vector function, row i for output i; steps as for a gradient. */
export function differenceJacobian(
  f: (x: number[]) => ArrayLike<number>,
  x: readonly number[],
  steps: readonly number[] = x.map((v) => 1e-3 * Math.max(1, Math.abs(v))),
): number[][] {
  const columns = x.map((_, i) => {
    const at = (t: number): ArrayLike<number> => f(x.map((v, j) => (i === j ? v + t * steps[i] : v)));
    const [a, b, c, d] = [at(1), at(-1), at(2), at(-2)];
    return Array.from(a, (v, o) => (8 * (v - b[o]) - (c[o] - d[o])) / (12 * steps[i]));
  });
  return columns.length === 0 ? [] : columns[0].map((_, o) => columns.map((column) => column[o]));
}
