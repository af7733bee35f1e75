/** Every custom function by its id. Written by scripts/metadata.mjs. */

import { binomMle } from './binom';
import { likelihoodCi } from './likelihood';
import { likelihoodCurveTable, likelihoodMvnorm } from './likelihoodCurve';
import { likelihoodValue, likelihoodMle, likelihoodTrace } from './likelihoodFit';
import { lmerFit, lmerFixef, lmerVarcomp, lmerVcov, lmerHessian, lmerRanef, lmerStat } from './lmer';
import { lmerAnova } from './lmerAnova';
import { lmerCheck, lmerDeviance } from './lmerCheck';
import { lmerCode } from './lmerCode';
import { lmerCompare, lmerRanova } from './lmerCompare';
import { lmerCoef, lmerResid, lmerPredict } from './lmerPredict';
import { lmerCi, lmerProfile, lmerTrace } from './lmerProfile';
import { onewayAnovaTable, onewayLogLikelihood, onewayMle } from './oneway';
import { shrinkMeansTable } from './shrink';

/** The arguments arrive in the order of functions.json, omitted ones as null or undefined; the result is rows. */
export type CustomFunction = (...values: never[]) => unknown[][] | Promise<unknown[][]>;

export const FUNCTIONS: Readonly<Record<string, CustomFunction>> = {
  'BINOM.MLE': binomMle,
  'LIKELIHOOD.CI': likelihoodCi,
  'LIKELIHOOD.CURVE': likelihoodCurveTable,
  'LIKELIHOOD.MVNORM': likelihoodMvnorm,
  'LIKELIHOOD.VALUE': likelihoodValue,
  'LIKELIHOOD.MLE': likelihoodMle,
  'LIKELIHOOD.TRACE': likelihoodTrace,
  'LMER.FIT': lmerFit,
  'LMER.FIXEF': lmerFixef,
  'LMER.VARCOMP': lmerVarcomp,
  'LMER.VCOV': lmerVcov,
  'LMER.HESSIAN': lmerHessian,
  'LMER.RANEF': lmerRanef,
  'LMER.STAT': lmerStat,
  'LMER.ANOVA': lmerAnova,
  'LMER.CHECK': lmerCheck,
  'LMER.DEVIANCE': lmerDeviance,
  'LMER.CODE': lmerCode,
  'LMER.COMPARE': lmerCompare,
  'LMER.RANOVA': lmerRanova,
  'LMER.COEF': lmerCoef,
  'LMER.RESID': lmerResid,
  'LMER.PREDICT': lmerPredict,
  'LMER.CI': lmerCi,
  'LMER.PROFILE': lmerProfile,
  'LMER.TRACE': lmerTrace,
  'ONEWAY.ANOVA': onewayAnovaTable,
  'ONEWAY.LOGLIK': onewayLogLikelihood,
  'ONEWAY.MLE': onewayMle,
  'SHRINK.MEANS': shrinkMeansTable,
};
