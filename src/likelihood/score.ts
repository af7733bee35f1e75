/** Slope and curvature of a log-likelihood at any value of its parameters. */

import { CellmerError, type Warning } from '../errors';
import type { LogLikelihood } from './logLikelihood';

export interface LikelihoodScore {
  readonly density: string;
  readonly parameters: readonly {
    readonly name: string;
    /** Where it was asked for. */
    readonly value: number;
    /** Derivative of the log-likelihood; ±Infinity where it is infinitely steep, NaN where it has none. */
    readonly score: number;
  }[];
  readonly logLik: number;
  /** Observed information, minus the second derivatives; d×d, row-major, infinite or NaN likewise. */
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
  const d = par.length;
  const bend = (i: number): number => hessian[i * (d + 1)];
  const named = (test: (i: number) => boolean): string[] =>
    parameters.flatMap(({ name }, i) => (test(i) ? [name] : []));
  const isNone = (i: number): boolean => Number.isNaN(gradient[i]) || Number.isNaN(bend(i));
  return {
    density,
    parameters: parameters.map(({ name }, i) => ({ name, value: par[i], score: gradient[i] })),
    logLik,
    // Zero, not minus zero.
    information: hessian.map((h) => 0 - h),
    observations,
    missing,
    remarks: logLikelihood.remarks ?? [],
    warnings: [
      ...edge(at, named(isNone), 'has no derivatives by', 'it ends or jumps there, or has a cusp'),
      ...edge(
        at,
        named((i) => Math.abs(gradient[i]) === Infinity && !isNone(i)),
        'is infinitely steep in',
        'the slope has no bound near there',
      ),
      ...edge(
        at,
        named((i) => Number.isFinite(gradient[i]) && Math.abs(bend(i)) === Infinity),
        'is infinitely curved in',
        'the second derivative has no bound near there',
      ),
    ],
  };
}

function edge(at: string, names: readonly string[], what: string, why: string): Warning[] {
  if (names.length === 0) return [];
  return [
    { code: 'boundary', message: `At ${at} the log-likelihood ${what} ${names.join(' and ')}: ${why}.` },
  ];
}
