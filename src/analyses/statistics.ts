/** Single numbers of a fit by name. */

import { CellmerError } from '../errors';
import type { OutputCell, OutputMatrix } from '../layout/types';
import { determinedCell, NOT_DETERMINED, numberCell } from '../layout/cells';
import type { FitResult } from './fitResult';

interface Statistic {
  readonly name: string;
  /** Other names people know it by. */
  readonly aliases?: readonly string[];
  /** A value, or a column of values that spills. */
  readonly of: (fit: FitResult) => OutputCell | readonly OutputCell[];
}

const STATISTICS: readonly Statistic[] = [
  { name: 'logLik', aliases: ['log-likelihood'], of: (fit) => numberCell(fit.logLik) },
  { name: 'AIC', of: (fit) => numberCell(fit.aic) },
  { name: 'BIC', of: (fit) => numberCell(fit.bic) },
  { name: 'deviance', aliases: ['-2 log L'], of: deviance },
  { name: 'REMLcrit', aliases: ['REML criterion'], of: remlCriterion },
  { name: 'criterion', of: (fit) => numberCell(fit.criterion) },
  { name: 'sigma', of: (fit) => residual(fit, fit.sigma) },
  { name: 'sigma2', aliases: ['sigma²', 'residual variance'], of: (fit) => residual(fit, fit.sigma ** 2) },
  { name: 'ICC', of: intraclassCorrelation },
  { name: 'ICC.adjusted', aliases: ['adjusted ICC'], of: (fit) => shareOfRandom(fit, false) },
  { name: 'ICC.conditional', aliases: ['conditional ICC'], of: (fit) => shareOfRandom(fit, true) },
  { name: 'R2m', aliases: ['R2 marginal', 'marginal R2', 'R²m'], of: (fit) => explained(fit, false) },
  { name: 'R2c', aliases: ['R2 conditional', 'conditional R2', 'R²c'], of: (fit) => explained(fit, true) },
  { name: 'n', aliases: ['nobs', 'rows'], of: (fit) => fit.nobs },
  { name: 'groups', aliases: ['ngrps'], of: (fit) => fit.groups.map(({ levels }) => levels) },
  { name: 'df.resid', aliases: ['df.residual', 'residual df'], of: (fit) => fit.dfResidual },
  { name: 'npar', aliases: ['parameters', 'df'], of: (fit) => fit.parameterCount },
  { name: 'theta', of: (fit) => fit.theta.map(determinedCell) },
  { name: 'singular', aliases: ['isSingular'], of: (fit) => fit.singular },
  { name: 'converged', of: (fit) => fit.converged },
  { name: 'dropped', aliases: ['dropped rows'], of: (fit) => fit.droppedRows },
  { name: 'evaluations', aliases: ['iterations'], of: (fit) => fit.evaluations },
  { name: 'gradient', of: (fit) => numberCell(fit.certificate?.gradientMax) },
];

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
