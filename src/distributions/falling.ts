/** Where a probability that falls along its argument has a value. */

/** Steps of the search; it takes five to eight. */
const MOST_STEPS = 100;

/**
 * The x > 0 with f(x) = value, by secants of the logarithm of f, kept between bounds.
 *
 * @param f falling from above `value` at 0 to 0 at infinity
 * @param value in (0, 1)
 * @param high about an upper bound of x, the closer the better
 */
export function whereFalling(f: (x: number) => number, value: number, high: number): number {
  const excess = (x: number): number => Math.log(f(x) / value);
  let [x0, f0] = [high, excess(high)];
  let low = 0;
  // A bound that is the answer itself may be rounded to below it.
  for (let growth = 0.01; f0 > 0; growth *= 2) {
    low = x0;
    x0 *= 1 + growth;
    f0 = excess(x0);
  }
  let top = x0;
  let x1 = Math.max(low, x0 * 0.98);
  for (let i = 0; i < MOST_STEPS && Math.abs(x1 - x0) > 4 * Number.EPSILON * x1; i++) {
    const f1 = excess(x1);
    if (f1 === 0) break;
    if (f1 > 0) low = x1;
    else top = x1;
    const next = x1 - (f1 * (x1 - x0)) / (f1 - f0);
    [x0, f0] = [x1, f1];
    x1 = next >= low && next <= top ? next : (low + top) / 2;
  }
  return x1;
}
