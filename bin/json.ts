/** A fit as one JSON object. */

import { blockReport, toPlain, type FitResult, type RandomEffects } from '../src/index';

/**
 * The fit as text: one JSON object, a line per key. Numbers have all the digits that identify them; what does not
 * exist, or is not determined by the data, is null. `vcov` and `correlation` are matrices row by row in the order of `fixedEffects`; `likelihood` says which
 * likelihood `logLik`, `aic` and `bic` are of; `groups` and `randomEffects`
 * are lists with an entry per grouping factor, in lme4's order; in `randomEffects` `values` has a row per level
 * and `conditionalVariance` a matrix per level. `report` has the tables that LMER.FIT shows: `columns` with the `kind` of their
 * values (`rowKinds` where that differs from row to row), `rows`, and `reasons` that say why numbers are missing.
 */
export function toJson(fit: FitResult): string {
  const lines = Object.entries(jsonObject(fit)).map(
    ([key, value]) =>
      `  ${JSON.stringify(key)}: ${JSON.stringify(value, (_, part: unknown) => finiteOrNull(part))}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

function jsonObject(fit: FitResult): object {
  return {
    formula: fit.formula,
    method: fit.method,
    family: fit.family,
    criterion: fit.criterion,
    likelihood: fit.likelihood,
    logLik: fit.logLik,
    aic: fit.aic,
    bic: fit.bic,
    deviance: fit.deviance,
    parameterCount: fit.parameterCount,
    undetermined: fit.undetermined,
    dfResidual: fit.dfResidual,
    nobs: fit.nobs,
    droppedRows: fit.droppedRows,
    groups: fit.groups,
    theta: fit.theta,
    thetaNames: fit.thetaNames,
    sigma: fit.sigma,
    sigma2StandardError: fit.sigma2StandardError,
    varianceComponents: fit.varianceComponents,
    level: fit.level,
    ddf: fit.ddf,
    fixedEffects: fit.fixedEffects,
    droppedColumns: fit.droppedColumns,
    vcov: fit.vcov.values,
    correlation: fit.correlation.values,
    randomEffects: fit.randomEffects.map(nestedRandomEffects),
    hessian: fit.hessian,
    fullCovariance: fit.fullCovariance,
    scaledResidualQuantiles: fit.scaledResidualQuantiles,
    singular: fit.singular,
    converged: fit.converged,
    certificate: fit.certificate,
    warnings: fit.warnings,
    evaluations: fit.evaluations,
    report: toPlain(blockReport(fit, 'fit')),
  };
}

function nestedRandomEffects({ group, levels, terms, values, conditionalVariance }: RandomEffects): object {
  const k = terms.length;
  return {
    group,
    levels,
    terms,
    values: chunks(values, k),
    conditionalVariance: chunks(conditionalVariance, k * k).map((matrix) => chunks(matrix, k)),
  };
}

/** Consecutive pieces of `size` numbers each. */
function chunks(values: ArrayLike<number>, size: number): number[][] {
  const count = size === 0 ? 0 : values.length / size;
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: size }, (__, j) => values[i * size + j]),
  );
}

function finiteOrNull(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
