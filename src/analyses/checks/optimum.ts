/** Checks of the search: whether it has ended in a minimum, and what the data and the boundary leave undetermined. */

import { FLAT } from '../certificate';
import type { Certificate, FitResult, VarianceComponent } from '../fitResult';
import { directionsOf } from '../directions';
import type { Subject } from '../subject';
import { check, type Check } from './check';

export function optimumChecks(
  { certificate, converged, family, warnings }: FitResult,
  isProved: boolean,
): Check[] {
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
export function identificationChecks({ fit, summary }: Subject): Check[] {
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

export function boundaryChecks(fit: FitResult): Check[] {
  if (fit.family === 'linear') return [];
  const { certificate, singular, warnings } = fit;
  const rows = fit.varianceComponents.map(rankCheck);
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

/** In how many directions the random effects of a term vary. */
function rankCheck(component: VarianceComponent): Check {
  const { group, terms } = component;
  const name = `Random effects of ${group}`;
  const { rank, varying } = directionsOf(component);
  if (Number.isNaN(rank))
    return check(
      name,
      null,
      'note',
      'In how many directions they vary is not determined: see Identification.',
    );
  const value = `${rank} of ${terms.length}`;
  if (rank === terms.length)
    return check(name, value, 'ok', 'They vary in every direction that the formula allows.');
  return check(
    name,
    value,
    'note',
    rank === varying
      ? 'Directions in which they vary. Without the terms that do not the model fits as well.'
      : 'Directions in which they vary. Whether fewer terms fit as well is what LMER.RANOVA and LMER.COMPARE say.',
  );
}
