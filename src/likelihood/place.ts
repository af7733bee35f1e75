/** A likelihood that is open: read once, looked at wherever one asks. */

import { CellmerError } from '../errors';
import { invertPositiveDefinite } from '../linalg/dense';
import type { NumberColumn } from './expression/data';
import type { LogLikelihood } from './logLikelihood';
import { parameterIndex } from './profileInterval';
import { profilePoint } from './profilePoint';
import { likelihoodOfColumns, type Evaluations } from './readLikelihood';

/** What is looked at: a density of columns, and the one or two parameters that are given values. */
export interface PlaceRequest {
  readonly density: string;
  readonly columns: readonly NumberColumn[];
  /** The first for an empty name. */
  readonly parameter: string;
  /** A second one; empty where there is none. */
  readonly second?: string;
}

/** A likelihood where q parameters have given values and the others are at their best. */
export interface LikelihoodPlace {
  /** All parameters. */
  readonly par: Float64Array;
  readonly logLik: number;
  /**
   * Derivatives of the profile log-likelihood by the q given parameters, in the order in which they were asked for; ±Infinity
   * where it is infinitely steep, NaN where it has none.
   */
  readonly score: Float64Array;
  /** Observed information of the profile log-likelihood, minus its second derivatives; q×q, infinite or NaN likewise. */
  readonly information: Float64Array;
}

export interface OpenLikelihood {
  /** Null where the data are impossible. */
  at(values: readonly number[]): LikelihoodPlace | null;
}

/**
 * With other parameters that are at their best, b, besides the given ones, a, the score is that of a (the others' is zero) and the
 * information J_aa − J_ab·J_bb⁻¹·J_ba (Patefield 1977, Sankhyā B 39, 92-96).
 *
 * @param evaluations through which the likelihood is read and evaluated
 * @throws CellmerError what reading the density throws
 */
export function openLikelihood(
  { density, columns, parameter, second = '' }: PlaceRequest,
  evaluations?: Evaluations,
): OpenLikelihood {
  const likelihood = likelihoodOfColumns(density, columns, evaluations);
  const given = [parameter, ...(second === '' ? [] : [second])].map((name) =>
    parameterIndex(likelihood, name),
  );
  const free = likelihood.parameters.flatMap((_, i) => (given.includes(i) ? [] : [i]));
  // The next search starts where the last one ended.
  let last: Float64Array[] = [];
  return {
    at(values) {
      const held = new Float64Array(likelihood.parameters.length).fill(NaN);
      given.forEach((i, k) => (held[i] = values[k]));
      const point = possiblePoint(likelihood, held, last);
      if (!point) return null;
      last = [point.par];
      return { ...point, ...slopes(likelihood, point.par, given, free) };
    },
  };
}

function possiblePoint(
  likelihood: LogLikelihood,
  held: Float64Array,
  starts: readonly Float64Array[],
): { readonly par: Float64Array; readonly logLik: number } | null {
  const isOutside = likelihood.parameters.some(({ lower, upper }, i) => held[i] < lower || held[i] > upper);
  if (isOutside) return null;
  try {
    const { par, logLik } = profilePoint(likelihood, held, starts, true);
    return Number.isFinite(logLik) ? { par, logLik } : null;
  } catch (error) {
    // No value of the other parameters makes the data possible.
    if (error instanceof CellmerError) return null;
    throw error;
  }
}

function slopes(
  likelihood: LogLikelihood,
  par: Float64Array,
  given: readonly number[],
  free: readonly number[],
): Pick<LikelihoodPlace, 'score' | 'information'> {
  const { gradient, hessian } = likelihood.derivatives(par);
  const d = par.length;
  const block = (rows: readonly number[], columns: readonly number[]): Float64Array =>
    Float64Array.from(rows.flatMap((i) => columns.map((j) => 0 - hessian[i * d + j])));
  return {
    score: Float64Array.from(given, (i) => gradient[i]),
    information: withoutOthers(block(given, given), block(given, free), block(free, free), free.length),
  };
}

/** The Schur complement own − cross·others⁻¹·crossᵀ; NaN where the others are not determined. */
function withoutOthers(
  own: Float64Array,
  cross: Float64Array,
  others: Float64Array,
  n: number,
): Float64Array {
  if (n === 0) return own;
  const inverse = others.every(Number.isFinite) ? invertPositiveDefinite(others, n) : null;
  if (!inverse) return own.map(() => NaN);
  const q = Math.sqrt(own.length);
  return own.map((value, at) => {
    const [i, j] = [Math.floor(at / q), at % q];
    let sum = 0;
    for (let k = 0; k < n; k++)
      for (let l = 0; l < n; l++) sum += cross[i * n + k] * inverse[k * n + l] * cross[j * n + l];
    return value - sum;
  });
}
