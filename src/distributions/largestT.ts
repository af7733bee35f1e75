/**
 * The largest of several correlated t statistics, by absolute value, that share one estimate of scale: what Dunnett's comparisons with
 * a control (1955, JASA 50, 1096-1121) and simultaneous inference about any linear functions refer to.
 *
 * Where the correlations are products, ρ_ij = λ_i·λ_j, as of comparisons with a control, the statistics are independent given one
 * normal variable, and where they have rank 2, as all comparisons of three means, the mean over directions is a sum: both are exact.
 * Else it is a mean over fixed directions in space, the same for probabilities and quantiles, whose error can be asked for.
 */

import { CellmerError } from '../errors';
import { largestNormal } from './largestNormal';
import { oneFactor, oneFactorTail, SAME } from './oneFactor';
import { interpolated } from './interpolated';
import { upperOverScale, upperQuantile, type LogTail } from './overScale';
import * as studentT from './studentT';

export interface LargestT {
  /** Whether it is computed to rounding, about twelve digits. */
  readonly isExact: boolean;
  /** P(max |T_i| ≥ t); t ≥ 0, degrees of freedom positive, Infinity for normal variables; NaN for others. */
  upper(t: number, df: number): number;
  /** The t with P(max |T_i| ≥ t) = probability; probability in [0, 1], degrees of freedom as above; NaN for others. */
  upperQuantile(probability: number, df: number): number;
  /** Standard error of `upper`, estimated from parts of the directions; 0 where it is exact. */
  standardError(t: number, df: number): number;
}

/** Beyond it every tail is less than 1e-290. */
const WIDEST = 37;

/**
 * @param correlation m×m, row by row, positive semidefinite with a unit diagonal; m ≥ 1
 * @throws CellmerError `numeric` when an entry is not a correlation, or there is none
 */
export function largestT(correlation: Float64Array, m: number): LargestT {
  const wrong = correlation.find((x) => !(Math.abs(x) <= 1 + SAME));
  if (wrong !== undefined)
    throw new CellmerError('numeric', `A correlation is between −1 and 1, not ${wrong}.`);
  if (!(m >= 1)) throw new CellmerError('numeric', 'There is no largest of no statistics.');
  const kept = withoutRepeats(correlation, m);
  const R = Float64Array.from(kept.flatMap((i) => kept.map((j) => correlation[i * m + j])));
  const { whole, parts } = tails(R, kept.length);
  const upper = (t: number, df: number): number => upperOverScale(t, df, whole);
  return {
    isExact: parts.length === 0,
    upper,
    upperQuantile(probability, df) {
      if (!(df > 0)) return NaN;
      // Bonferroni's bound
      const bound = -studentT.quantile(probability / (2 * kept.length), df);
      return upperQuantile(probability, bound, (t) => upper(t, df));
    },
    standardError: (t, df) => errorOfMean(parts.map((part) => upperOverScale(t, df, part))),
  };
}

/** One of each set of statistics that are equal but for their sign. */
function withoutRepeats(R: Float64Array, m: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < m; i++) if (kept.every((j) => Math.abs(R[i * m + j]) < 1 - SAME)) kept.push(i);
  return kept;
}

/** Of the largest normal variable, and of its parts where it is not exact. */
function tails(R: Float64Array, m: number): { whole: LogTail; parts: LogTail[] } {
  const smooth = (tail: (w: number) => number): LogTail => ({
    of: interpolated(tail),
    widest: WIDEST,
    spread: 1,
  });
  const lambda = oneFactor(R, m);
  if (lambda !== null) return { whole: smooth(oneFactorTail(lambda)), parts: [] };
  const { logTail, parts } = largestNormal(R, m);
  return { whole: smooth(logTail), parts: parts.map(smooth) };
}

function errorOfMean(values: readonly number[]): number {
  const n = values.length;
  if (n === 0) return 0;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n * (n - 1)));
}
