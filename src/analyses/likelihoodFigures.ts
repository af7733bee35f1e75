/** Log-likelihood, AIC and BIC from −2 log L. */

export interface LikelihoodFigures {
  readonly logLik: number;
  readonly aic: number;
  readonly bic: number;
}

/**
 * @param criterion −2 log L, or the REML criterion
 * @param n rows; BIC counts all of them under REML too, as lme4 does
 */
export function likelihoodFigures(criterion: number, parameterCount: number, n: number): LikelihoodFigures {
  return {
    logLik: -criterion / 2,
    aic: criterion + 2 * parameterCount,
    bic: criterion + Math.log(n) * parameterCount,
  };
}
