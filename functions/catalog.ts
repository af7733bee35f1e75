/** Every custom function by its id. Written by scripts/metadata.mjs. */

import { binomMle } from './binom';
import { likelihoodCi } from './likelihood';
import { likelihoodCurveTable, likelihoodMvnorm } from './likelihoodCurve';
import { likelihoodValue, likelihoodMle, likelihoodTrace } from './likelihoodFit';
import { likelihoodSurfaceTable } from './likelihoodSurface';
import { lmerFit, lmerFixef, lmerVarcomp, lmerVcov, lmerHessian, lmerRanef, lmerStat } from './lmer';
import { lmerAnova } from './lmerAnova';
import { lmerCheck, lmerDeviance } from './lmerCheck';
import { lmerCode } from './lmerCode';
import { lmerCompare, lmerRanova } from './lmerCompare';
import { lmerCoef, lmerResid, lmerPredict } from './lmerPredict';
import { lmerCi, lmerProfile, lmerTrace } from './lmerProfile';
import { onewayAnovaTable, onewayLogLikelihood, onewayMle } from './oneway';
import { shrinkMeansTable } from './shrink';
import { guarded, type CustomFunction } from './guarded';

export const FUNCTIONS: Readonly<Record<string, CustomFunction>> = {
  'BINOM.MLE': guarded(binomMle, ['successes', 'trials', 'level', 'options']),
  'LIKELIHOOD.CI': guarded(likelihoodCi, ['density', 'data', 'parameter', 'level', 'type']),
  'LIKELIHOOD.CURVE': guarded(likelihoodCurveTable, ['density', 'data', 'parameter', 'from', 'to', 'points']),
  'LIKELIHOOD.MVNORM': guarded(likelihoodMvnorm, ['y', 'mean', 'covariance']),
  'LIKELIHOOD.VALUE': guarded(likelihoodValue, ['density', 'data', 'parameters', 'log']),
  'LIKELIHOOD.MLE': guarded(likelihoodMle, ['density', 'data', 'start', 'options']),
  'LIKELIHOOD.TRACE': guarded(likelihoodTrace, ['density', 'data', 'start', 'algorithm']),
  'LIKELIHOOD.SURFACE': guarded(likelihoodSurfaceTable, ['density', 'data', 'grid1', 'grid2', 'options']),
  'LMER.FIT': guarded(lmerFit, ['data', 'model', 'method', 'options']),
  'LMER.FIXEF': guarded(lmerFixef, ['data', 'model', 'method', 'options']),
  'LMER.VARCOMP': guarded(lmerVarcomp, ['data', 'model', 'method', 'options']),
  'LMER.VCOV': guarded(lmerVcov, ['data', 'model', 'method', 'which', 'options']),
  'LMER.HESSIAN': guarded(lmerHessian, ['data', 'model', 'method', 'options']),
  'LMER.RANEF': guarded(lmerRanef, ['data', 'model', 'method', 'options']),
  'LMER.STAT': guarded(lmerStat, ['data', 'model', 'stat', 'method', 'options']),
  'LMER.ANOVA': guarded(lmerAnova, ['data', 'model', 'method', 'type', 'options']),
  'LMER.CHECK': guarded(lmerCheck, ['data', 'model', 'method', 'options']),
  'LMER.DEVIANCE': guarded(lmerDeviance, ['data', 'model', 'theta', 'method', 'options']),
  'LMER.CODE': guarded(lmerCode, ['data', 'model', 'method', 'language', 'options']),
  'LMER.COMPARE': guarded(lmerCompare, ['data', 'models', 'options']),
  'LMER.RANOVA': guarded(lmerRanova, ['data', 'model', 'method', 'options']),
  'LMER.COEF': guarded(lmerCoef, ['data', 'model', 'method', 'options']),
  'LMER.RESID': guarded(lmerResid, ['data', 'model', 'method', 'type', 'options']),
  'LMER.PREDICT': guarded(lmerPredict, ['data', 'model', 'method', 'newdata', 'level', 'options']),
  'LMER.CI': guarded(lmerCi, ['data', 'model', 'method', 'parameter', 'type', 'level', 'options']),
  'LMER.PROFILE': guarded(lmerProfile, ['data', 'model', 'method', 'parameter', 'points', 'options']),
  'LMER.TRACE': guarded(lmerTrace, ['data', 'model', 'method', 'options']),
  'ONEWAY.ANOVA': guarded(onewayAnovaTable, ['values', 'groups', 'options']),
  'ONEWAY.LOGLIK': guarded(onewayLogLikelihood, ['values', 'groups', 'mu', 'sigma2', 'tau2']),
  'ONEWAY.MLE': guarded(onewayMle, ['values', 'groups', 'method', 'options']),
  'SHRINK.MEANS': guarded(shrinkMeansTable, ['values', 'groups', 'method', 'options']),
};
