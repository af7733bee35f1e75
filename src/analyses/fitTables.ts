/** The tables of a fit. */

import { isUndetermined, varianceLimits } from '../inference/varianceLimits';
import {
  columnsOf,
  determined,
  levelValues,
  limitColumns,
  matrixOf,
  missingReport,
  reportOf,
  tableOf,
  UNDETERMINED,
  type Report,
  type ReportColumn,
  type ReportTable,
  type Value,
} from '../layout/report';
import { percent } from '../layout/words';
import type { FitResult, NamedMatrix, RandomEffects, VarianceComponent } from './fitResult';
import { hasMaximum, NO_MAXIMUM } from './noMaximum';

/** Term, Estimate, Std. Error, df, t value, p value, Lower, Upper. The df are empty when z stands for t. */
export function fixedTable(result: FitResult, title: string | null = null): ReportTable {
  const columns = columnsOf(
    ['term', 'Term', 'label'],
    ['estimate', 'Estimate', 'estimate'],
    ['standardError', 'Std. Error', 'standardError'],
    ['df', 'df', 'df'],
    ['statistic', result.ddf === 'asymptotic' ? 'z value' : 't value', 'statistic'],
    ['pValue', 'p value', 'p'],
    ...limitColumns(percent(result.level)),
  );
  const rows = result.fixedEffects.map((one) => [
    one.term,
    one.estimate,
    one.standardError,
    one.df,
    one.statistic,
    one.pValue,
    one.lower,
    one.upper,
  ]);
  return tableOf('fixedEffects', columns, rows, { title });
}

/**
 * Group, Term, Variance, Std. Dev., then one column per possible partner: the correlation with the first, second, ...
 * term of the same group. The residual is the last row.
 */
export function componentTable(result: FitResult, title: string | null = null): ReportTable {
  const partners = partnerCount(result);
  const rows = result.varianceComponents.flatMap((component) =>
    component.terms.map((_, i) => componentRow(component, i, partners)),
  );
  return tableOf('varianceComponents', componentColumns(partners), [...rows, residualRow(result, partners)], {
    title,
  });
}

/**
 * The columns of `componentTable`, then the standard error of the variance and its confidence limits, Wald's on the log
 * scale (`inference/varianceLimits.ts`).
 *
 * Standard error and limits are empty at a boundary, where they do not exist, and limits where the standard error is
 * larger than the variance; a note says so in either case.
 */
export function varcompTable(result: FitResult): ReportTable {
  const partners = partnerCount(result);
  const columns = [
    ...componentColumns(partners),
    ...columnsOf(['standardError', 'Std. Error', 'standardError'], ...limitColumns(percent(result.level))),
  ];
  const rows = result.varianceComponents.flatMap((component) =>
    component.terms.map((_, i) => [
      ...componentRow(component, i, partners),
      ...varianceInterval(component.covariance[i][i], component.standardErrors[i][i], result.level),
    ]),
  );
  const residual = [
    ...residualRow(result, partners),
    ...varianceInterval(result.sigma ** 2, result.sigma2StandardError, result.level),
  ];
  return tableOf('varianceComponents', columns, [...rows, residual], { notes: undetermined(result) });
}

/** A sentence on each variance that has no limits, though it has a standard error; and on a fit that has neither. */
function undetermined({ varianceComponents, sigma, sigma2StandardError, singular }: FitResult): string[] {
  if (singular && sigma2StandardError === null)
    return [
      'Standard errors and limits of variances do not exist at a boundary (singular) fit: LMER.CI gives limits by profile ' +
        'likelihood.',
    ];
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
 * Levels that are all plain numbers are numbers, so that they match the cells they came from. The reason alone
 * for a model without random effects.
 */
export function ranefReport({ randomEffects: effects }: FitResult): Report {
  if (effects.length === 0)
    return missingReport(
      'randomEffects',
      'The formula has no random effects: this is an ordinary linear model.',
    );
  const terms = [...new Set(effects.flatMap(({ terms: own }) => own))];
  const columns = columnsOf(
    ['group', 'Group', 'label'],
    ['level', 'Level', 'label'],
    ...terms.map((term) => [term, term, 'estimate'] as const),
    ...terms.map((term) => [`standardError ${term}`, `Std. Error ${term}`, 'standardError'] as const),
  );
  const rows = effects.flatMap((own) => modeRows(own, terms));
  return reportOf([tableOf('randomEffects', columns, rows)]);
}

/**
 * Group, Level, then the coefficients of every level, fixed effect plus random effect, as lme4's coef(). The columns are
 * the fixed effects and, before them, random effects without a fixed one, whose mean is zero. Factors stand one below the
 * other; a coefficient that does not vary between the levels of a factor is the fixed effect in each of its rows. The
 * reason alone for a model without random effects.
 */
export function coefReport({ randomEffects: effects, fixedEffects }: FitResult): Report {
  if (effects.length === 0)
    return missingReport(
      'coefficients',
      'The formula has no random effects, so there are no groups with coefficients of their own: see LMER.FIXEF.',
    );
  const fixed = new Map(fixedEffects.map(({ term, estimate }) => [term, estimate]));
  const random = new Set(effects.flatMap(({ terms }) => terms));
  const names = [...[...random].filter((term) => !fixed.has(term)), ...fixed.keys()];
  const means = names.map((name) => fixed.get(name) ?? 0);
  const columns = columnsOf(
    ['group', 'Group', 'label'],
    ['level', 'Level', 'label'],
    ...names.map((name) => [name, name, 'estimate'] as const),
  );
  const rows = effects.flatMap((own) => coefRows(own, names, means));
  return reportOf([tableOf('coefficients', columns, rows)]);
}

function coefRows(
  { group, levels, terms, values }: RandomEffects,
  names: readonly string[],
  means: readonly number[],
): Value[][] {
  const k = terms.length;
  const places = terms.map((term) => names.indexOf(term));
  return levelValues(levels).map((level, j) => {
    const row = [...means];
    places.forEach((place, a) => (row[place] += values[j * k + a]));
    return [group, level, ...row.map(determined)];
  });
}

function namedMatrix(name: string, { names, values }: NamedMatrix, kind?: 'correlation'): Report {
  const rows = values.map((row) => row.map(determined));
  return reportOf([matrixOf(name, '', names, rows, kind)]);
}

export type CovarianceKind = 'fixed' | 'all' | 'correlation';

/**
 * Covariance matrix of the fixed effects, their correlation matrix, or the inverse of the Hessian in all parameters;
 * the last does not exist at a boundary: the reason alone.
 */
export function vcovReport(result: FitResult, kind: CovarianceKind = 'fixed'): Report {
  if (kind === 'fixed') return namedMatrix('vcov', result.vcov);
  if (kind === 'correlation') return namedMatrix('correlation', result.correlation, 'correlation');
  return result.fullCovariance
    ? namedMatrix('fullCovariance', result.fullCovariance)
    : missingReport('fullCovariance', NO_INVERSE);
}

const NO_INVERSE =
  'The covariance matrix of all parameters does not exist: the Hessian is not positive definite, as happens in a ' +
  'boundary (singular) fit. The matrix of the fixed effects does exist: ask for "fixed".';

/** Hessian of the full minus log-likelihood in (beta, sigma², variances and covariances). */
export function hessianReport({ hessian }: FitResult): Report {
  return namedMatrix('hessian', hessian);
}

/** Step, Evaluation, one column per theta (named as lme4 names them), Criterion, Gradient norm. */
export function traceReport(result: FitResult): Report {
  if (!hasMaximum(result)) return missingReport('trace', NO_MAXIMUM);
  const { trace, thetaNames } = result;
  const columns = columnsOf(
    ['step', 'Step', 'count'],
    ['evaluation', 'Evaluation', 'count'],
    ...thetaNames.map((name) => [name, name, 'number'] as const),
    ['criterion', 'Criterion', 'criterion'],
    ['gradientNorm', 'Gradient norm', 'number'],
  );
  const rows = trace.map(({ evaluation, theta, criterion, gradientNorm }, i) => [
    i,
    evaluation,
    ...theta,
    criterion,
    gradientNorm,
  ]);
  return reportOf([tableOf('trace', columns, rows)]);
}

function partnerCount({ varianceComponents }: FitResult): number {
  return varianceComponents.reduce((most, { terms }) => Math.max(most, terms.length - 1), 0);
}

function componentColumns(partners: number): ReportColumn[] {
  const correlations = Array.from({ length: partners }, (_, j) => {
    const title = partners === 1 ? 'Corr' : `Corr ${j + 1}`;
    return [`correlation${j + 1}`, title, 'correlation'] as const;
  });
  return columnsOf(
    ['group', 'Group', 'label'],
    ['term', 'Term', 'label'],
    ['variance', 'Variance', 'variance'],
    ['deviation', 'Std. Dev.', 'deviation'],
    ...correlations,
  );
}

function componentRow(component: VarianceComponent, i: number, partners: number): Value[] {
  const correlations = component.correlations[i].slice(0, i).map(determined);
  return [
    component.group,
    component.terms[i],
    determined(component.covariance[i][i]),
    determined(component.standardDeviations[i]),
    ...correlations,
    ...blanks(partners - correlations.length),
  ];
}

function residualRow(result: FitResult, partners: number): Value[] {
  const variance = result.sigma ** 2;
  return ['Residual', null, determined(variance), determined(Math.sqrt(variance)), ...blanks(partners)];
}

function blanks(count: number): null[] {
  return Array.from({ length: count }, () => null);
}

/** Standard error of a variance and its limits; see `varcompTable`. */
function varianceInterval(variance: number, standardError: number | null, level: number): Value[] {
  if (Number.isNaN(variance)) return [UNDETERMINED, UNDETERMINED, UNDETERMINED];
  const limits = standardError === null ? null : varianceLimits(variance, standardError, level);
  return [standardError, limits?.lower ?? null, limits?.upper ?? null];
}

function modeRows(own: RandomEffects, terms: readonly string[]): Value[][] {
  const k = own.terms.length;
  const places = terms.map((term) => own.terms.indexOf(term));
  return levelValues(own.levels).map((level, j) => [
    own.group,
    level,
    ...places.map((a) => (a < 0 ? null : determined(own.values[j * k + a]))),
    ...places.map((a) =>
      a < 0 ? null : determined(Math.sqrt(Math.max(0, own.conditionalVariance[j * k * k + a * k + a]))),
    ),
  ]);
}
