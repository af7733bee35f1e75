/** Integrals over an interval. */

export interface Rule {
  /** In (−1, 1). */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Halvings of an interval; 50 take it to the distance of two doubles. */
const MOST_HALVINGS = 50;
/** Points of the rule that is applied to an interval and to its halves. */
const POINTS = 12;

/** Gauss's rule on [−1, 1], its nodes by Newton's method on Legendre's polynomial. */
function gaussLegendre(points: number): Rule {
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step++) {
      let [before, value] = [1, x];
      for (let n = 2; n <= points; n++)
        [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
      slope = (points * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const RULE = gaussLegendre(POINTS);

/**
 * ∫ f over consecutive intervals, each of them halved until its halves say the same as the whole.
 *
 * @param breaks ends of the intervals, ascending
 * @param tolerance largest difference, relative to the integral, above the noise of f, which must not change its sign; the halves, which
 *   are taken, are better by some digits
 */
export function integrate(f: (x: number) => number, breaks: readonly number[], tolerance = 1e-12): number {
  const wholes = breaks.slice(1).map((to, i) => panel(f, breaks[i], to));
  const total = wholes.reduce((sum, x) => sum + x, 0);
  return wholes.reduce((sum, whole, i) => sum + halved(f, breaks[i], breaks[i + 1], whole), 0);

  function halved(g: typeof f, from: number, to: number, whole: number, depth = 0): number {
    const middle = (from + to) / 2;
    const [left, right] = [panel(g, from, middle), panel(g, middle, to)];
    if (Math.abs(left + right - whole) <= tolerance * total || depth === MOST_HALVINGS) return left + right;
    return halved(g, from, middle, left, depth + 1) + halved(g, middle, to, right, depth + 1);
  }
}

/** ∫ f over one interval, by the rule alone. */
export function panel(f: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let sum = 0;
  for (let i = 0; i < POINTS; i++) sum += RULE.weights[i] * f(middle + half * RULE.nodes[i]);
  return sum * half;
}
