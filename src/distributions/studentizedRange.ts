/**
 * The studentized range: the range of k independent standard normal variables, divided by an independent root of a
 * chi-square over its degrees of freedom (Tukey 1953). The tail of the range itself is
 *
 *     P(R ≥ w) = k ∫ φ(z)·[Φ(z)^(k−1) − (Φ(z) − Φ(z − w))^(k−1)] dz,
 *
 * where nothing cancels, so that small tails keep their digits.
 *
 * A library and R compute it as well, after Copenhaver & Holland (1988) or Lund & Lund (1983, AS 190); both are off by up to 1e-3
 * with few degrees of freedom, and have hardly a right digit of small probabilities. The relative error here is about 1e-12.
 */

import { CellmerError } from '../errors';
import * as normal from './normal';
import { interpolated } from './interpolated';
import { upperOverScale, upperQuantile, type LogTail } from './overScale';
import * as studentT from './studentT';

export interface StudentizedRange {
  /** P(Q ≥ q); q ≥ 0, degrees of freedom positive, Infinity for the range of normal variables itself; NaN for others. */
  upper(q: number, df: number): number;
  /** The q with P(Q ≥ q) = probability; probability in [0, 1], degrees of freedom as above; NaN for others. */
  upperQuantile(probability: number, df: number): number;
}

/** Beyond it the tail of the range is less than 1e-290, whatever k. */
const WIDEST = 52;
/** Of the trapezoidal rule: for up to some thousand variables the error is below rounding. */
const STEP = 0.1;

const known = new Map<number, StudentizedRange>();

/**
 * @param k the number of variables, from 2 on; between whole numbers the formula above stands between theirs
 * @throws CellmerError `numeric` for a smaller one
 */
export function studentizedRange(k: number): StudentizedRange {
  let found = known.get(k);
  if (found === undefined) known.set(k, (found = make(k)));
  return found;
}

function make(k: number): StudentizedRange {
  if (!(k >= 2 && k < Infinity))
    throw new CellmerError('numeric', `A range is of at least two variables, not of ${k}.`);
  const grid = gridFor(k);
  const tail: LogTail = {
    of: interpolated((w) => Math.log(rangeTail(w, k, grid))),
    widest: WIDEST,
    spread: 2,
  };
  const upper = (q: number, df: number): number => upperOverScale(q, df, tail);
  return {
    upper,
    upperQuantile(probability, df) {
      if (!(df > 0)) return NaN;
      // Bonferroni's bound over all pairs
      const bound = -Math.SQRT2 * studentT.quantile(probability / (k * (k - 1)), df);
      return upperQuantile(probability, bound, (q) => upper(q, df));
    },
  };
}

/** The z over which the tail is summed, ascending, and of each of them Φ(z) and φ(z)·Φ(z)^(k−1). */
interface Grid {
  readonly z: Float64Array;
  readonly below: Float64Array;
  readonly weights: Float64Array;
}

function gridFor(k: number): Grid {
  const all = Float64Array.from({ length: Math.ceil((WIDEST / 2 + 16) / STEP) }, (_, i) => i * STEP - 7);
  const weight = (z: number): number =>
    Math.exp((-z * z) / 2 + (k - 1) * Math.log(normal.cdf(z))) / Math.sqrt(2 * Math.PI);
  const z = all.filter((x) => weight(x) > 0);
  return { z, below: z.map(normal.cdf), weights: z.map(weight) };
}

/** P(R ≥ w) of k standard normal variables, by the trapezoidal rule. */
function rangeTail(w: number, k: number, { z, below, weights }: Grid): number {
  const highest = w / 2 + 9;
  let sum = 0;
  for (let i = 0; i < z.length && z[i] <= highest; i++) {
    const none = (k - 1) * Math.log1p(-normal.cdf(z[i] - w) / below[i]);
    sum += weights[i] * -Math.expm1(none);
  }
  return Math.min(1, sum * k * STEP);
}
