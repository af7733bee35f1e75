/** Every custom function by its id. Written by scripts/metadata.mjs. */

import { binomMle } from './binom';
import { likelihoodCi } from './likelihood';
import { likelihoodCurveTable, likelihoodMvnorm } from './likelihoodCurve';
import { likelihoodValue, likelihoodMle, likelihoodTrace } from './likelihoodFit';
import { likelihoodScoreTable } from './likelihoodScore';
import { likelihoodSurfaceTable } from './likelihoodSurface';
import { lmerFit, lmerFixef, lmerVarcomp, lmerVcov, lmerHessian, lmerRanef, lmerStat } from './lmer';
import { lmerAnova } from './lmerAnova';
import { lmerCheck, lmerDeviance } from './lmerCheck';
import { lmerCode } from './lmerCode';
import { lmerCompare, lmerRanova } from './lmerCompare';
import { lmerModel } from './lmerModel';
import { lmerCoef, lmerResid, lmerPredict } from './lmerPredict';
import { lmerCi, lmerProfile, lmerTrace } from './lmerProfile';
import { onewayAnovaTable, onewayLogLikelihood, onewayMle } from './oneway';
import { shrinkMeansTable } from './shrink';
import { guarded, type CustomFunction, type Implementation } from './guarded';

export const IMPLEMENTATIONS: Readonly<Record<string, Implementation>> = {
  'BINOM.MLE': { implementation: binomMle, parameters: ['successes', 'trials', 'level', 'options'] },
  'LIKELIHOOD.CI': {
    implementation: likelihoodCi,
    parameters: ['density', 'data', 'parameter', 'level', 'type'],
  },
  'LIKELIHOOD.CURVE': {
    implementation: likelihoodCurveTable,
    parameters: ['density', 'data', 'parameter', 'from', 'to', 'points'],
  },
  'LIKELIHOOD.MVNORM': { implementation: likelihoodMvnorm, parameters: ['y', 'mean', 'covariance'] },
  'LIKELIHOOD.VALUE': {
    implementation: likelihoodValue,
    parameters: ['density', 'data', 'parameters', 'log', 'labels'],
  },
  'LIKELIHOOD.MLE': {
    implementation: likelihoodMle,
    parameters: ['density', 'data', 'start', 'options', 'among'],
  },
  'LIKELIHOOD.TRACE': {
    implementation: likelihoodTrace,
    parameters: ['density', 'data', 'start', 'algorithm', 'options'],
  },
  'LIKELIHOOD.SCORE': {
    implementation: likelihoodScoreTable,
    parameters: ['density', 'data', 'parameters', 'options'],
  },
  'LIKELIHOOD.SURFACE': {
    implementation: likelihoodSurfaceTable,
    parameters: ['density', 'data', 'grid1', 'grid2', 'options'],
  },
  'LMER.FIT': { implementation: lmerFit, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.FIXEF': { implementation: lmerFixef, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.VARCOMP': { implementation: lmerVarcomp, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.VCOV': { implementation: lmerVcov, parameters: ['data', 'model', 'method', 'which', 'options'] },
  'LMER.HESSIAN': { implementation: lmerHessian, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.RANEF': { implementation: lmerRanef, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.STAT': { implementation: lmerStat, parameters: ['data', 'model', 'stat', 'method', 'options'] },
  'LMER.ANOVA': { implementation: lmerAnova, parameters: ['data', 'model', 'method', 'type', 'options'] },
  'LMER.CHECK': { implementation: lmerCheck, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.DEVIANCE': {
    implementation: lmerDeviance,
    parameters: ['data', 'model', 'theta', 'method', 'options'],
  },
  'LMER.CODE': { implementation: lmerCode, parameters: ['data', 'model', 'method', 'language', 'options'] },
  'LMER.COMPARE': { implementation: lmerCompare, parameters: ['data', 'models', 'options'] },
  'LMER.RANOVA': { implementation: lmerRanova, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.MODEL': { implementation: lmerModel, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.COEF': { implementation: lmerCoef, parameters: ['data', 'model', 'method', 'options'] },
  'LMER.RESID': { implementation: lmerResid, parameters: ['data', 'model', 'method', 'type', 'options'] },
  'LMER.PREDICT': {
    implementation: lmerPredict,
    parameters: ['data', 'model', 'method', 'newdata', 'level', 'options'],
  },
  'LMER.CI': {
    implementation: lmerCi,
    parameters: ['data', 'model', 'method', 'parameter', 'type', 'level', 'options'],
  },
  'LMER.PROFILE': {
    implementation: lmerProfile,
    parameters: ['data', 'model', 'method', 'parameter', 'points', 'options'],
  },
  'LMER.TRACE': { implementation: lmerTrace, parameters: ['data', 'model', 'method', 'options'] },
  'ONEWAY.ANOVA': { implementation: onewayAnovaTable, parameters: ['values', 'groups', 'options'] },
  'ONEWAY.LOGLIK': {
    implementation: onewayLogLikelihood,
    parameters: ['values', 'groups', 'mu', 'sigma2', 'tau2'],
  },
  'ONEWAY.MLE': { implementation: onewayMle, parameters: ['values', 'groups', 'method', 'options'] },
  'SHRINK.MEANS': { implementation: shrinkMeansTable, parameters: ['values', 'groups', 'method', 'options'] },
};

/** As a host calls them. */
export const FUNCTIONS: Readonly<Record<string, CustomFunction>> = Object.fromEntries(
  Object.entries(IMPLEMENTATIONS).map(([id, one]) => [id, guarded(id, one)]),
);
