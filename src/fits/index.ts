/** Fits of models: the one place that knows which engine a model goes to. */

import type { ModelMatrices } from '../design/types';
import { evaluatorOf } from '../mixed/evaluateAt';
import { leavesResidual } from '../mixed/maximum';
import type { Steps } from '../optimize/steps';
import type { Fit, FitSettings, FitWatch, Method, Parameter } from './fit';
import { linearMixedSteps } from './linearMixed';
import { randomParameters } from './parameters';

/**
 * Fits a model, in steps of one evaluation of the criterion each.
 *
 * @throws CellmerError `unsupported` for very many levels of several factors, `model` and `numeric` where there is
 * nothing to fit
 */
export function fitSteps(matrices: ModelMatrices, settings: FitSettings, watch: FitWatch = {}): Steps<Fit> {
  return linearMixedSteps(matrices, settings, watch);
}

/** The criterion of a model that is not fitted: lme4's `devFunOnly`. */
export interface CriterionFunction {
  /** What theta is made of. */
  readonly parameters: readonly Parameter[];
  /**
   * −2 log L or the REML criterion, constants kept; and whether it is more than rounding, which far out is all that is left of a
   * residual.
   *
   * @throws CellmerError `option` unless there are as many finite numbers as parameters
   */
  at(theta: readonly number[]): { readonly criterion: number; readonly isReliable: boolean };
}

/** @throws CellmerError as `fitSteps` */
export function criterionFunction(matrices: ModelMatrices, method: Method): CriterionFunction {
  const { model, structure, at } = evaluatorOf(matrices, method === 'REML');
  return {
    parameters: randomParameters(model, structure),
    at: (theta) => {
      const { criterion, optimum } = at(theta);
      return { criterion, isReliable: leavesResidual(optimum.at, model.n) };
    },
  };
}

export type * from './fit';
export { reported } from './criterion';
export { nestingOf, thetaOf } from './pairs';
export { fittedRows, predictionRows } from './rows';
export { isProvable } from '../mixed/search/boxProof';
export { SAME as SAME_MINIMUM } from '../mixed/search/globalSearch';
export { OPTIMIZERS, type OptimizerName } from '../mixed/search/optimizers';
export type { PredictionRows } from '../mixed/predictRows';
export type { Contrasts } from '../inference/contrasts';
export type { LinearFunctions } from '../inference/linearFunctions';
export type { FTest } from '../inference/fTests';
export { type GroupInfluence, leavingOut } from '../inference/influence';
export type { Nesting } from '../inference/nesting';
export type { ProfileInterval, ProfilePoint } from '../inference/profile';
export type { ProfileControl } from '../inference/profile/deviance';
export type { ModelParameter } from '../inference/profile/parameters';
export type { OwnEffects } from '../inference/ownEffects';
export type { VarianceShares } from '../inference/varianceShares';
