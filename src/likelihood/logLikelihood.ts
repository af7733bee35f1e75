/** What a density, known by name or written as an expression, is to everything that maximizes or inspects it. */

import type { Derivatives } from '../optimize/objective';
import type { ParameterBounds } from './bounds';
import type { Peaks } from './peaks';

/** One free parameter with the open interval that it lives in. */
export interface FreeParameter {
  readonly name: string;
  /** −Infinity when there is none. The bound itself belongs to the closure, not to the domain. */
  readonly lower: number;
  /** Infinity when there is none. */
  readonly upper: number;
  /** What the upper bound is, where it is the edge of what the data make possible, and the likelihood still rises there. */
  readonly edge?: string;
}

/** The maximum where a formula gives it. */
export interface ClosedFormMaximum {
  /** One estimate per parameter; may lie on a bound (0/3 gives p = 0). */
  readonly estimate: Float64Array;
  /** The log-likelihood there: its supremum when the estimate lies on a bound. */
  readonly logLik: number;
}

/** The log-likelihood of data that are already read, as a function of its d free parameters. */
export interface LogLikelihood {
  /** As the user knows it: `normal`, or the text of the expression. */
  readonly density: string;
  readonly parameters: readonly FreeParameter[];
  /** Observations that count, after missing ones were left out. */
  readonly observations: number;
  /** Missing observations that were left out. */
  readonly missing: number;
  /** Logarithm of the factor of the likelihood that holds no parameter, such as a binomial coefficient; 0 where none is known. */
  readonly constant?: number;
  /** How a text was read, in sentences, where that is not as it stands or could be otherwise. */
  readonly remarks?: readonly string[];
  /**
   * Σ log f over the observations, constants included.
   *
   * @param par d numbers
   * @returns −Infinity where the data are impossible, and outside the domain; at a bound the limit from inside. Never NaN.
   */
  value(par: Float64Array): number;
  /**
   * The likelihood itself where it can be had with more digits than exp(value), which stands for it otherwise: as a product
   * that is rounded once.
   */
  likelihood?(par: Float64Array): number;
  /** Exact derivatives at a point inside the domain; the Hessian is minus the observed information. */
  derivatives(par: Float64Array): Derivatives;
  /**
   * Sensible starting values inside the domain, found from the data (moments, say).
   *
   * @param within further bounds to look inside of; who finds start values in closed form may leave them alone
   */
  start(within?: ParameterBounds): Float64Array;
  /** Why there is no maximum over all parameters, as a sentence, where that is known beforehand. */
  readonly noMaximum?: string | null;
  /** Null where no formula gives the maximum. */
  closedForm(): ClosedFormMaximum | null;
  /** Of a likelihood that has a corner, an edge or several peaks. */
  readonly peaks?: Peaks;
  /** Works out what takes many evaluations, unless it is known already; it is not to be written over. */
  remember?<T>(compute: () => T): T;
}

/** The likelihood at a point, 0 where the data are impossible. */
export function likelihoodAt(logLikelihood: LogLikelihood, par: Float64Array): number {
  return logLikelihood.likelihood?.(par) ?? Math.exp(logLikelihood.value(par));
}

/** The same as `compute` gives, remembered where the log-likelihood remembers. */
export function remembered<T>(logLikelihood: LogLikelihood, compute: () => T): T {
  return logLikelihood.remember ? logLikelihood.remember(compute) : compute();
}
