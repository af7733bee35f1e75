/** A fit as plain data: everything a cell, the pane or JSON can ask for, in the user's units. */

import type { DenominatorDf } from '../inference/denominator';
import { waldRow } from '../inference/wald';
import { difference } from '../linalg/columns';
import type { Fit, FitInformation, TermFit } from '../fits';
import { certify } from './certificate';
import type {
  Certificate,
  FitResult,
  FixedEffect,
  NamedMatrix,
  RandomEffects,
  VarianceComponent,
} from './fitResult';
import { likelihoodFigures } from './likelihoodFigures';
import { withoutEstimates } from './noMaximum';
import { parameterName, thetaNames } from './parameterNames';
import { quantiles } from '../linalg/quantiles';
import type { FitOptions } from '../model/request';
import type { Steps } from '../optimize/steps';
import { fitWarnings } from './warnings';

/** In steps: what takes long is remembered by the fit, and asked for piece by piece. */
export function* summarizeSteps(fit: Fit, options: FitOptions): Steps<FitResult> {
  if (fit.hasMaximum) {
    fit.information();
    yield;
    // Of no linear function, but all that every one of them needs.
    fit.contrasts(options.ddf).covariance(new Float64Array(0), 0);
    yield;
    fit.modes();
    yield;
  }
  return summarizeFit(fit, options);
}

function summarizeFit(fit: Fit, options: FitOptions): FitResult {
  if (fit.hasMaximum) return summaryAtOptimum(fit, options);
  const { ddf } = fit.contrasts(options.ddf);
  const anywhere = summaryAtOptimum(fit, { ...options, ddf: 'asymptotic' });
  return withoutEstimates({ ...anywhere, ddf });
}

function summaryAtOptimum(fit: Fit, options: FitOptions): FitResult {
  const { matrices, criterion, parameterCount, sigma, singular, search, identification } = fit;
  const { n } = matrices;
  const p = fit.kept.length;
  const mixed = fit.kind === 'lmm';
  const information = fit.information();
  const residual = fit.residuals('response');
  const names = fit.kept.map((j) => matrices.X.names[j]);
  const vcov = fit.fixed.covariance;
  const certificate = certify(fit, options.tolerance);
  const doubt = doubtOf(fit, certificate);
  // Regular by design, yet flat where these responses have put the optimum
  const flat = mixed && !singular && doubt === null && information.inverse === null;
  const parameters = fit.parameters.map(parameterName);
  const components = varianceComponents(fit, information);
  const undetermined = parameters.filter((_, i) => !identification.parameters[i]);
  const { ddf } = fit.contrasts(options.ddf);
  return {
    formula: matrices.formula,
    method: fit.method,
    family: mixed ? 'mixed' : 'linear',
    criterion: fit.minimum,
    likelihood: criterion.isRestricted ? 'REML' : 'ML',
    ...likelihoodFigures(criterion.value, parameterCount, n),
    deviance: criterion.isRestricted ? null : criterion.value,
    parameterCount,
    undetermined,
    dfResidual: n - (mixed ? parameterCount : p),
    nobs: n,
    droppedRows: matrices.droppedRows,
    groups: fit.factors.map(({ group }) => ({ group: group.name, levels: group.levels.length })),
    theta: fit.theta,
    thetaNames: thetaNames(fit.parameters),
    sigma,
    sigma2StandardError: identification.parameters[p] ? standardErrorAt(information, p) : null,
    varianceComponents: components,
    varianceShares: fit.varianceShares,
    fixedEffects: fixedEffectRows(fit, names, ddf, options.level),
    level: options.level,
    ddf,
    droppedColumns: fit.dropped.map((j) => matrices.X.names[j]),
    vcov: named(names, vcov),
    correlation: named(names, toCorrelation(vcov, p)),
    randomEffects: randomEffects(fit),
    hessian: named(parameters, information.hessian),
    fullCovariance:
      information.inverse === null ? null : named(parameters, information.inverse, undetermined),
    scaledResidualQuantiles: scaledResidualQuantiles(fit),
    response: matrices.y,
    fitted: difference(matrices.y, residual),
    residuals: residual,
    keptRows: matrices.keptRows,
    singular,
    converged: doubt === null,
    certificate,
    warnings: fitWarnings(fit, { doubt, components, flat, notes: options.notes }),
    evaluations: search.evaluations,
    trace: search.trace,
  };
}

function scaledResidualQuantiles(fit: Fit): number[] {
  const probabilities = [0, 0.25, 0.5, 0.75, 1];
  if (Number.isNaN(fit.sigma)) return probabilities.map(() => NaN);
  return quantiles(fit.residuals('pearson'), probabilities).map((value) => value / fit.sigma);
}

/** What the search says of itself, or else the first check that is not passed. */
function doubtOf({ search }: Fit, { checks }: Certificate): string | null {
  if (!search.converged) return search.message;
  const failed = checks.find(({ passed }) => !passed)?.text;
  return failed === undefined ? null : `${failed[0].toLowerCase()}${failed.slice(1, -1)}`;
}

function fixedEffectRows(
  fit: Fit,
  names: readonly string[],
  ddf: DenominatorDf,
  level: number,
): FixedEffect[] {
  const contrasts = fit.contrasts(ddf);
  return names.map((term, j) => {
    const unit = new Float64Array(names.length);
    unit[j] = 1;
    const { estimate, standardError, df } = contrasts.one(unit);
    return { term, estimate, standardError, df, ...waldRow(estimate, standardError, df, level) };
  });
}

/** Of the residual standard deviation: what moves the response by less does not move it. */
const ZERO = 1e-4;

function varianceComponents(fit: Fit, information: FitInformation): VarianceComponent[] {
  const { parameters, identification } = fit;
  return fit.terms.map((term, t) => {
    const size = term.block.Z.names.length;
    const standardErrors: (number | null)[][] = nested(new Float64Array(size * size), size);
    parameters.forEach((one, i) => {
      if ((one.kind !== 'sd' && one.kind !== 'cor') || one.t !== t) return;
      const [a, b] = one.kind === 'sd' ? [one.a, one.a] : [one.a, one.b];
      standardErrors[a][b] = standardErrors[b][a] = identification.parameters[i]
        ? standardErrorAt(information, i)
        : null;
    });
    return { ...componentOf(term), standardErrors };
  });
}

function componentOf({
  block,
  covariance: values,
  units,
}: TermFit): Omit<VarianceComponent, 'standardErrors'> {
  const covariance = nested(values, block.Z.names.length);
  const sd = covariance.map((row, a) => Math.sqrt(row[a]));
  return {
    group: block.name,
    terms: [...block.Z.names],
    covariance,
    standardDeviations: sd,
    isZero: sd.map((own, a) => own < ZERO * units[a]),
    correlations: sd.map((sa, a) =>
      sd.map((sb, b) => {
        if (a === b) return Number.isNaN(sa) ? NaN : 1;
        if (sa === 0 || sb === 0) return null;
        return clamp(covariance[a][b] / (sa * sb));
      }),
    ),
  };
}

function randomEffects(fit: Fit): RandomEffects[] {
  const modes = fit.modes();
  return fit.factors.map(({ group, terms }, f) => {
    const { values, variances } = modes[f];
    return { group: group.name, levels: group.levels, terms, values, conditionalVariance: variances };
  });
}

function standardErrorAt(information: FitInformation, i: number): number | null {
  if (information.inverse === null) return null;
  return Math.sqrt(information.inverse[i * information.size + i]);
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
