/** The profiled criterion at covariance parameters of the user's choosing: lme4's `devFunOnly`. */

import type { ModelMatrices } from '../design/types';
import { boundarySlope } from './boundary';
import { covarianceStructure } from './covarianceStructure';
import type { MixedFit } from './fit';
import { factorParts, objectiveFor, workingTheta } from './objectiveFor';
import { criterionShift, workingModel } from './workingModel';

/**
 * A function from theta (lme4's order and scale) to the fit at it: everything a fit has, the criterion as it is there, not
 * at an optimum.
 *
 * @param name of the argument that theta comes by, for messages
 * @throws CellmerError as `fitMixedModel`; the function `option` unless theta has as many finite numbers as the model has
 * covariance parameters
 */
export function fitterAt(
  matrices: ModelMatrices,
  reml: boolean,
  name = 'theta',
): (theta: readonly number[]) => MixedFit {
  const model = workingModel(matrices);
  const structure = covarianceStructure(model.terms.map((term) => term.columns.length));
  const parts = factorParts(model);
  const objective = objectiveFor(model, structure, parts, reml);
  const shift = criterionShift(model, reml);
  return (theta) => {
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
      boundary,
      criterion,
      trace: [],
      evaluations: 1,
    };
  };
}
