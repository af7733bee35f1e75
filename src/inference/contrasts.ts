/** Linear functions of the fixed effects: estimates, standard errors, degrees of freedom, and joint tests of several. */

import { once } from '../optimize/once';
import type { MixedFit } from '../mixed/mixedFit';
import { type DenominatorDf, denominatorFor } from './denominator';
import { type EstimatedEffects, type FTester, fTester } from './fTests';
import { kenwardRoger } from './kenwardRoger';
import {
  degreesOf,
  type EstimatedCoefficients,
  type LinearFunction,
  type LinearFunctions,
  linearFunctions,
  symmetricForm,
} from './linearFunctions';
import { satterthwaiteForms } from './satterthwaite';

/** All that Wald tests, F tests, predictions of means, marginal means and their contrasts need of a model. */
export interface Contrasts {
  /** Fixed effects of the columns that the fit kept. */
  readonly p: number;
  readonly ddf: DenominatorDf;
  /** @param l p weights of the user's coefficients */
  one(l: Float64Array): LinearFunction;
  /** The functions L·beta (rows×p, row-major), for all that is asked about them together. */
  several(L: Float64Array, rows: number): LinearFunctions;
  /** L·Var(betaHat)·Lᵀ, Kenward and Roger's where theirs are the degrees of freedom: rows×rows, row-major. */
  covariance(L: Float64Array, rows: number): Float64Array;
  /** The test of L·beta = c (L rows×p, row-major; c zeros where left out), of as many hypotheses as L has independent rows. */
  readonly joint: FTester;
}

/** p coefficients of the kept columns and their covariance matrix, p×p row-major. */
export interface FixedEffects {
  readonly estimates: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * What all linear functions share is computed once, when it is first needed.
 *
 * @param fixed of the fit
 * @throws CellmerError `option` for Kenward-Roger with a fit by ML
 */
export function contrastsOf(fit: MixedFit, fixed: FixedEffects, wanted: DenominatorDf): Contrasts {
  const { n, p } = fit.model;
  const ddf = denominatorFor({ isLinear: fit.parts.length === 0, isRestricted: fit.objective.reml }, wanted);
  const beta = fixed.estimates;
  const residualDf = ddf === 'residual' ? n - p : null;
  const effects = once((): EstimatedEffects & EstimatedCoefficients => {
    const adjusted = ddf === 'kenward-roger' ? kenwardRoger(fit) : null;
    const own = ddf === 'satterthwaite' ? satterthwaiteForms(fit) : null;
    const degrees = own && degreesOf(own, p);
    const covariance = adjusted?.covariance ?? fixed.covariance;
    const forms = adjusted?.forms ?? own;
    return { p, beta, covariance, adjusted, degrees, residualDf, forms, sameDf: residualDf };
  });
  const several = (L: Float64Array, rows: number): LinearFunctions => linearFunctions(L, rows, effects());
  return {
    p,
    ddf,
    one: (l) => several(l, 1).combination([0], [1]),
    several,
    covariance: (L, rows) => symmetricForm(L, effects().covariance, rows, p),
    joint: (L, rows, c) => fTester(effects())(L, rows, c),
  };
}
