/**
 * The linear mixed model as a `Fit`, over the engine in `src/mixed` and what inference makes of it; without random effects it is
 * the linear model, by least squares.
 */

import { covarianceFromFactor, diagonalBlock, thetaFromFactor } from '../covariance/structure';
import { withoutRows } from '../design';
import type { ModelMatrices } from '../design/types';
import { CellmerError } from '../errors';
import { type Contrasts, contrastsOf, type FixedEffects } from '../inference/contrasts';
import type { DenominatorDf } from '../inference/denominator';
import { determinedOf } from '../inference/determined';
import { groupInfluence } from '../inference/influence';
import { observedInformation } from '../inference/information';
import {
  determinedMeans,
  determinedModes,
  determinedOwnEffects,
  isSingular,
  knownTheta,
} from '../inference/knownParts';
import { leverages } from '../inference/leverage';
import { predictionErrors } from '../inference/prediction';
import { profileCurveSteps, profileIntervalSteps } from '../inference/profile';
import { type ModelParameter, modelParameters } from '../inference/profile/parameters';
import { varianceShares } from '../inference/varianceShares';
import { conditionalModes, residuals } from '../mixed/conditionalModes';
import { type MixedFitOptions, mixedFitSteps, refitSteps, searchedFrom } from '../mixed/fit';
import type { MixedFit } from '../mixed/mixedFit';
import { isProvable, proveVariances } from '../mixed/search/boxProof';
import { workingTheta } from '../mixed/objectiveFor';
import { populationMeans, type PredictionRows } from '../mixed/predictRows';
import { fixedEffects, fixedEffectsCovariance, relativeFactor, residualSigma } from '../mixed/userScale';
import { promisedDecrease } from '../optimize/newton';
import type { Steps } from '../optimize/steps';
import type { RandomStream } from '../random/stream';
import { linearCriterion, mixedCriterion } from './criterion';
import type {
  FactorFit,
  Fit,
  FitIdentification,
  FitInformation,
  FitProfiles,
  FitSearch,
  FitSettings,
  FitWatch,
  MinimumProof,
  Parameter,
  Predictor,
  ResidualType,
  SimulationPoint,
  TermFit,
} from './fit';
import { parametersOf } from './parameters';
import { residualsOf } from './residuals';
import { fittedRows } from './rows';
import { simulated, simulatedAt } from './simulate';

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
  return new LinearMixed(engine, settings);
}

/** A class, so that all fits have one shape and are quick to ask; what takes time is computed when it is first asked for. */
class LinearMixed implements LinearMixedFit {
  readonly kind: Fit['kind'];
  readonly method: Fit['method'];
  readonly criterion: Fit['criterion'];
  readonly profiles: Fit['profiles'];
  readonly proof: Fit['proof'];
  private readonly foundSigma: number;
  private readonly known = nothingKnown();

  constructor(
    readonly engine: MixedFit,
    private readonly settings: FitSettings,
  ) {
    const isLinear = engine.parts.length === 0;
    this.kind = isLinear ? 'lm' : 'lmm';
    this.method = engine.objective.reml ? 'REML' : 'ML';
    this.criterion = isLinear ? linearCriterion(engine) : mixedCriterion(engine);
    this.foundSigma = residualSigma(engine);
    this.profiles = engine.objective.reml ? undefined : profilesOf(engine);
    this.proof = mayBeProved(engine) ? (beforeEach) => proofOf(engine, beforeEach) : undefined;
  }

  get matrices() {
    return this.engine.matrices;
  }
  get kept() {
    return this.engine.model.kept;
  }
  get dropped() {
    return this.engine.model.dropped;
  }
  get hasMaximum() {
    return this.engine.hasMaximum;
  }
  get minimum() {
    return this.engine.criterion;
  }
  get parameterCount() {
    return this.p + this.engine.identification.count;
  }
  get parameters() {
    return (this.known.parameters ??= parametersOf(this.matrices, this.engine.model, this.engine.structure));
  }
  get estimates() {
    return Float64Array.of(
      ...this.fixed.estimates,
      this.sigma * this.sigma,
      ...this.terms.flatMap(({ covariance }) => lowerTriangle(covariance)),
    );
  }
  get identification(): FitIdentification {
    const { count, redundant } = this.engine.identification;
    const { determined } = this;
    return (this.known.identification ??= {
      count,
      redundant,
      isRegular: determined === null,
      parameters: this.isKnown,
      variance: (l) => determined?.variance(l) ?? true,
      estimate: (l) => determined?.estimate(l) ?? true,
    });
  }
  get fixed() {
    return (this.known.fixed ??= {
      estimates: fixedEffects(this.engine),
      covariance: fixedEffectsCovariance(this.engine),
    });
  }
  get sigma() {
    return this.isKnown[this.p] ? this.foundSigma : NaN;
  }
  get theta() {
    return knownTheta(this.engine, this.foundTheta, this.determined);
  }
  get singular() {
    return (this.known.singular ??= isSingular(this.engine, this.foundTheta));
  }
  get terms() {
    const isKnown = this.isKnown.slice(this.p + 1);
    return (this.known.terms ??= termsOf(this.engine, this.T, this.foundSigma, isKnown));
  }
  get factors() {
    return (this.known.factors ??= factorsOf(this.engine));
  }
  get varianceShares() {
    return varianceShares(this.engine, this.determined);
  }
  get search() {
    return (this.known.search ??= searchOf(this.engine, this.foundTheta, this.foundSigma));
  }

  information() {
    return (this.known.information ??= observedInformation(this.engine, this.singular));
  }
  contrasts(ddf: DenominatorDf): Contrasts {
    return (this.known.contrasts[ddf] ??= contrastsOf(this.engine, this.fixed, ddf));
  }
  modes() {
    return (this.known.modes ??= determinedModes(this.engine, this.allModes, this.determined));
  }
  predictor(rows: PredictionRows, withRandom: boolean): Predictor {
    if (withRandom && this.kind !== 'lm') return determinedMeans(this.engine, rows);
    return { values: populationMeans(this.engine, rows), undetermined: null };
  }
  predictorErrors(rows: PredictionRows, withRandom: boolean, ddf: DenominatorDf) {
    return predictionErrors(this.engine, rows, withRandom && this.kind !== 'lm', ddf);
  }
  residuals(type: ResidualType) {
    const found = this.foundResiduals(type);
    return type === 'marginal' || this.isKnown[this.p] ? found : found.map(() => NaN);
  }
  leverages() {
    return leverages(this.engine, fittedRows(this));
  }
  limitParameters() {
    return (this.known.limitParameters ??= modelParameters(this.engine));
  }
  influence(beforeEach: () => void) {
    return groupInfluence(this.engine, beforeEach);
  }
  ownEffects() {
    return determinedOwnEffects(this.engine);
  }
  simulate(random: RandomStream, withNewEffects: boolean) {
    return simulated(
      this,
      this.engine,
      this.T,
      random,
      withNewEffects ? null : this.foundResiduals('fitted'),
    );
  }
  simulateAt(point: SimulationPoint, random: RandomStream) {
    return simulatedAt(this, this.engine, point, random);
  }
  *refit(y: Float64Array, watch: FitWatch = {}): Steps<LinearMixedFit> {
    checkResponse(y, this.matrices);
    const engine = yield* refitSteps(this.engine, y, mixedOptions(this.settings, watch));
    return linearMixedFit(engine, this.settings);
  }
  without(isLeftOut: (row: number) => boolean, watch: FitWatch = {}): Steps<LinearMixedFit> {
    // Of several factors the others may have fewer levels then, and come in another order.
    const isNear =
      this.engine.parts.length === 1 && !this.singular && this.engine.identification.flat.length === 0;
    const start = isNear ? [...this.foundTheta] : null;
    const settings: FitSettings = { ...this.settings, optimizer: 'newton', start };
    return linearMixedSteps(withoutRows(this.matrices, isLeftOut), settings, watch);
  }
  *searchedFrom(from: Float64Array, watch: FitWatch): Steps<LinearMixedFit> {
    const found = yield* searchedFrom(this.engine, from, mixedOptions(this.settings, watch));
    return found === this.engine ? this : linearMixedFit(found, this.settings);
  }
  searchTheta(given: readonly number[]) {
    return workingTheta(this.engine.model, this.engine.structure, given, 'theta');
  }

  private get p() {
    return this.engine.model.p;
  }
  /** The relative factor, on the user's scale. */
  private get T() {
    const { model, structure, optimum } = this.engine;
    return (this.known.T ??= relativeFactor(model, structure, optimum.at.theta));
  }
  /** Theta with all its numbers. */
  private get foundTheta() {
    return (this.known.theta ??= thetaFromFactor(this.engine.structure, this.T));
  }
  private foundResiduals(type: ResidualType) {
    this.known.response ??= residuals(this.engine, this.allModes);
    return residualsOf(this.engine, this.known.response, type);
  }
  private get allModes() {
    return (this.known.allModes ??= conditionalModes(this.engine));
  }
  private get determined() {
    if (this.known.determined === undefined) this.known.determined = determinedOf(this.engine);
    return this.known.determined;
  }
  /** Whether the data determine each of the parameters. */
  private get isKnown() {
    const { determined, p } = this;
    return (this.known.isKnown ??= this.parameters.map((_, i) => determined?.parameters[i - p] ?? true));
  }
}

/** What a fit has been asked for already. */
interface Known {
  readonly contrasts: Partial<Record<DenominatorDf, Contrasts>>;
  T: Float64Array | undefined;
  theta: Float64Array | undefined;
  determined: ReturnType<typeof determinedOf> | undefined;
  allModes: ReturnType<typeof conditionalModes> | undefined;
  modes: ReturnType<typeof determinedModes> | undefined;
  response: Float64Array | undefined;
  singular: boolean | undefined;
  information: FitInformation | undefined;
  parameters: Parameter[] | undefined;
  isKnown: boolean[] | undefined;
  fixed: FixedEffects | undefined;
  terms: TermFit[] | undefined;
  factors: FactorFit[] | undefined;
  search: FitSearch | undefined;
  identification: FitIdentification | undefined;
  limitParameters: readonly ModelParameter[] | undefined;
}

/** All places for it at once, so that none has to be made room for later. */
function nothingKnown(): Known {
  return {
    contrasts: {},
    T: undefined,
    theta: undefined,
    determined: undefined,
    allModes: undefined,
    modes: undefined,
    response: undefined,
    singular: undefined,
    information: undefined,
    parameters: undefined,
    isKnown: undefined,
    fixed: undefined,
    terms: undefined,
    factors: undefined,
    search: undefined,
    identification: undefined,
    limitParameters: undefined,
  };
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
    onStep:
      onStep &&
      (({ evaluation, theta, value, gradientNorm }) =>
        onStep({ evaluation, theta: [...theta], criterion: value, gradientNorm })),
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
    const { block, forward } = model.terms[t];
    const units = Float64Array.from({ length: size }, (_, a) => sigma / columnLength(forward, size, a));
    return { block, covariance, units };
  });
}

/** Of column a of a size×size matrix. */
function columnLength(matrix: Float64Array, size: number, a: number): number {
  return Math.hypot(...Array.from({ length: size }, (_, row) => matrix[row * size + a]));
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
  sigma: number,
): FitSearch {
  const { at, converged, message, predictedDecrease } = optimum;
  return {
    converged,
    message,
    evaluations,
    // The search may have had an approximate Hessian.
    predictedDecrease: at.average ? promisedDecrease(at) : predictedDecrease,
    scope,
    sigma,
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
