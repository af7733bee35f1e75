/** Bounds on parameters, and the minimum of a quadratic model along the projected gradient. */

export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export function projectInPlace(par: Float64Array, { lower, upper }: Box): void {
  for (let i = 0; i < par.length; i++) par[i] = Math.min(Math.max(par[i], lower[i]), upper[i]);
}

/** The largest entry of the gradient, each cut to the distance from the bound that it points to. */
export function projectedGradientNorm(par: Float64Array, gradient: Float64Array, box: Box): number {
  let norm = 0;
  gradient.forEach((g, i) => {
    const cut = g < 0 ? Math.max(par[i] - box.upper[i], g) : Math.min(par[i] - box.lower[i], g);
    norm = Math.max(norm, Math.abs(cut));
  });
  return norm;
}

/**
 * The first local minimum of the model gᵀs + ½sᵀBs along the path that goes down the gradient and stays in the box, and
 * the parameters that are at no bound there. Algorithm CP of Byrd, Lu, Nocedal and Zhu (1995), section 4.
 *
 * @param B d×d, row-major, positive definite
 */
export function cauchyPoint(
  start: Float64Array,
  gradient: Float64Array,
  B: Float64Array,
  { lower, upper }: Box,
): { par: Float64Array; free: number[] } {
  const d = start.length;
  const par = start.slice();
  /** How far along the path each parameter reaches its bound. */
  const reach = gradient.map((g, i) => {
    if (g === 0) return Infinity;
    return g < 0 ? (start[i] - upper[i]) / g : (start[i] - lower[i]) / g;
  });
  const isFixed = Array.from(start, (_, i) => lower[i] === upper[i] || (gradient[i] !== 0 && reach[i] <= 0));
  const direction = gradient.map((g, i) => (isFixed[i] ? 0 : -g));
  const order = Array.from(start, (_, i) => i)
    .filter((i) => direction[i] !== 0 && reach[i] < Infinity)
    .sort((i, j) => reach[i] - reach[j]);

  let gone = 0;
  for (let k = 0; k <= order.length; k++) {
    let slope = 0;
    let curvature = 0;
    for (let i = 0; i < d; i++) {
      if (direction[i] === 0) continue;
      let pull = gradient[i];
      let bend = 0;
      for (let j = 0; j < d; j++) {
        pull += B[i * d + j] * (par[j] - start[j]);
        bend += B[i * d + j] * direction[j];
      }
      slope += pull * direction[i];
      curvature += bend * direction[i];
    }
    if (!(slope < 0)) break;
    const best = curvature > 0 ? -slope / curvature : Infinity;
    const room = k < order.length ? reach[order[k]] - gone : Infinity;
    const length = Math.min(best, room);
    if (length === Infinity) break;
    for (let i = 0; i < d; i++) par[i] += length * direction[i];
    if (best < room) break;
    const i = order[k];
    gone = reach[i];
    par[i] = gradient[i] < 0 ? upper[i] : lower[i];
    isFixed[i] = true;
    direction[i] = 0;
  }
  return { par, free: Array.from(start, (_, i) => i).filter((i) => !isFixed[i]) };
}
