/** Maximum likelihood over a finite set: which of some candidate values makes the data most likely. */

import { CellmerError } from '../errors';
import { likelihoodAt, type LogLikelihood } from './logLikelihood';

export interface Candidate {
  /** One number per parameter. */
  readonly par: Float64Array;
  readonly logLik: number;
  readonly likelihood: number;
  /** To the largest; in [0, 1]. */
  readonly relative: number;
}

export interface CandidateLikelihoods {
  readonly density: string;
  /** Of the parameters. */
  readonly names: readonly string[];
  /** In the order in which they were given. */
  readonly candidates: readonly Candidate[];
  /** Position of the most likely; of the first where several are. */
  readonly best: number;
  /** Positions of all that are as likely as the best, to rounding; the best one among them. */
  readonly ties: readonly number[];
  readonly observations: number;
  readonly missing: number;
  /** How the density as text was read, where that could be otherwise. */
  readonly remarks: readonly string[];
}

/** Log-likelihoods that differ by less, as a share of themselves, are equal. */
const EQUAL = 1e-12;

/**
 * @param points one or more, each with one number per parameter
 * @throws CellmerError `data` where the data are impossible at all of them
 */
export function likelihoodAmong(
  logLikelihood: LogLikelihood,
  points: readonly Float64Array[],
): CandidateLikelihoods {
  const { density, parameters, observations, missing } = logLikelihood;
  const logLiks = points.map((par) => logLikelihood.value(par));
  const top = logLiks.reduce((a, b) => Math.max(a, b), -Infinity);
  if (top === -Infinity)
    throw new CellmerError(
      'data',
      'The data are impossible at all of the candidate values: the likelihood is 0 at each.',
    );
  const isTop = (value: number): boolean => top - value <= EQUAL * Math.max(1, Math.abs(top));
  const ties = logLiks.flatMap((value, i) => (isTop(value) ? [i] : []));
  return {
    density,
    names: parameters.map(({ name }) => name),
    candidates: points.map((par, i) => ({
      par,
      logLik: logLiks[i],
      likelihood: likelihoodAt(logLikelihood, par),
      relative: Math.exp(logLiks[i] - top),
    })),
    best: ties[0],
    ties,
    observations,
    missing,
    remarks: logLikelihood.remarks ?? [],
  };
}
