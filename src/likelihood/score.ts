/** Slope and curvature of a log-likelihood at any value of its parameters. */

import { CellmerError, type Warning } from '../errors';
import type { LogLikelihood } from './logLikelihood';

export interface LikelihoodScore {
  readonly density: string;
  readonly parameters: readonly {
    readonly name: string;
    /** Where it was asked for. */
    readonly value: number;
    /** Derivative of the log-likelihood; NaN where there is none. */
    readonly score: number;
  }[];
  readonly logLik: number;
  /** Observed information, minus the second derivatives; d×d, row-major, NaN where there are none. */
  readonly information: Float64Array;
  readonly observations: number;
  readonly missing: number;
  /** How the density as text was read, where that could be otherwise. */
  readonly remarks: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * The score vector, zero at a maximum inside the domain (the score equation), and the observed information, exact.
 *
 * @param par one number per parameter
 * @throws CellmerError `option` where the data are impossible
 */
export function likelihoodScore(logLikelihood: LogLikelihood, par: Float64Array): LikelihoodScore {
  const { density, parameters, observations, missing } = logLikelihood;
  const logLik = logLikelihood.value(par);
  const at = parameters.map(({ name }, i) => `${name} = ${par[i]}`).join(', ');
  if (!Number.isFinite(logLik))
    throw new CellmerError(
      'option',
      `The likelihood is 0 at ${at}, or not defined: there is no slope. Expected values at which the data are possible.`,
    );
  const { gradient, hessian } = logLikelihood.derivatives(par);
  const defined = (x: number): number => (Number.isFinite(x) ? x : NaN);
  const without = parameters.filter(
    (_, i) => !Number.isFinite(gradient[i]) || !Number.isFinite(hessian[i * (par.length + 1)]),
  );
  return {
    density,
    parameters: parameters.map(({ name }, i) => ({ name, value: par[i], score: defined(gradient[i]) })),
    logLik,
    // Zero, not minus zero.
    information: hessian.map((h) => defined(0 - h)),
    observations,
    missing,
    remarks: logLikelihood.remarks ?? [],
    warnings:
      without.length === 0
        ? []
        : [
            undefinedWarning(
              without.map(({ name }) => name),
              at,
            ),
          ],
  };
}

function undefinedWarning(names: readonly string[], at: string): Warning {
  return {
    code: 'boundary',
    message: `At ${at} the log-likelihood has no finite derivatives by ${names.join(' and ')}: it ends there, or is infinitely steep.`,
  };
}
