/** Checks of the data: columns of the fixed effects, groups, residuals and influential groups. */

import { normal } from '../../distributions';
import type { GroupInfluence } from '../../fits';
import { counted } from '../../layout/words';
import { invertPositiveDefinite } from '../../linalg/dense';
import type { Steps } from '../../optimize/steps';
import type { FitResult } from '../fitResult';
import { stopWhenAsked, type Subject } from '../subject';
import { FEW_GROUPS } from '../warnings';
import { check, type Check } from './check';

/** Inflations of a variance by other columns that are usually called high and very high. */
const HIGH_INFLATION = 5;
const VERY_HIGH_INFLATION = 10;
/** A standard normal residual exceeds the limit once in a hundred data sets. */
const RESIDUAL_CHANCE = 0.01;
export function fixedEffectChecks({ fixedEffects, droppedColumns, vcov }: FitResult): Check[] {
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

export function dataChecks({ nobs, droppedRows, groups }: FitResult): Check[] {
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

export function residualCheck({ summary, fit }: Subject): Check {
  const { residuals, sigma, keptRows, nobs } = summary;
  const { weights } = fit.matrices;
  if (Number.isNaN(sigma))
    return check(
      'Largest scaled residual',
      null,
      'note',
      'The residuals are not determined, since their variance is not: see Identification.',
    );
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

export function* influenceChecks({ fit, control }: Subject): Steps<Check[]> {
  const influences = fit.influence ? yield* fit.influence(() => stopWhenAsked(control)) : [];
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
