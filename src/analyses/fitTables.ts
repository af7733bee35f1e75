/** The tables of a fit, each as a block of cells. */

import { isUndetermined, varianceLimits } from '../inference/varianceLimits';
import type { OutputCell, OutputMatrix } from '../layout/types';
import {
  determinedCell,
  emptyCells,
  labelledTable,
  levelCells,
  NOT_DETERMINED,
  numberCell,
  percent,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../layout/cells';
import type { FitResult, NamedMatrix, RandomEffects, VarianceComponent } from './fitResult';

/** Term, Estimate, Std. Error, df, t value, p value, Lower, Upper. The df are empty when z stands for t. */
export function fixefCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  const asymptotic = result.ddf === 'asymptotic';
  const header = [
    'Term',
    'Estimate',
    'Std. Error',
    'df',
    asymptotic ? 'z value' : 't value',
    'p value',
    `Lower ${percent(result.level)}`,
    `Upper ${percent(result.level)}`,
  ];
  const rows = result.fixedEffects.map((effect) => [
    effect.term,
    numberCell(effect.estimate),
    numberCell(effect.standardError),
    numberCell(effect.df),
    numberCell(effect.statistic),
    numberCell(effect.pValue),
    numberCell(effect.lower),
    numberCell(effect.upper),
  ]);
  return labelledTable(header, rows, 1, options);
}

/**
 * Group, Term, Variance, Std. Dev., then one column per possible partner: the correlation with the first, second, ...
 * term of the same group. The residual is the last row.
 */
export function componentCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  const partners = partnerCount(result);
  const rows = result.varianceComponents.flatMap((component) =>
    component.terms.map((_, i) => componentRow(component, i, partners)),
  );
  return labelledTable(componentHeader(partners), [...rows, residualRow(result, partners)], 2, options);
}

/**
 * The columns of `componentCells`, then the standard error of the variance and its confidence limits, Wald's on the log
 * scale (`inference/varianceLimits.ts`).
 *
 * Standard error and limits are empty at a boundary, where they do not exist, and limits where the standard error is
 * larger than the variance; a row below the table then says so.
 */
export function varcompCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  const partners = partnerCount(result);
  const header = [
    ...componentHeader(partners),
    'Std. Error',
    `Lower ${percent(result.level)}`,
    `Upper ${percent(result.level)}`,
  ];
  const rows = result.varianceComponents.flatMap((component) =>
    component.terms.map((_, i) => [
      ...componentRow(component, i, partners),
      ...varianceInterval(component.covariance[i][i], component.standardErrors[i][i], result.level),
    ]),
  );
  const residual = [
    ...residualRow(result, partners),
    ...varianceInterval(residualVariance(result), result.sigma2StandardError, result.level),
  ];
  const table = labelledTable(header, [...rows, residual], 2, options);
  const notes = options.labels ? undetermined(result) : [];
  return notes.length === 0 ? table : rectangular([...table, [], ...notes.map((note) => [note])]);
}

/** A sentence on each variance that has no limits, though it has a standard error. */
function undetermined({ varianceComponents, sigma, sigma2StandardError }: FitResult): string[] {
  const between = varianceComponents.flatMap(({ group, terms, covariance, standardErrors }) =>
    terms
      .filter((_, i) => isUndetermined(covariance[i][i], standardErrors[i][i]))
      .map((term) => `The variance of ${term} between the groups of ${group}`),
  );
  const residual = isUndetermined(sigma ** 2, sigma2StandardError) ? ['The residual variance'] : [];
  return [...between, ...residual].map(
    (variance) =>
      `${variance} has a standard error larger than itself, of which no limits can be made: LMER.CI gives limits by ` +
      'profile likelihood.',
  );
}

/**
 * Conditional modes in wide form: Group, Level, one column per term, then one column of standard errors per term,
 * Std. Error = sqrt(Var(b | y)). Groups with different terms share the columns; what a group has not is empty.
 * Levels that are all plain numbers are number cells, so that they match the cells they came from. One `#N/A` that says
 * so for a model without random effects.
 */
export function ranefCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  const effects = result.randomEffects;
  if (effects.length === 0) return [[NO_RANDOM_EFFECTS]];
  const terms = [...new Set(effects.flatMap(({ terms: own }) => own))];
  const header = ['Group', 'Level', ...terms, ...terms.map((term) => `Std. Error ${term}`)];
  const rows = effects.flatMap((own) => modeRows(own, terms));
  return labelledTable(header, rows, 2, options);
}

/** A square matrix with its names on top and at the left. */
function matrixCells(matrix: NamedMatrix, options: CellOptions = WITH_LABELS): OutputMatrix {
  const rows = matrix.values.map((row, i) => [matrix.names[i], ...row.map(determinedCell)]);
  return labelledTable(['', ...matrix.names], rows, 1, options);
}

export type CovarianceKind = 'fixed' | 'all' | 'correlation';

/**
 * Covariance matrix of the fixed effects, their correlation matrix, or the inverse of the Hessian in all parameters;
 * the last does not exist at a boundary: one `#N/A` that says so.
 */
export function vcovCells(
  result: FitResult,
  kind: CovarianceKind = 'fixed',
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  if (kind === 'fixed') return matrixCells(result.vcov, options);
  if (kind === 'correlation') return matrixCells(result.correlation, options);
  return result.fullCovariance ? matrixCells(result.fullCovariance, options) : [[NO_INVERSE]];
}

const NO_RANDOM_EFFECTS: OutputCell = {
  error: '#N/A',
  message: 'The formula has no random effects: this is an ordinary linear model.',
};

const NO_INVERSE: OutputCell = {
  error: '#N/A',
  message:
    'The covariance matrix of all parameters does not exist: the Hessian is not positive definite, as happens in a ' +
    'boundary (singular) fit. The matrix of the fixed effects does exist: ask for "fixed".',
};

/** Hessian of the full minus log-likelihood in (beta, sigma², variances and covariances), labelled. */
export function hessianCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  return matrixCells(result.hessian, options);
}

function partnerCount({ varianceComponents }: FitResult): number {
  return varianceComponents.reduce((most, { terms }) => Math.max(most, terms.length - 1), 0);
}

function componentHeader(partners: number): string[] {
  const correlations = Array.from({ length: partners }, (_, j) =>
    partners === 1 ? 'Corr' : `Corr ${j + 1}`,
  );
  return ['Group', 'Term', 'Variance', 'Std. Dev.', ...correlations];
}

function componentRow(component: VarianceComponent, i: number, partners: number): OutputCell[] {
  const correlations = component.correlations[i].slice(0, i).map(determinedCell);
  return [
    component.group,
    component.terms[i],
    determinedCell(component.covariance[i][i]),
    determinedCell(component.standardDeviations[i]),
    ...correlations,
    ...emptyCells(partners - correlations.length),
  ];
}

function residualRow(result: FitResult, partners: number): OutputCell[] {
  const variance = residualVariance(result);
  return [
    'Residual',
    null,
    determinedCell(variance),
    determinedCell(Math.sqrt(variance)),
    ...emptyCells(partners),
  ];
}

/** NaN where it is not determined. */
function residualVariance({ sigma, undetermined }: FitResult): number {
  return undetermined.includes('sigma2') ? NaN : sigma ** 2;
}

/** Standard error of a variance and its limits; see `varcompCells`. */
function varianceInterval(variance: number, standardError: number | null, level: number): OutputCell[] {
  if (Number.isNaN(variance)) return [NOT_DETERMINED, NOT_DETERMINED, NOT_DETERMINED];
  const limits = standardError === null ? null : varianceLimits(variance, standardError, level);
  return [standardError, limits?.lower, limits?.upper].map(numberCell);
}

function modeRows(own: RandomEffects, terms: readonly string[]): OutputCell[][] {
  const k = own.terms.length;
  const places = terms.map((term) => own.terms.indexOf(term));
  const levels = levelCells(own.levels);
  return levels.map((level, j) => [
    own.group,
    level,
    ...places.map((a) => (a < 0 ? null : determinedCell(own.values[j * k + a]))),
    ...places.map((a) =>
      a < 0 ? null : determinedCell(Math.sqrt(Math.max(0, own.conditionalVariance[j * k * k + a * k + a]))),
    ),
  ]);
}
