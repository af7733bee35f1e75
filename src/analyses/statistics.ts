/** Single numbers of a fit by name. */

import { CellmerError } from '../errors';
import type { OutputCell, OutputMatrix } from '../layout/types';
import { determinedCell, NOT_DETERMINED, numberCell } from '../layout/cells';
import { criterionOf } from './criterion';
import type { FitResult } from './fitResult';

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
  readonly of: (fit: FitResult) => OutputCell | readonly OutputCell[];
  /** What stands before the value in a summary; `name` where this is left out. */
  readonly label?: (fit: FitResult) => string;
  /** What stands before each of a column of values. */
  readonly labels?: (fit: FitResult) => readonly string[];
  /** Decimals in the pane; a number without is whole. */
  readonly decimals?: number;
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
    of: (fit) => numberCell(fit.logLik),
    label: (fit) => criterionOf(fit).logLikName,
    decimals: 2,
  },
  { name: 'AIC', words: "Akaike's information criterion", of: (fit) => numberCell(fit.aic), decimals: 1 },
  { name: 'BIC', words: 'Bayesian information criterion', of: (fit) => numberCell(fit.bic), decimals: 1 },
  {
    name: 'AICc',
    aliases: ['corrected AIC', 'second-order AIC'],
    words: "Akaike's information criterion corrected for few rows",
    of: correctedAic,
    decimals: 1,
  },
  {
    name: 'deviance',
    aliases: ['-2 log L'],
    words: '-2 log-likelihood of a fit by maximum likelihood, and of a linear model',
    of: deviance,
  },
  {
    name: 'REMLcrit',
    aliases: ['REML criterion'],
    words: 'REML criterion at the optimum',
    of: remlCriterion,
  },
  {
    name: 'criterion',
    words: 'REML criterion of a mixed model fitted by REML, else deviance',
    of: (fit) => numberCell(criterionOf(fit).value),
    label: (fit) => criterionOf(fit).name,
    decimals: 2,
  },
  { name: 'sigma', words: 'Residual standard deviation', of: (fit) => residual(fit, fit.sigma) },
  {
    name: 'sigma2',
    aliases: ['sigma²', 'residual variance'],
    words: 'Residual variance',
    of: (fit) => residual(fit, fit.sigma ** 2),
  },
  {
    name: 'RMSE',
    aliases: ['root mean squared error', 'root mean square error'],
    words: 'Root of the mean squared residual, random effects included in what is fitted',
    of: (fit) => residual(fit, rootMeanSquare(fit.residuals)),
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
  { name: 'n', aliases: ['nobs', 'rows'], words: 'Rows used', of: (fit) => fit.nobs, label: () => 'Rows' },
  {
    name: 'groups',
    aliases: ['ngrps'],
    words: 'Number of groups; with several grouping factors, one number below the other',
    of: (fit) => fit.groups.map(({ levels }) => levels),
    label: () => 'Groups',
    labels: (fit) => fit.groups.map(({ group }) => `Groups: ${group}`),
  },
  {
    name: 'df.resid',
    aliases: ['df.residual', 'residual df'],
    words: 'Residual degrees of freedom: rows less parameters',
    id: 'dfResid',
    of: (fit) => fit.dfResidual,
    label: () => 'Residual df',
  },
  {
    name: 'npar',
    aliases: ['parameters', 'df'],
    words: 'Number of parameters',
    of: (fit) => fit.parameterCount,
  },
  {
    name: 'theta',
    words: 'Relative covariance parameters as lme4 has them, one below the other',
    of: (fit) => fit.theta.map(determinedCell),
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
  },
  {
    name: 'evaluations',
    aliases: ['iterations'],
    words: 'Evaluations of the criterion',
    of: (fit) => fit.evaluations,
  },
  {
    name: 'gradient',
    words: 'Largest slope of the criterion at the optimum',
    of: (fit) => numberCell(fit.certificate?.gradientMax),
  },
];

/** A statistic as a summary shows it: one value, or as many as there are grouping factors. */
export interface ShownStatistic {
  readonly label: string;
  readonly decimals: number | null;
  readonly values: readonly { readonly label: string; readonly value: OutputCell }[];
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
      decimals: statistic.decimals ?? null,
      values: values.map((one, i) => ({ label: labels[i], value: one })),
    };
  });
}

/** The names `statCell` knows, in the order in which they are listed to people. */
export const STATISTIC_NAMES: readonly string[] = STATISTICS.map(({ name }) => name);

/**
 * One statistic of a fit: 1×1, or a column for `theta` and, with several grouping factors, `groups`. What the fit has
 * not is `#N/A` with a reason. Names are read without regard to case, blanks and punctuation.
 *
 * @throws CellmerError `option` for a name that is not known, listing all
 */
export function statCell(result: FitResult, name: string): OutputMatrix {
  const value = findStatistic(name).of(result);
  if (!isColumn(value)) return [[value]];
  const nothing = `This model has no ${plainName(name)}: its formula has no random effects.`;
  return value.length > 0 ? value.map((cell) => [cell]) : [[notAvailable(nothing)]];
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
  throw new CellmerError(
    'option',
    `"${name}" is not a statistic of a fit: expected one of ${STATISTIC_NAMES.join(', ')}.`,
  );
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s._()-]/g, '');
}

function isColumn(value: OutputCell | readonly OutputCell[]): value is readonly OutputCell[] {
  return Array.isArray(value);
}

function notAvailable(message: string): OutputCell {
  return { error: '#N/A', message };
}

function deviance(fit: FitResult): OutputCell {
  if (fit.deviance !== null) return numberCell(fit.deviance);
  return notAvailable('A REML fit has no deviance: ask for REMLcrit, or fit with method "ML".');
}

function remlCriterion(fit: FitResult): OutputCell {
  if (fit.method === 'REML') return numberCell(fit.criterion);
  return notAvailable(
    'A fit by maximum likelihood has no REML criterion: ask for deviance, or fit with method "REML".',
  );
}

/** AIC + 2k(k + 1)/(n − k − 1) for k parameters and n rows (Hurvich & Tsai 1989, Biometrika 76, 297-307). */
function correctedAic({ aic, nobs, parameterCount: k }: FitResult): OutputCell {
  const spare = nobs - k - 1;
  if (spare > 0) return numberCell(aic + (2 * k * (k + 1)) / spare);
  return notAvailable(
    `AICc needs more rows than parameters and one: there are ${nobs} rows and ${k} parameters.`,
  );
}

/** Share of the variance that lies between the groups; with several random intercepts, of all of them together. */
function intraclassCorrelation(fit: FitResult): OutputCell {
  if (fit.varianceComponents.length === 0)
    return notAvailable('A model without random effects has no intraclass correlation.');
  if (fit.varianceComponents.some(({ terms }) => terms.length !== 1 || terms[0] !== '(Intercept)'))
    return notAvailable(
      'With random slopes the intraclass correlation depends on the values of the variables with slopes: it is one number ' +
        'only for random intercepts. ICC.adjusted averages it over the rows.',
    );
  const variances = fit.varianceComponents.map(({ covariance }) => covariance[0][0]);
  const between = fit.undetermined.length === 0 ? totalRandom(variances) : fit.varianceShares.allRandom;
  return determinedCell(between / (between + fit.sigma ** 2));
}

/** Share of the response's variance that the fixed effects explain, and with the random effects: R² of Nakagawa. */
function explained({ varianceShares }: FitResult, withRandom: boolean): OutputCell {
  const { fixed, residual, allRandom } = varianceShares;
  return determinedCell((fixed + (withRandom ? allRandom : 0)) / (fixed + allRandom + residual));
}

/** Share of the random effects in the variance that the fixed effects leave; or in all of it. */
function shareOfRandom({ varianceShares, varianceComponents }: FitResult, ofAll: boolean): OutputCell {
  if (varianceComponents.length === 0)
    return notAvailable('A model without random effects has no intraclass correlation.');
  const { fixed, residual, allRandom } = varianceShares;
  return determinedCell(allRandom / (allRandom + residual + (ofAll ? fixed : 0)));
}

function residual({ undetermined }: FitResult, value: number): OutputCell {
  return undetermined.includes('sigma2') ? NOT_DETERMINED : numberCell(value);
}

function totalRandom(variances: readonly number[]): number {
  return variances.reduce((sum, variance) => sum + variance, 0);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
