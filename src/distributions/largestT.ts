/**
 * The largest of several correlated t statistics, by absolute value, that share one estimate of scale: what Dunnett's comparisons with
 * a control (1955, JASA 50, 1096-1121) and simultaneous inference about any linear functions refer to.
 *
 * Where the correlations are products, ρ_ij = λ_i·λ_j, as of comparisons with a control, the statistics are independent given one
 * normal variable, and its integral is exact to ten digits. Else the normal probability is an integral over the cube (Genz 1992,
 * J. Comput. Graph. Stat. 1, 141-149) over a rank-one lattice, good for about five digits.
 */

import * as normal from './normal';
import { oneFactor, oneFactorTail, SAME } from './oneFactor';
import { interpolated, upperOverScale, upperQuantile, type LogTail } from './overScale';
import * as studentT from './studentT';

export interface LargestT {
  /** Whether it is computed in closed form and by quadrature, not over a lattice. */
  readonly isExact: boolean;
  /** P(max |T_i| ≥ t); t ≥ 0, degrees of freedom positive, Infinity for normal variables. */
  upper(t: number, df: number): number;
  /** The t with P(max |T_i| ≥ t) = probability; probability in [0, 1]. */
  upperQuantile(probability: number, df: number): number;
}

/** Beyond it every tail is less than 1e-290. */
const WIDEST = 37;
/** Points of the lattice, a prime, and how many generators are tried for each of its dimensions. */
const LATTICE = 4001;
const TRIED = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** @param correlation m×m, row by row, positive semidefinite with a unit diagonal */
export function largestT(correlation: Float64Array, m: number): LargestT {
  const kept = withoutRepeats(correlation, m);
  const own = kept.flatMap((i) => kept.map((j) => correlation[i * m + j]));
  const R = Float64Array.from(own);
  const factor = oneFactor(R, kept.length);
  const logTail =
    factor === null ? interpolated(latticeTail(R, kept.length), 1, 10) : interpolated(oneFactorTail(factor));
  const tail: LogTail = { of: logTail, widest: WIDEST, spread: 1 };
  const upper = (t: number, df: number): number => upperOverScale(t, df, tail);
  return {
    isExact: factor !== null,
    upper,
    upperQuantile(probability, df) {
      // Bonferroni's bound
      const bound = -studentT.quantile(probability / (2 * kept.length), df);
      return kept.length === 1 ? bound : upperQuantile(probability, bound, (t) => upper(t, df));
    },
  };
}

/** One of each set of statistics that are equal but for their sign. */
function withoutRepeats(R: Float64Array, m: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < m; i++) if (kept.every((j) => Math.abs(R[i * m + j]) < 1 - SAME)) kept.push(i);
  return kept;
}

/** log P(max |Z_i| ≥ w) over a lattice, for a correlation matrix of any rank. */
function latticeTail(R: Float64Array, m: number): (w: number) => number {
  const { L, rank, last } = rankRevealingFactor(R, m);
  const generators = latticeGenerators(rank - 1);
  const y = new Float64Array(rank);
  return (w) => {
    let sum = 0;
    for (let point = 0; point < LATTICE; point++) {
      let inside = 0;
      for (let j = 0; j < rank && inside > -Infinity; j++) {
        let [from, to] = [-Infinity, Infinity];
        for (const i of last[j]) {
          let before = 0;
          for (let l = 0; l < j; l++) before += L[i * rank + l] * y[l];
          const [one, other] = [(-w - before) / L[i * rank + j], (w - before) / L[i * rank + j]];
          from = Math.max(from, Math.min(one, other));
          to = Math.min(to, Math.max(one, other));
        }
        const below = normal.cdf(from);
        const outside = from < to ? below + normal.cdf(-to) : 1;
        inside += Math.log1p(-outside);
        if (j === rank - 1) break;
        // The tent makes the integrand continuous across the edges of the cube.
        const u = Math.abs(2 * (((point * generators[j]) % LATTICE) / LATTICE) - 1);
        y[j] = normal.quantile(below + u * (1 - outside));
      }
      sum += -Math.expm1(inside);
    }
    return Math.min(0, Math.log(sum / LATTICE));
  };
}

/** R = L·Lᵀ with L m×rank, pivoted; and for each column the rows whose last entry stands in it. */
function rankRevealingFactor(R: Float64Array, m: number) {
  const rest = Float64Array.from(R);
  const columns: Float64Array[] = [];
  for (;;) {
    let pivot = 0;
    for (let i = 1; i < m; i++) if (rest[i * m + i] > rest[pivot * m + pivot]) pivot = i;
    const d = rest[pivot * m + pivot];
    if (d < SAME) break;
    const column = Float64Array.from({ length: m }, (_, i) => rest[i * m + pivot] / Math.sqrt(d));
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) rest[i * m + j] -= column[i] * column[j];
    columns.push(column);
  }
  const rank = columns.length;
  const L = Float64Array.from({ length: m * rank }, (_, at) => columns[at % rank][Math.floor(at / rank)]);
  const last: number[][] = columns.map(() => []);
  for (let i = 0; i < m; i++) {
    let j = rank - 1;
    while (Math.abs(L[i * rank + j]) < SAME) j--;
    last[j].push(i);
  }
  return { L, rank, last };
}

/**
 * Generators of a good lattice, one dimension after the other: of each the candidate with the least mean squared error over functions
 * with square-integrable mixed derivatives (Sloan & Reztsov 2002, Math. Comp. 71, 263-273).
 */
function latticeGenerators(dimensions: number): number[] {
  const products = new Float64Array(LATTICE).fill(1);
  // Bernoulli's polynomial of degree two, periodic
  const kernel = Float64Array.from({ length: LATTICE }, (_, i) => {
    const x = i / LATTICE;
    return 1 + 2 * Math.PI ** 2 * (x * x - x + 1 / 6);
  });
  const found: number[] = [];
  for (let d = 0; d < dimensions; d++) {
    let [best, least] = [1, Infinity];
    for (let c = 1; c <= TRIED; c++) {
      const candidate = d === 0 ? 1 : Math.floor((((c * GOLDEN + d * Math.SQRT2) % 1) * LATTICE) / 2) + 1;
      let sum = 0;
      for (let i = 0; i < LATTICE; i++) sum += products[i] * kernel[(i * candidate) % LATTICE];
      if (sum < least) [best, least] = [candidate, sum];
    }
    for (let i = 0; i < LATTICE; i++) products[i] *= kernel[(i * best) % LATTICE];
    found.push(best);
  }
  return found;
}
