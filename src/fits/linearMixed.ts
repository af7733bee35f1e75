/**
 * The linear mixed model as a `Fit`, over the engine in `src/mixed` and what inference makes of it; without random effects it is
 * the linear model, by least squares.
 */

import { covarianceFromFactor, diagonalBlock, thetaFromFactor } from '../covariance/structure';
import type { ModelMatrices } from '../design/types';
import { CellmerError } from '../errors';
import { type Contrasts, contrastsOf } from '../inference/contrasts';
import type { DenominatorDf } from '../inference/denominator';
import { determinedOf } from '../inference/determined';
import { groupInfluence } from '../inference/influence';
import { observedInformation } from '../inference/information';
import { determinedMeans, determinedModes, isSingular, knownTheta } from '../inference/knownParts';
import { ownEffects } from '../inference/ownEffects';
import { predictionErrors } from '../inference/prediction';
import { profileCurveSteps, profileIntervalSteps } from '../inference/profile';
import { modelParameters } from '../inference/profile/parameters';
import { varianceShares } from '../inference/varianceShares';
import { conditionalModes, residuals } from '../mixed/conditionalModes';
import { type MixedFitOptions, mixedFitSteps, refitSteps, searchedFrom } from '../mixed/fit';
import type { MixedFit } from '../mixed/mixedFit';
import { isProvable, proveVariances } from '../mixed/search/boxProof';
import { workingTheta } from '../mixed/objectiveFor';
import { populationMeans } from '../mixed/predictRows';
import { fixedEffects, fixedEffectsCovariance, relativeFactor, residualSigma } from '../mixed/userScale';
import { once } from '../optimize/once';
import type { Steps } from '../optimize/steps';
import { linearCriterion, mixedCriterion } from './criterion';
import type {
  FactorFit,
  Fit,
  FitIdentification,
  FitProfiles,
  FitSearch,
  FitSettings,
  FitWatch,
  MinimumProof,
  TermFit,
} from './fit';
import { parametersOf } from './parameters';
import { residualsOf } from './residuals';
import { simulated } from './simulate';

/** What stands behind a fit of this kind, for what compares two of them. */
export interface LinearMixedFit extends Fit {
  readonly engine: MixedFit;
}

export function* linearMixedSteps(
  matrices: ModelMatrices,
  settings: FitSettings,
  watch: FitWatch,
): Steps<LinearMixedFit> {
  return linearMixedFit(yield* mixedFitSteps(matrices, mixedOptions(settings, watch)), settings);
}

/** @param settings that it was made with, for other fits of the same model */
export function linearMixedFit(engine: MixedFit, settings: FitSettings): LinearMixedFit {
  const { matrices, model, objective, parts, structure } = engine;
  const isLinear = parts.length === 0;
  const T = once(() => relativeFactor(model, structure, engine.optimum.at.theta));
  const theta = once(() => thetaFromFactor(structure, T()));
  const determined = once(() => determinedOf(engine));
  const allModes = once(() => conditionalModes(engine));
  const modes = once(() => determinedModes(engine, allModes(), determined()));
  const response = once(() => residuals(engine, allModes()));
  const singular = once(() => isSingular(engine, theta()));
  const information = once(() => observedInformation(engine, singular()));
  const contrasts = new Map<DenominatorDf, Contrasts>();
  const sigma = residualSigma(engine);
  const parameters = once(() => parametersOf(matrices, model, structure));
  const isKnown = once(() => parameters().map((_, i) => determined()?.parameters[i - model.p] ?? true));
  const fixed = once(() => ({ estimates: fixedEffects(engine), covariance: fixedEffectsCovariance(engine) }));
  const terms = once(() => termsOf(engine, T(), sigma, isKnown().slice(model.p + 1)));
  const factors = once(() => factorsOf(engine));
  const search = once(() => searchOf(engine, theta()));
  const identification = once((): FitIdentification => ({
    count: engine.identification.count,
    redundant: engine.identification.redundant,
    isRegular: determined() === null,
    parameters: isKnown(),
    variance: (l) => determined()?.variance(l) ?? true,
    estimate: (l) => determined()?.estimate(l) ?? true,
  }));
  const fit: LinearMixedFit = {
    engine,
    kind: isLinear ? 'lm' : 'lmm',
    method: objective.reml ? 'REML' : 'ML',
    matrices,
    kept: model.kept,
    dropped: model.dropped,
    hasMaximum: engine.hasMaximum,
    minimum: engine.criterion,
    criterion: isLinear ? linearCriterion(engine) : mixedCriterion(engine),
    get parameters() {
      return parameters();
    },
    get estimates() {
      return Float64Array.of(
        ...fixed().estimates,
        isKnown()[model.p] ? sigma * sigma : NaN,
        ...terms().flatMap(({ covariance }) => lowerTriangle(covariance)),
      );
    },
    parameterCount: model.p + engine.identification.count,
    get identification() {
      return identification();
    },
    information,
    get fixed() {
      return fixed();
    },
    contrasts(ddf) {
      const known = contrasts.get(ddf) ?? contrastsOf(engine, fixed(), ddf);
      contrasts.set(ddf, known);
      return known;
    },
    sigma,
    get theta() {
      return knownTheta(engine, theta(), determined());
    },
    get singular() {
      return singular();
    },
    get terms() {
      return terms();
    },
    get factors() {
      return factors();
    },
    modes,
    get varianceShares() {
      return varianceShares(engine, determined());
    },
    predictor: (rows, withRandom) =>
      withRandom && !isLinear
        ? determinedMeans(engine, rows)
        : { values: populationMeans(engine, rows), undetermined: null },
    predictorErrors: (rows, withRandom, ddf) => predictionErrors(engine, rows, withRandom && !isLinear, ddf),
    residuals: (type) => residualsOf(engine, response(), type),
    get search() {
      return search();
    },
    limitParameters: once(() => modelParameters(engine)),
    ...(!objective.reml && { profiles: profilesOf(engine) }),
    ...(mayBeProved(engine) && { proof: (beforeEach) => proofOf(engine, beforeEach) }),
    influence: (beforeEach) => groupInfluence(engine, beforeEach),
    ownEffects: () => ownEffects(engine),
    simulate: (random, withNewEffects) => simulated(fit, engine, T(), random, withNewEffects),
    *refit(y, watch = {}) {
      checkResponse(y, matrices);
      return linearMixedFit(yield* refitSteps(engine, y, mixedOptions(settings, watch)), settings);
    },
    *searchedFrom(from, watch) {
      const found = yield* searchedFrom(engine, from, mixedOptions(settings, watch));
      return found === engine ? fit : linearMixedFit(found, settings);
    },
    searchTheta: (given) => workingTheta(model, structure, given, 'theta'),
  };
  return fit;
}

/** Along a ridge there is no least minimum, and without a maximum of the likelihood none at all. */
function mayBeProved({ objective, identification, hasMaximum }: MixedFit): boolean {
  return hasMaximum && identification.flat.length === 0 && isProvable(objective);
}

function* proofOf({ objective, optimum }: MixedFit, beforeEach: () => void): Steps<MinimumProof> {
  const { isProved, least } = yield* proveVariances(objective, optimum.at, beforeEach);
  return { isProved, lower: least === optimum.at ? null : least.theta };
}

function mixedOptions(
  { method, ...settings }: FitSettings,
  { onStep, beforeEvaluation }: FitWatch,
): MixedFitOptions {
  return {
    ...settings,
    reml: method === 'REML',
    onStep: ({ evaluation, theta, value, gradientNorm }) =>
      onStep?.({ evaluation, theta: [...theta], criterion: value, gradientNorm }),
    beforeEvaluation,
  };
}

function checkResponse(y: Float64Array, { n }: ModelMatrices): void {
  if (y.length !== n)
    throw new CellmerError(
      'data',
      `the new response has ${y.length} values, but the model was fitted to ${n} rows`,
    );
  const row = y.findIndex((v) => !Number.isFinite(v));
  if (row >= 0)
    throw new CellmerError('data', `value ${row + 1} of the new response is ${y[row]}: expected a number`);
}

/** Covariance matrices in the user's units, NaN for entries that the data do not determine. */
function termsOf(
  { model, structure }: MixedFit,
  T: Float64Array,
  sigma: number,
  isKnown: readonly boolean[],
): TermFit[] {
  const G = covarianceFromFactor(T, structure.k);
  const { rows, cols } = structure;
  return structure.blocks.map(({ start, size }, t) => {
    const covariance = diagonalBlock(G, structure.k, start, size).map((v) => v * sigma * sigma);
    rows.forEach((row, i) => {
      if (isKnown[i] || row < start || row >= start + size) return;
      const [a, b] = [row - start, cols[i] - start];
      covariance[a * size + b] = covariance[b * size + a] = NaN;
    });
    return { block: model.terms[t].block, covariance };
  });
}

/** By column. */
function lowerTriangle(matrix: Float64Array): number[] {
  const k = Math.sqrt(matrix.length);
  const columns = Array.from({ length: k }, (_, b) => b);
  return columns.flatMap((b) => columns.slice(b).map((a) => matrix[a * k + b]));
}

function factorsOf({ model, parts }: MixedFit): FactorFit[] {
  return parts.map(({ group }) => {
    const blocks = model.terms.map(({ block }) => block).filter((block) => block.group === group);
    return { group, blocks, terms: blocks.flatMap(({ Z }) => [...Z.names]) };
  });
}

function searchOf(
  { optimum, evaluations, trace, boundary, scope }: MixedFit,
  found: Float64Array,
): FitSearch {
  const { at, converged, message, predictedDecrease } = optimum;
  return {
    converged,
    message,
    evaluations,
    predictedDecrease,
    scope,
    get theta() {
      return [...found];
    },
    trace: trace.map(({ evaluation, theta, value, gradientNorm }) => ({
      evaluation,
      theta: [...theta],
      criterion: value,
      gradientNorm,
    })),
    gradient: at.gradient,
    hessian: at.hessian,
    boundarySlope: boundary?.slope ?? null,
  };
}

function profilesOf(engine: MixedFit): FitProfiles {
  return {
    intervals: (level, wanted, control) => profileIntervalSteps(engine, level, wanted, control),
    curves: (level, points, wanted, control) => profileCurveSteps(engine, level, points, wanted, control),
  };
}
