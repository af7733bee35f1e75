/** A fit as plain data: everything a cell, the pane or JSON can ask for, in the user's units. */

import { observedInformation, type Information } from '../inference/information';
import { type DenominatorDf, denominatorFor } from '../inference/denominator';
import { type Determined, determinedOf } from '../inference/determined';
import { kenwardRoger } from '../inference/kenwardRoger';
import { satterthwaite } from '../inference/satterthwaite';
import { varianceShares } from '../inference/varianceShares';
import { waldRow } from '../inference/wald';
import { difference, product } from '../linalg/columns';
import { conditionalModes, residuals, type ConditionalModes } from '../mixed/conditionalModes';
import { covarianceFromFactor, diagonalBlock, thetaFromFactor } from '../covariance/structure';
import type { MixedFit } from '../mixed/mixedFit';
import { fixedEffects, fixedEffectsCovariance, relativeFactor, residualSigma } from '../mixed/userScale';
import { certify } from './certificate';
import type {
  Certificate,
  FitResult,
  FixedEffect,
  NamedMatrix,
  RandomEffects,
  VarianceComponent,
} from './fitResult';
import { determinedModes, isSingular, knownTheta } from './knownParts';
import { likelihoodFigures, linearDeviance } from './likelihoodFigures';
import { withoutEstimates } from './noMaximum';
import { parameterNames, thetaNames } from './parameterNames';
import { quantiles } from '../linalg/quantiles';
import type { FitOptions } from '../model/request';
import { fitWarnings } from './warnings';

export function summarizeFit(fit: MixedFit, options: FitOptions): FitResult {
  if (fit.hasMaximum) return summaryAtOptimum(fit, options);
  const ddf = denominatorFor(fit, options.ddf);
  const anywhere = summaryAtOptimum(fit, { ...options, ddf: 'asymptotic' });
  return withoutEstimates({ ...anywhere, ddf });
}

function summaryAtOptimum(fit: MixedFit, options: FitOptions): FitResult {
  const { matrices, model, structure, optimum, objective } = fit;
  const { n, p } = model;
  const T = relativeFactor(model, structure, optimum.at.theta);
  const theta = thetaFromFactor(structure, T);
  const determined = determinedOf(fit);
  const singular = isSingular(fit, theta);
  const information = observedInformation(fit, singular);
  const modes = conditionalModes(fit);
  const residual = residuals(fit, modes);
  const sigma = residualSigma(fit);
  const names = matrices.X.names.filter((_, j) => model.kept.includes(j));
  const vcov = fixedEffectsCovariance(fit);
  const parameterCount = p + fit.identification.count;
  const { criterion } = fit;
  const mixed = fit.parts.length > 0;
  const deviance = !objective.reml ? criterion : mixed ? null : linearDeviance(fit);
  const ddf = denominatorFor(fit, options.ddf);
  const certificate = certify(fit, options.tolerance);
  // Regular by design, yet flat where these responses have put the optimum
  const flat = mixed && !singular && information.inverse === null;
  const doubt = doubtOf(optimum, certificate);
  const parameters = parameterNames(fit, names);
  const components = varianceComponents(fit, { T, sigma, information, determined });
  const undetermined = parameters.filter((_, i) => i >= p && determined?.parameters[i - p] === false);
  return {
    formula: matrices.formula,
    method: objective.reml ? 'REML' : 'ML',
    family: mixed ? 'mixed' : 'linear',
    criterion,
    likelihood: deviance === null ? 'REML' : 'ML',
    ...likelihoodFigures(deviance ?? criterion, parameterCount, n),
    deviance,
    parameterCount,
    undetermined,
    dfResidual: n - (mixed ? parameterCount : p),
    nobs: n,
    droppedRows: matrices.droppedRows,
    groups: fit.parts.map(({ group }) => ({ group: group.name, levels: group.levels.length })),
    theta: knownTheta(fit, theta, determined),
    thetaNames: thetaNames(fit),
    sigma,
    sigma2StandardError: determined?.parameters[0] === false ? null : standardErrorAt(information, p),
    varianceComponents: components,
    varianceShares: varianceShares(fit, determined),
    fixedEffects: fixedEffectRows(fit, names, vcov, ddf, options.level),
    level: options.level,
    ddf,
    droppedColumns: model.dropped.map((j) => matrices.X.names[j]),
    vcov: named(names, vcov),
    correlation: named(names, toCorrelation(vcov, p)),
    randomEffects: randomEffects(fit, determinedModes(fit, modes, determined)),
    hessian: named(parameters, information.hessian),
    fullCovariance:
      information.inverse === null ? null : named(parameters, information.inverse, undetermined),
    scaledResidualQuantiles: quantiles(weighted(residual, model.rootWeights), [0, 0.25, 0.5, 0.75, 1]).map(
      (value) => value / sigma,
    ),
    fitted: difference(matrices.y, residual),
    residuals: residual,
    keptRows: matrices.keptRows,
    singular,
    converged: doubt === null,
    certificate,
    warnings: fitWarnings(fit, {
      singular,
      doubt,
      components,
      determined,
      flat,
      notes: options.notes,
    }),
    evaluations: fit.evaluations,
    trace: fit.trace.map(({ evaluation, theta: at, value, gradientNorm }) => ({
      evaluation,
      theta: [...at],
      criterion: value,
      gradientNorm,
    })),
  };
}

/** What the search says of itself, or else the first check that is not passed. */
function doubtOf({ converged, message }: MixedFit['optimum'], { checks }: Certificate): string | null {
  if (!converged) return message;
  const failed = checks.find(({ passed }) => !passed)?.text;
  return failed === undefined ? null : `${failed[0].toLowerCase()}${failed.slice(1, -1)}`;
}

function fixedEffectRows(
  fit: MixedFit,
  names: readonly string[],
  vcov: Float64Array,
  ddf: DenominatorDf,
  level: number,
): FixedEffect[] {
  const { n, p } = fit.model;
  const estimates = fixedEffects(fit);
  const degrees = ddf === 'satterthwaite' ? satterthwaite(fit) : null;
  const adjusted = ddf === 'kenward-roger' ? kenwardRoger(fit) : null;
  return names.map((term, j) => {
    const unit = new Float64Array(p);
    unit[j] = 1;
    const df = adjusted?.test(unit, 1).df ?? degrees?.[j] ?? (ddf === 'residual' ? n - p : null);
    const standardError = Math.sqrt((adjusted?.covariance ?? vcov)[j * p + j]);
    return {
      term,
      estimate: estimates[j],
      standardError,
      df,
      ...waldRow(estimates[j], standardError, df, level),
    };
  });
}

function varianceComponents(
  fit: MixedFit,
  {
    T,
    sigma,
    information,
    determined,
  }: {
    readonly T: Float64Array;
    readonly sigma: number;
    readonly information: Information;
    readonly determined: Determined | null;
  },
): VarianceComponent[] {
  const { k, blocks } = fit.structure;
  const { p } = fit.model;
  const G = covarianceFromFactor(T, k);
  let parameter = 1;
  return blocks.map(({ start, size }, t) => {
    const block = fit.model.terms[t].block;
    const covariance = nested(
      diagonalBlock(G, k, start, size).map((v) => v * sigma * sigma),
      size,
    );
    const standardErrors: (number | null)[][] = nested(new Float64Array(size * size), size);
    for (let b = 0; b < size; b++)
      for (let a = b; a < size; a++, parameter++) {
        const known = determined?.parameters[parameter] !== false;
        standardErrors[a][b] = standardErrors[b][a] = known
          ? standardErrorAt(information, p + parameter)
          : null;
        if (!known) covariance[a][b] = covariance[b][a] = NaN;
      }
    const sd = covariance.map((row, a) => Math.sqrt(row[a]));
    return {
      group: block.name,
      terms: [...block.Z.names],
      covariance,
      standardDeviations: sd,
      correlations: sd.map((sa, a) =>
        sd.map((sb, b) => {
          if (a === b) return Number.isNaN(sa) ? NaN : 1;
          if (sa === 0 || sb === 0) return null;
          return clamp(covariance[a][b] / (sa * sb));
        }),
      ),
      standardErrors,
    };
  });
}

function randomEffects(fit: MixedFit, modes: readonly ConditionalModes[]): RandomEffects[] {
  return modes.map(({ part: { group }, values, variances }) => {
    const terms = fit.model.terms
      .filter(({ block }) => block.group === group)
      .flatMap(({ block }) => [...block.Z.names]);
    return { group: group.name, levels: group.levels, terms, values, conditionalVariance: variances };
  });
}

function standardErrorAt(information: Information, i: number): number | null {
  if (information.inverse === null) return null;
  return Math.sqrt(information.inverse[i * information.size + i]);
}

function weighted(residual: Float64Array, rootWeights: Float64Array | null): Float64Array {
  return rootWeights === null ? residual : product(residual, rootWeights);
}

function toCorrelation(covariance: Float64Array, p: number): Float64Array {
  return covariance.map((v, at) => {
    const i = Math.floor(at / p);
    const j = at % p;
    return i === j ? 1 : clamp(v / Math.sqrt(covariance[i * p + i] * covariance[j * p + j]));
  });
}

function clamp(correlation: number): number {
  return Math.min(1, Math.max(-1, correlation));
}

/** @param unknown names of rows and columns whose entries are not determined */
function named(names: readonly string[], values: Float64Array, unknown: readonly string[] = []): NamedMatrix {
  const isKnown = names.map((name) => !unknown.includes(name));
  const rows = nested(values, names.length);
  return { names, values: rows.map((row, i) => row.map((v, j) => (isKnown[i] && isKnown[j] ? v : NaN))) };
}

function nested(values: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) => [...values.subarray(i * n, (i + 1) * n)]);
}
