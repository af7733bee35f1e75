/** What a likelihood and −2 times its logarithm are called, by the method of estimation. */

export interface CriterionWords {
  /** Of −2 log L: `Deviance`, or `REML criterion`. */
  readonly name: string;
  readonly logLikName: string;
  /** The name among the columns of a table of models, which has R's: npar, AIC, BIC, logLik, deviance. */
  readonly column: string;
}

const WORDS: Readonly<Record<'ML' | 'REML', CriterionWords>> = {
  ML: { name: 'Deviance', logLikName: 'Log-likelihood', column: 'deviance' },
  REML: { name: 'REML criterion', logLikName: 'Restricted log-likelihood', column: 'REML criterion' },
};

export function criterionWords(likelihood: 'ML' | 'REML'): CriterionWords {
  return WORDS[likelihood];
}
