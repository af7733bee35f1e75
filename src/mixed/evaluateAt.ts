/** The profiled criterion at covariance parameters of the user's choosing: lme4's `devFunOnly`. */

import type { ModelMatrices } from '../design/types';
import { boundarySlope } from './search/boundary';
import { type CovarianceStructure, covarianceStructure } from '../covariance/structure';
import type { MixedFit } from './mixedFit';
import { identify } from './identification';
import { factorParts, objectiveFor, workingTheta } from './objectiveFor';
import { originOf } from './search/start';
import { criterionShift, type WorkingModel, workingModel } from './workingModel';

export interface Evaluator {
  readonly model: WorkingModel;
  readonly structure: CovarianceStructure;
  /**
   * The fit at a theta of lme4's order and scale: everything a fit has, the criterion as it is there, not at an optimum.
   *
   * @throws CellmerError `option` unless there are as many finite numbers as covariance parameters
   */
  readonly at: (theta: readonly number[]) => MixedFit;
}

/**
 * A model that is to be evaluated, not fitted.
 *
 * @param name of the argument that theta comes by, for messages
 * @throws CellmerError as `fitMixedModel`
 */
export function evaluatorOf(matrices: ModelMatrices, reml: boolean, name = 'theta'): Evaluator {
  const model = workingModel(matrices);
  const structure = covarianceStructure(model.terms.map((term) => term.columns.length));
  const parts = factorParts(model);
  const objective = objectiveFor(model, structure, parts, reml);
  const shift = criterionShift(model, reml);
  const fitAt = (theta: readonly number[]): MixedFit => {
    const at = objective.evaluate(workingTheta(model, structure, theta, name));
    const optimum = {
      at,
      converged: false,
      predictedDecrease: Infinity,
      evaluations: 1,
      message: 'evaluated at a given theta',
    };
    const boundary = boundarySlope(structure, at);
    const criterion = at.value + shift;
    return {
      matrices,
      model,
      parts,
      structure,
      objective,
      optimum,
      get identification() {
        return identify(structure, objective.evaluate(originOf(objective)), objective);
      },
      boundary,
      criterion,
      trace: [],
      evaluations: 1,
      scope: { kind: 'local', starts: 0, values: 0 },
      hasMaximum: true,
    };
  };
  return { model, structure, at: fitAt };
}
