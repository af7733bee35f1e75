/** Whether a fit can be relied on: LMER.CHECK as plain data, each check with its value, a verdict and advice in words. */

import { normal } from '../distributions';
import { type GroupInfluence, isProvable, leavingOut } from '../fits';
import { invertPositiveDefinite } from '../linalg/dense';
import { columnsOf, reportOf, tableOf, type Report } from '../layout/report';
import { counted } from '../layout/words';
import type { Steps } from '../optimize/steps';
import { FLAT } from './certificate';
import type { Certificate, FitResult, VarianceComponent } from './fitResult';
import { provesLeast } from './leastMinimum';
import type { ModelSize } from './modelSize';
import { hasMaximum, NO_MAXIMUM_WARNING } from './noMaximum';
import { stopWhenAsked, type Subject } from './subject';
import { FEW_GROUPS } from './warnings';

/** `note` is something to know, `warning` something to act on. */
export type Verdict = 'ok' | 'note' | 'warning';

export interface Check {
  readonly check: string;
  /** A number in the units of the check, or a count as text. */
  readonly value: number | string | null;
  readonly verdict: Verdict;
  readonly advice: string;
}

export interface CheckTable {
  readonly formula: string;
  readonly checks: readonly Check[];
}

/** Inflations of a variance by other columns that are usually called high and very high. */
const HIGH_INFLATION = 5;
const VERY_HIGH_INFLATION = 10;
/** A standard normal residual exceeds the limit once in a hundred data sets. */
const RESIDUAL_CHANCE = 0.01;
/** Evaluations that a proof takes as a rule. */
const PROOF = 500;
/** What each of them takes in small models however few levels there are, as multiplications: with one factor, with several. */
const OVERHEAD = [1_000, 10_000] as const;

export function* checkSteps(subject: Subject): Steps<CheckTable> {
  yield* subject.summarySteps();
  const isProved = yield* provesLeast(subject);
  const summary = yield* subject.summarySteps();
  yield;
  const checks = hasMaximum(summary)
    ? [
        ...optimumChecks(summary, isProved),
        ...identificationChecks(subject),
        ...boundaryChecks(summary),
        ...fixedEffectChecks(summary),
        ...dataChecks(summary),
        residualCheck(subject),
        ...influenceChecks(subject),
      ]
    : [
        check('Maximum', null, 'warning', NO_MAXIMUM_WARNING.message),
        ...fixedEffectChecks(summary),
        ...dataChecks(summary),
      ];
  return { formula: summary.formula, checks: [overall(checks), ...checks] };
}

/**
 * With several factors a level is left out in a pass over the rows and an evaluation of its own; two variances may be proved to be at
 * the least minimum.
 */
export function checkFits({ rows, levels, pass, evaluation, fit, random, parameters }: ModelSize): number {
  const isProved = isProvable({ structure: { m: parameters, k: random }, work: evaluation });
  const proof = isProved ? PROOF * (evaluation + OVERHEAD[levels.length > 1 ? 1 : 0]) : 0;
  return 1 + (leavingOut(levels, rows) * (pass + evaluation) + proof) / fit;
}

function overall(checks: readonly Check[]): Check {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  const [warnings, notes] = [count('warning'), count('note')];
  const verdict = warnings > 0 ? 'warning' : notes > 0 ? 'note' : 'ok';
  const advice =
    verdict === 'ok'
      ? 'All checks passed.'
      : `${[[warnings, 'warning'] as const, [notes, 'note'] as const]
          .filter(([number]) => number > 0)
          .map(([number, noun]) => counted(number, noun))
          .join(' and ')} below.`;
  return { check: 'Overall', value: null, verdict, advice };
}

function optimumChecks({ certificate, converged, family, warnings }: FitResult, isProved: boolean): Check[] {
  if (certificate === null || family === 'linear')
    return [check('Convergence', null, 'ok', 'Least squares: the solution is exact, nothing was searched.')];
  const { predictedDecrease, gradientMax, hessianEigenvalues } = certificate;
  return [
    converged
      ? check(
          'Convergence',
          predictedDecrease,
          'ok',
          'By this much a further step would still lower the criterion.',
        )
      : check(
          'Convergence',
          predictedDecrease,
          'warning',
          'The optimum could not be verified: raise maxeval, give a start, or simplify the random part.',
        ),
    scopeCheck(certificate, warnings, isProved),
    check('Gradient', gradientMax, 'ok', 'Largest slope of the criterion at the optimum.'),
    curvatureCheck(
      hessianEigenvalues,
      warnings.every(({ code }) => code !== 'not-identified'),
    ),
  ];
}

/** Flat up to rounding counts as flat. */
function curvatureCheck(eigenvalues: readonly number[], isIdentified: boolean): Check {
  const [smallest] = eigenvalues;
  const largest = eigenvalues[eigenvalues.length - 1];
  return isIdentified && smallest > FLAT * Math.abs(largest)
    ? check('Curvature', smallest, 'ok', 'The criterion curves upwards in every direction: a minimum.')
    : check(
        'Curvature',
        smallest,
        'note',
        isIdentified
          ? 'The criterion is nearly flat in a direction: the data say little about one of the parameters.'
          : 'The criterion is flat in a direction: see Identification for what the data do not determine.',
      );
}

/** How many of the variance parameters, the residual variance among them, the data determine. */
function identificationChecks({ fit, summary }: Subject): Check[] {
  if (summary.family === 'linear') return [];
  const all = fit.parameters.filter(({ kind }) => kind !== 'fixed').length;
  const sentence = summary.warnings.find(({ code }) => code === 'not-identified')?.message;
  const value = `${fit.identification.count} of ${all}`;
  return [
    sentence === undefined
      ? check('Identification', value, 'ok', 'The data determine every variance and covariance.')
      : check('Identification', value, 'warning', sentence),
  ];
}

/** How far the minimum is known to be the least. */
function scopeCheck(
  { scope, starts }: Certificate,
  warnings: FitResult['warnings'],
  isProved: boolean,
): Check {
  const name = 'Lowest minimum';
  const lower = warnings.find(({ code }) => code === 'lower-minimum');
  if (lower !== undefined) return check(name, isProved ? 'proved' : scope, 'note', lower.message);
  if (isProved)
    return check(
      name,
      'proved',
      'ok',
      'It is proved that the criterion is nowhere lower by more than 0.000001, whatever the two variances.',
    );
  if (scope === 'proved')
    return check(name, scope, 'ok', 'It is proved that no other variance has a lower one.');
  if (scope === 'global')
    return check(
      name,
      `global, from ${starts} starts`,
      'ok',
      'Searches all over the parameter space found no lower one.',
    );
  return check(
    name,
    scope,
    'ok',
    'Others were not looked for: with many levels per random effect there is one as a rule.',
  );
}

function boundaryChecks(fit: FitResult): Check[] {
  if (fit.family === 'linear') return [];
  const { certificate, singular, warnings } = fit;
  const rows = fit.varianceComponents.map((component) => rankCheck(component, fit));
  if (!singular) return rows;
  const slope = certificate?.boundarySlope ?? null;
  const sentence = warnings.find(({ code }) => code === 'singular')?.message ?? '';
  return [
    ...rows,
    slope !== null && slope < -1e-6
      ? check('Slope at the boundary', slope, 'warning', 'The criterion still falls into the interior.')
      : check(
          'Slope at the boundary',
          slope,
          'note',
          `${sentence} The criterion does not fall when the collapsed variance grows.`,
        ),
  ];
}

/** In how many directions the random effects of a term vary: the rank of their correlation-scaled covariance matrix. */
function rankCheck(component: VarianceComponent, { sigma }: FitResult): Check {
  const { group, terms, covariance } = component;
  const name = `Random effects of ${group}`;
  if (covariance.some((row) => row.some(Number.isNaN)))
    return check(
      name,
      null,
      'note',
      'In how many directions they vary is not determined: see Identification.',
    );
  const scale = component.standardDeviations.map((sd) => (sd > 1e-4 * sigma ? sd : Infinity));
  const correlations = covariance.map((row, a) => row.map((v, b) => v / (scale[a] * scale[b])));
  const rank = rankOf(correlations);
  const value = `${rank} of ${terms.length}`;
  if (rank === terms.length)
    return check(name, value, 'ok', 'They vary in every direction that the formula allows.');
  return check(
    name,
    value,
    'note',
    'Directions in which they vary. A random part with fewer terms, or without correlations (||), fits as well.',
  );
}

/** Pivots of a Cholesky decomposition that are not rounding; rows of zeros have none. */
function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let rank = 0;
  for (let step = 0; step < rows.length; step++) {
    let pivot = -1;
    rows.forEach((row, i) => {
      if (pivot < 0 || row[i] > rows[pivot][pivot]) pivot = i;
    });
    const d = rows[pivot][pivot];
    if (!(d > 1e-8)) break;
    rank++;
    const line = [...rows[pivot]];
    rows.forEach((row, i) => {
      const factor = line[i] / d;
      for (let j = 0; j < row.length; j++) row[j] -= factor * line[j];
    });
  }
  return rank;
}

function fixedEffectChecks({ fixedEffects, droppedColumns, vcov }: FitResult): Check[] {
  const p = fixedEffects.length;
  const rank =
    droppedColumns.length === 0
      ? check('Rank of the fixed effects', `${p} of ${p}`, 'ok', 'No column is a combination of others.')
      : check(
          'Rank of the fixed effects',
          `${p} of ${p + droppedColumns.length}`,
          'warning',
          `Other columns already determine ${droppedColumns.join(', ')}: dropped, as in R. Take them out of the formula.`,
        );
  const inflation = largestInflation(vcov.names, vcov.values);
  if (inflation === null) return [rank];
  const { term, factor } = inflation;
  const name = `Largest variance inflation (${term})`;
  if (factor <= HIGH_INFLATION)
    return [rank, check(name, factor, 'ok', 'The fixed effects can be told apart.')];
  const verdict = factor > VERY_HIGH_INFLATION ? 'warning' : 'note';
  const advice =
    'The columns of the fixed effects overlap, so standard errors are wide: centre variables that interact or are squared, ' +
    'or leave one out.';
  return [rank, check(name, factor, verdict, advice)];
}

/**
 * Variance inflation factors without the intercept: the diagonal of the inverse of the estimates' correlation matrix (Fox &
 * Monette 1992, J. Am. Stat. Assoc. 87, 178-183, for terms of one column).
 */
function largestInflation(
  names: readonly string[],
  vcov: readonly (readonly number[])[],
): { readonly term: string; readonly factor: number } | null {
  const slopes = [...names.keys()].filter((j) => names[j] !== '(Intercept)');
  const q = slopes.length;
  if (q < 2) return null;
  const correlation = Float64Array.from(
    slopes.flatMap((i) => slopes.map((j) => vcov[i][j] / Math.sqrt(vcov[i][i] * vcov[j][j]))),
  );
  const inverse = invertPositiveDefinite(correlation, q);
  if (inverse === null) return null;
  const worst = slopes.reduce((best, _, j) => (inverse[j * (q + 1)] > inverse[best * (q + 1)] ? j : best), 0);
  return { term: names[slopes[worst]], factor: inverse[worst * (q + 1)] };
}

function dataChecks({ nobs, droppedRows, groups }: FitResult): Check[] {
  const rows =
    droppedRows === 0
      ? check('Rows used', nobs, 'ok', 'No row was left out for a missing value.')
      : check(
          'Rows used',
          nobs,
          'note',
          `${counted(droppedRows, 'row')} with a missing value left out: harmless only if what is missing does not depend on the response.`,
        );
  const factors = groups.map(({ group: name, levels: count }) =>
    count < FEW_GROUPS
      ? check(
          `Groups of ${name}`,
          count,
          'warning',
          'So few groups say little about a variance: consider the factor among the fixed effects.',
        )
      : check(`Groups of ${name}`, count, 'ok', 'Enough groups to estimate a variance from.'),
  );
  return [rows, ...factors];
}

function residualCheck({ summary, fit }: Subject): Check {
  const { residuals, sigma, keptRows, nobs } = summary;
  const { weights } = fit.matrices;
  let largest = 0;
  let at = 0;
  residuals.forEach((residual, i) => {
    const scaled = Math.abs(residual * Math.sqrt(weights?.[i] ?? 1)) / sigma;
    if (scaled > largest) [largest, at] = [scaled, i];
  });
  const limit = normal.quantile(1 - RESIDUAL_CHANCE / (2 * nobs));
  const row = (keptRows?.[at] ?? at) + 1;
  const name = `Largest scaled residual (data row ${row})`;
  if (largest <= limit) return check(name, largest, 'ok', 'None is larger than chance allows.');
  return check(
    name,
    largest,
    'note',
    `Normal residuals of ${nobs} rows rarely exceed ${limit.toFixed(1)}: look at this row, and at the normal quantiles.`,
  );
}

function influenceChecks({ fit, control }: Subject): Check[] {
  const influences = fit.influence?.(() => stopWhenAsked(control)) ?? [];
  return influences.map((influence, f) => {
    const { name } = fit.factors[f].group;
    if (influence === null)
      return check(
        `Influence of groups of ${name}`,
        null,
        'note',
        'Not computed: leaving out every group of so many rows in turn would take too long.',
      );
    return influenceCheck(influence);
  });
}

function influenceCheck({ group, cooksDistance }: GroupInfluence): Check {
  let worst = -1;
  cooksDistance.forEach((d, g) => {
    if (!(d <= (worst < 0 ? -1 : cooksDistance[worst]))) worst = g;
  });
  const d = cooksDistance[worst];
  const name = `Most influential group of ${group.name} (${group.levels[worst]})`;
  if (Number.isNaN(d))
    return check(name, null, 'warning', 'Without this group the fixed effects cannot be estimated.');
  if (d <= 4 / group.levels.length)
    return check(
      name,
      d,
      'ok',
      "Cook's distance of leaving the group out: no group moves the fixed effects much.",
    );
  const advice = "Cook's distance of leaving the group out: see what the fixed effects are without it.";
  return check(name, d, d > 1 ? 'warning' : 'note', advice);
}

function check(name: string, value: Check['value'], verdict: Verdict, advice: string): Check {
  return { check: name, value, verdict, advice };
}

/** Check, Value, Verdict, Advice. */
export function checkReport({ checks }: CheckTable): Report {
  const columns = columnsOf(
    ['check', 'Check', 'label'],
    ['value', 'Value', 'number'],
    ['verdict', 'Verdict', 'flag'],
    ['advice', 'Advice', 'text'],
  );
  const rows = checks.map((one) => [one.check, one.value, one.verdict, one.advice]);
  return reportOf([tableOf('checks', columns, rows)]);
}
