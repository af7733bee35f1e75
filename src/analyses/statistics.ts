/** Single numbers of a fit by name. */

import type { OutputMatrix } from '../layout/types';
import { toCells } from '../layout/cells';
import type { ColumnKind } from '../layout/kinds';
import {
  columnsOf,
  determined,
  factsOf,
  reportOf,
  tableOf,
  type Fact,
  type Report,
  type ReportTable,
  type Value,
} from '../layout/report';
import { unknownChoice } from '../table';
import { criterionOf } from './criterion';
import type { FitResult } from './fitResult';
import { correctedAic } from './informationCriteria';

/** A number that describes a fit, said once: LMER.STAT, Excel's list of names, the summary in cells, the card and the pane use it. */
export interface Statistic {
  readonly name: string;
  /** Other names people know it by. */
  readonly aliases?: readonly string[];
  /** What it is, in a line. */
  readonly words: string;
  /** Its name in an enumeration of Excel's, where `name` is no identifier. */
  readonly id?: string;
  /** A value, or a column of values that spills. */
  readonly of: (fit: FitResult) => Value | readonly Value[];
  /** What stands before the value in a summary; `name` where this is left out. */
  readonly label?: (fit: FitResult) => string;
  /** What stands before each of a column of values. */
  readonly labels?: (fit: FitResult) => readonly string[];
  /** What kind of number it is; any other number where this is left out. */
  readonly kind?: ColumnKind;
}

/** Where statistics are shown without being asked for, and which. */
const SHOWN = {
  fit: ['n', 'groups', 'logLik', 'criterion', 'AIC', 'BIC', 'df.resid'],
  card: ['criterion', 'logLik', 'AIC', 'BIC', 'df.resid'],
  pane: ['criterion', 'logLik', 'AIC', 'BIC', 'n', 'groups'],
} as const;

export const STATISTICS: readonly Statistic[] = [
  {
    name: 'logLik',
    aliases: ['log-likelihood'],
    words:
      "Log-likelihood; of a mixed model fitted by REML, the restricted one; of a linear model as R's logLik() of an lm",
    of: (fit) => fit.logLik,
    label: (fit) => criterionOf(fit).logLikName,
    kind: 'criterion',
  },
  {
    name: 'AIC',
    words: "Akaike's information criterion",
    of: (fit) => fit.aic,
    kind: 'informationCriterion',
  },
  {
    name: 'BIC',
    words: 'Bayesian information criterion',
    of: (fit) => fit.bic,
    kind: 'informationCriterion',
  },
  {
    name: 'AICc',
    aliases: ['corrected AIC', 'second-order AIC'],
    words: "Akaike's information criterion corrected for few rows",
    of: ({ aic, parameterCount, nobs }) => correctedAic(aic, parameterCount, nobs),
    kind: 'informationCriterion',
  },
  {
    name: 'deviance',
    aliases: ['-2 log L'],
    words: '-2 log-likelihood of a fit by maximum likelihood, and of a linear model',
    of: deviance,
    kind: 'criterion',
  },
  {
    name: 'REMLcrit',
    aliases: ['REML criterion'],
    words: 'REML criterion at the optimum',
    of: remlCriterion,
    kind: 'criterion',
  },
  {
    name: 'criterion',
    words: 'REML criterion of a mixed model fitted by REML, else deviance',
    of: (fit) => criterionOf(fit).value,
    label: (fit) => criterionOf(fit).name,
    kind: 'criterion',
  },
  { name: 'sigma', words: 'Residual standard deviation', of: (fit) => determined(fit.sigma) },
  {
    name: 'sigma2',
    aliases: ['sigma²', 'residual variance'],
    words: 'Residual variance',
    of: (fit) => determined(fit.sigma ** 2),
  },
  {
    name: 'RMSE',
    aliases: ['root mean squared error', 'root mean square error'],
    words: 'Root of the mean squared residual, random effects included in what is fitted',
    of: (fit) => determined(rootMeanSquare(fit.residuals)),
  },
  {
    name: 'ICC',
    words: 'Intraclass correlation: the share of the variance that lies between the groups',
    of: intraclassCorrelation,
  },
  {
    name: 'ICC.adjusted',
    aliases: ['adjusted ICC'],
    words: 'Intraclass correlation for random slopes too: averaged over the rows',
    id: 'iccAdjusted',
    of: (fit) => shareOfRandom(fit, false),
  },
  {
    name: 'ICC.conditional',
    aliases: ['conditional ICC'],
    words: 'The same as a share of all the variance, that of the fixed effects included',
    id: 'iccConditional',
    of: (fit) => shareOfRandom(fit, true),
  },
  {
    name: 'R2m',
    aliases: ['R2 marginal', 'marginal R2', 'R²m'],
    words: 'Marginal R² of Nakagawa: the share of the variance that the fixed effects explain',
    id: 'r2Marginal',
    of: (fit) => explained(fit, false),
  },
  {
    name: 'R2c',
    aliases: ['R2 conditional', 'conditional R2', 'R²c'],
    words: 'Conditional R² of Nakagawa: the share that fixed and random effects explain',
    id: 'r2Conditional',
    of: (fit) => explained(fit, true),
  },
  {
    name: 'n',
    aliases: ['nobs', 'rows'],
    words: 'Rows used',
    of: (fit) => fit.nobs,
    label: () => 'Rows',
    kind: 'count',
  },
  {
    name: 'groups',
    aliases: ['ngrps'],
    words: 'Number of groups; with several grouping factors, one number below the other',
    of: (fit) => fit.groups.map(({ levels }) => levels),
    label: () => 'Groups',
    kind: 'count',
    labels: (fit) => fit.groups.map(({ group }) => `Groups: ${group}`),
  },
  {
    name: 'df.resid',
    aliases: ['df.residual', 'residual df'],
    words: 'Residual degrees of freedom: rows less parameters',
    id: 'dfResid',
    of: (fit) => fit.dfResidual,
    label: () => 'Residual df',
    kind: 'count',
  },
  {
    name: 'npar',
    aliases: ['parameters', 'df'],
    words: 'Number of parameters',
    of: (fit) => fit.parameterCount,
    kind: 'count',
  },
  {
    name: 'theta',
    words: 'Relative covariance parameters as lme4 has them, one below the other',
    of: (fit) => fit.theta.map(determined),
  },
  {
    name: 'singular',
    aliases: ['isSingular'],
    words: 'TRUE for a boundary (singular) fit',
    of: (fit) => fit.singular,
  },
  { name: 'converged', words: 'TRUE when the optimum was verified', of: (fit) => fit.converged },
  {
    name: 'dropped',
    aliases: ['dropped rows'],
    words: 'Rows dropped because of missing values',
    of: (fit) => fit.droppedRows,
    kind: 'count',
  },
  {
    name: 'evaluations',
    aliases: ['iterations'],
    words: 'Evaluations of the criterion',
    of: (fit) => fit.evaluations,
    kind: 'count',
  },
  {
    name: 'gradient',
    words: 'Largest slope of the criterion at the optimum',
    of: (fit) => fit.certificate?.gradientMax ?? null,
  },
];

/** A statistic as a summary shows it: one value, or as many as there are grouping factors. */
export interface ShownStatistic {
  readonly label: string;
  readonly kind: ColumnKind;
  readonly values: readonly { readonly label: string; readonly value: Value }[];
}

/** The statistics that a place shows, in its order. */
export function shownStatistics(fit: FitResult, place: keyof typeof SHOWN): ShownStatistic[] {
  return SHOWN[place].map((name) => {
    const statistic = findStatistic(name);
    const label = statistic.label?.(fit) ?? name;
    const value = statistic.of(fit);
    const labels = statistic.labels?.(fit) ?? [label];
    const values = isColumn(value) ? value : [value];
    return {
      label,
      kind: statistic.kind ?? 'number',
      values: values.map((one, i) => ({ label: labels[i], value: one })),
    };
  });
}

/** The statistics that a place shows, one below the other. */
export function statisticTable(
  fit: FitResult,
  place: keyof typeof SHOWN,
  title: string | null = null,
): ReportTable {
  const facts = shownStatistics(fit, place).flatMap(({ kind, values }) =>
    values.map(({ label, value }): Fact => [label, value, kind]),
  );
  return factsOf('fit', null, facts, { title });
}

/** The names `statCell` knows, in the order in which they are listed to people. */
export const STATISTIC_NAMES: readonly string[] = STATISTICS.map(({ name }) => name);

/**
 * One statistic of a fit: 1×1, or a column for `theta` and, with several grouping factors, `groups`. What the fit has
 * not is `#N/A` with a reason. Names are read without regard to case, blanks and punctuation.
 *
 * @throws CellmerError `option` for a name that is not known, listing all
 */
export function statReport(result: FitResult, name: string): Report {
  const { of, kind = 'number' } = findStatistic(name);
  const value = of(result);
  const nothing = `This model has no ${plainName(name)}: its formula has no random effects.`;
  const values = isColumn(value) ? value : [value];
  const rows = (values.length > 0 ? values : [notAvailable(nothing)]).map((one) => [one]);
  return reportOf([tableOf('statistic', columnsOf(['value', null, kind]), rows)]);
}

/** A statistic that is one number; null where the fit has it not, or the data do not determine it. */
export function statisticNumber(result: FitResult, name: string): number | null {
  const value = findStatistic(name).of(result);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function statCell(result: FitResult, name: string): OutputMatrix {
  return toCells(statReport(result, name));
}

/** Checks a name before anything is fitted. Throws as `statCell` does. */
export function checkStatisticName(name: string): void {
  findStatistic(name);
}

function findStatistic(name: string): Statistic {
  const wanted = plainName(name);
  const found = STATISTICS.find((one) =>
    [one.name, ...(one.aliases ?? [])].some((n) => plainName(n) === wanted),
  );
  if (found) return found;
  throw unknownChoice(`"${name}" is not a statistic of a fit`, name, STATISTIC_NAMES);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s._()-]/g, '');
}

function isColumn(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

function notAvailable(message: string): Value {
  return { none: message };
}

function deviance(fit: FitResult): Value {
  if (fit.deviance !== null) return fit.deviance;
  return notAvailable('A REML fit has no deviance: ask for REMLcrit, or fit with method "ML".');
}

function remlCriterion(fit: FitResult): Value {
  if (fit.method === 'REML') return fit.criterion;
  return notAvailable(
    'A fit by maximum likelihood has no REML criterion: ask for deviance, or fit with method "REML".',
  );
}

/** Share of the variance that lies between the groups; with several random intercepts, of all of them together. */
function intraclassCorrelation(fit: FitResult): Value {
  if (fit.varianceComponents.length === 0)
    return notAvailable('A model without random effects has no intraclass correlation.');
  if (fit.varianceComponents.some(({ terms }) => terms.length !== 1 || terms[0] !== '(Intercept)'))
    return notAvailable(
      'With random slopes the intraclass correlation depends on the values of the variables with slopes: it is one number ' +
        'only for random intercepts. ICC.adjusted averages it over the rows.',
    );
  const variances = fit.varianceComponents.map(({ covariance }) => covariance[0][0]);
  const between = fit.undetermined.length === 0 ? totalRandom(variances) : fit.varianceShares.allRandom;
  return determined(between / (between + fit.sigma ** 2));
}

/** Share of the response's variance that the fixed effects explain, and with the random effects: R² of Nakagawa. */
function explained({ varianceShares }: FitResult, withRandom: boolean): Value {
  const { fixed, allRandom, total } = varianceShares;
  return determined((fixed + (withRandom ? allRandom : 0)) / (fixed + total));
}

/** Share of the random effects in the variance that the fixed effects leave; or in all of it. */
function shareOfRandom({ varianceShares, varianceComponents }: FitResult, ofAll: boolean): Value {
  if (varianceComponents.length === 0)
    return notAvailable('A model without random effects has no intraclass correlation.');
  const { fixed, allRandom, total } = varianceShares;
  return determined(allRandom / (total + (ofAll ? fixed : 0)));
}

function totalRandom(variances: readonly number[]): number {
  return variances.reduce((sum, variance) => sum + variance, 0);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
