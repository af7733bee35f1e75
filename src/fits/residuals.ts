/** Residuals of a linear mixed model, and its fitted values. */

import { CellmerError } from '../errors';
import { residuals } from '../mixed/conditionalModes';
import type { MixedFit } from '../mixed/mixedFit';
import { residualSigma } from '../mixed/userScale';
import type { ResidualType } from './fit';

/**
 * n numbers.
 *
 * @param response residuals of that type
 * @throws CellmerError `option` for a type that there is not
 */
export function residualsOf(fit: MixedFit, response: Float64Array, type: ResidualType): Float64Array {
  switch (type) {
    case 'response':
    case 'working':
      return response;
    case 'pearson':
    case 'deviance':
      return weighted(fit, response, 1);
    case 'scaled':
      return weighted(fit, response, 1 / residualSigma(fit));
    case 'marginal':
      return residuals(fit, []);
    case 'fitted':
      return response.map((r, i) => fit.matrices.y[i] - r);
    default:
      throw new CellmerError('option', `there are no residuals called "${String(type)}"`);
  }
}

function weighted(
  { model: { rootWeights } }: MixedFit,
  response: Float64Array,
  factor: number,
): Float64Array {
  if (rootWeights === null) return factor === 1 ? response : response.map((r) => r * factor);
  return response.map((r, i) => r * rootWeights[i] * factor);
}
