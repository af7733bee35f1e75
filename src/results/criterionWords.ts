/** What the likelihood of a fit is called, and which one it is: said here for cells, card, pane, command line and JSON. */

import type { FitResult, Method } from './fitResult';

export interface CriterionWords {
  /** Of −2 log L: `Deviance`, or `REML criterion`. */
  readonly name: string;
  readonly logLikName: string;
  /** The name among the columns of a table of models, which has R's: npar, AIC, BIC, logLik, deviance. */
  readonly column: string;
}

const WORDS: Readonly<Record<Method, CriterionWords>> = {
  ML: { name: 'Deviance', logLikName: 'Log-likelihood', column: 'deviance' },
  REML: { name: 'REML criterion', logLikName: 'Restricted log-likelihood', column: 'REML criterion' },
};

export function criterionWords(likelihood: Method): CriterionWords {
  return WORDS[likelihood];
}

/** The likelihood that a result reports, with its words. */
export interface ReportedCriterion extends CriterionWords {
  /** −2·logLik. */
  readonly value: number;
  readonly logLik: number;
  readonly isRestricted: boolean;
}

export function criterionOf({
  likelihood,
  deviance,
  criterion,
  logLik,
}: Pick<FitResult, 'likelihood' | 'deviance' | 'criterion' | 'logLik'>): ReportedCriterion {
  const isRestricted = likelihood === 'REML';
  return { ...WORDS[likelihood], value: deviance ?? criterion, logLik, isRestricted };
}

/** Which likelihood a linear model reports, whatever the method: R's, of `logLik()`, `AIC()` and `BIC()` of an `lm`. */
export const LINEAR_LIKELIHOOD = 'log-likelihood, AIC and BIC are of maximum likelihood';

/** How the model was fitted, as it stands in an opening line. */
export function fittedBy({ family, method }: Pick<FitResult, 'family' | 'method'>): string {
  if (family === 'linear')
    return `Linear model (no random effects) fitted by least squares; ${LINEAR_LIKELIHOOD}`;
  return `Linear mixed model fitted by ${method === 'REML' ? 'REML' : 'maximum likelihood'}`;
}
