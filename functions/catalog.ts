/** Every custom function. Excel's metadata, the argument hints and docs/functions.md follow from this list, in this order. */

import { binomMle } from './binom';
import { checkKey, checkOneAnswer, checkQuestions } from './check';
import { courseSeedNumber } from './course';
import { likelihoodCi } from './likelihood';
import { likelihoodCurveTable, likelihoodMvnorm } from './likelihoodCurve';
import { likelihoodValue, likelihoodMle, likelihoodTrace } from './likelihoodFit';
import { likelihoodScoreTable } from './likelihoodScore';
import { likelihoodSurfaceTable } from './likelihoodSurface';
import { lmerFit, lmerFixef, lmerVarcomp, lmerVcov, lmerHessian, lmerRanef, lmerStat } from './lmer';
import { lmerAnova } from './lmerAnova';
import { lmerCheck, lmerDeviance } from './lmerCheck';
import { lmerCode } from './lmerCode';
import { lmerContrasts } from './lmerContrasts';
import { lmerCompare, lmerRanova } from './lmerCompare';
import { lmerEmmeans } from './lmerMeans';
import { lmerInfluence } from './lmerInfluence';
import { lmerModel } from './lmerModel';
import { lmerCoef, lmerResid, lmerPredict } from './lmerPredict';
import { lmerCi, lmerProfile, lmerTrace } from './lmerProfile';
import { lmerReport } from './lmerReport';
import { lmerSimulate } from './lmerSimulate';
import { lmerStep } from './lmerStep';
import { lmerTest } from './lmerTest';
import { lmerTrends } from './lmerTrends';
import { onewayAnovaTable, onewayLevene, onewayLogLikelihood, onewayMle } from './oneway';
import { shrinkMeansTable } from './shrink';
import { likelihoodSimulate } from './simulate';
import type { Declared } from './declare';
import type { BlockLook } from '../src/index';
import { hosted, lookOfDeclared, type CustomFunction } from './guarded';

export const DECLARED: readonly Declared[] = [
  binomMle,
  checkKey,
  checkOneAnswer,
  checkQuestions,
  likelihoodCi,
  likelihoodCurveTable,
  likelihoodMvnorm,
  likelihoodValue,
  likelihoodMle,
  likelihoodTrace,
  likelihoodScoreTable,
  likelihoodSurfaceTable,
  likelihoodSimulate,
  lmerFit,
  lmerFixef,
  lmerVarcomp,
  lmerVcov,
  lmerHessian,
  lmerRanef,
  lmerStat,
  lmerAnova,
  lmerCheck,
  lmerDeviance,
  lmerCode,
  lmerCompare,
  lmerRanova,
  lmerModel,
  lmerCoef,
  lmerResid,
  lmerPredict,
  lmerSimulate,
  lmerCi,
  lmerProfile,
  lmerTrace,
  lmerEmmeans,
  lmerTrends,
  lmerContrasts,
  lmerTest,
  lmerStep,
  lmerReport,
  lmerInfluence,
  onewayAnovaTable,
  onewayLogLikelihood,
  onewayMle,
  onewayLevene,
  shrinkMeansTable,
  courseSeedNumber,
];

const BY_ID = new Map(DECLARED.map((one) => [one.id, one]));

export function isDeclared(id: string): boolean {
  return BY_ID.has(id);
}

/** @throws Error for an id that there is not */
export function declared(id: string): Declared {
  const found = BY_ID.get(id);
  if (!found) throw new Error(`There is no function ${id}.`);
  return found;
}

/** As a host calls them, by their ids. */
export const FUNCTIONS: Readonly<Record<string, CustomFunction>> = Object.fromEntries(
  DECLARED.map((one) => [one.id, hosted(one)]),
);

/** How the answer to a call looks as cells; `lookOfDeclared` of `guarded.ts` for the function of an id. */
export function lookOfCall(
  id: string,
  values: readonly unknown[],
  addresses: readonly (string | null)[],
): Promise<BlockLook | null> {
  return lookOfDeclared(declared(id), values, addresses);
}
