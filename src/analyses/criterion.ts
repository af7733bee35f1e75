/** Which likelihood a fit reports, and how it was fitted: said here for cells, card, pane, command line and JSON. */

import { type FitCriterion, reported } from '../fits';
import type { FitResult } from './fitResult';

export function criterionOf({
  likelihood,
  deviance,
  criterion,
}: Pick<FitResult, 'likelihood' | 'deviance' | 'criterion'>): FitCriterion {
  return reported(likelihood, deviance ?? criterion);
}

/** Which likelihood a linear model reports, whatever the method: R's, of `logLik()`, `AIC()` and `BIC()` of an `lm`. */
export const LINEAR_LIKELIHOOD = 'log-likelihood, AIC and BIC are of maximum likelihood';

/** How the model was fitted, as it stands in an opening line. */
export function fittedBy({ family, method }: Pick<FitResult, 'family' | 'method'>): string {
  if (family === 'linear')
    return `Linear model (no random effects) fitted by least squares; ${LINEAR_LIKELIHOOD}`;
  return `Linear mixed model fitted by ${method === 'REML' ? 'REML' : 'maximum likelihood'}`;
}
