/** How many independent linear functions of the fixed effects some contrasts are. */

import type { Margins, SparseContrast } from './types';

/** What is left of a contrast after those before it, relative to its own length, is rounding below this. */
const NOTHING = 1e-9;

/** A weight is rounding where it is a smaller share than this of the terms that it is the sum of: they cancel. */
const CANCELLED = 1e-13;

/** @param first row of the group */
export function contrastRank(
  contrasts: readonly SparseContrast[],
  { L, rows, factors }: Margins,
  first: number,
): number {
  const p = L.length / rows;
  const most = Math.min(p, mostIndependent(contrasts, factors));
  const basis: Float64Array[] = [];
  for (const contrast of contrasts) {
    if (basis.length === most) break;
    const rest = functionOf(contrast, L, p, first);
    const length = Math.hypot(...rest);
    // Twice is enough.
    for (let round = 0; round < 2; round++) for (const unit of basis) subtractProjection(rest, unit);
    const left = Math.hypot(...rest);
    if (left > NOTHING * length) basis.push(rest.map((x) => x / left));
  }
  return basis.length;
}

/** With k means, those whose weights sum to zero span k − 1 dimensions. */
function mostIndependent(contrasts: readonly SparseContrast[], factors: Margins['factors']): number {
  const k = factors.reduce((product, { levels }) => product * levels.length, 1);
  const areDifferences = contrasts.every(
    ({ weights }) => Math.abs(weights.reduce((a, b) => a + b, 0)) < NOTHING,
  );
  return areDifferences ? k - 1 : k;
}

function functionOf(
  { places, weights }: SparseContrast,
  L: Float64Array,
  p: number,
  first: number,
): Float64Array {
  const [l, sizes] = [new Float64Array(p), new Float64Array(p)];
  places.forEach((place, i) => {
    for (let c = 0; c < p; c++) {
      const term = weights[i] * L[(first + place) * p + c];
      l[c] += term;
      sizes[c] += Math.abs(term);
    }
  });
  return l.map((value, c) => (Math.abs(value) > CANCELLED * sizes[c] ? value : 0));
}

function subtractProjection(v: Float64Array, unit: Float64Array): void {
  let share = 0;
  for (let c = 0; c < v.length; c++) share += v[c] * unit[c];
  for (let c = 0; c < v.length; c++) v[c] -= share * unit[c];
}
