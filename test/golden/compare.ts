/** Compares a fit with a golden result: one row per quantity, each with the tolerance that belongs to it. */

import type { FitResult } from '../../src/index';
import { forEachEntry, toNumber, type GoldenFit } from './golden';
import { arrange } from './arrange';
import { compareHessians } from './compareHessians';
import { compareRandomEffects } from './compareRandomEffects';
import { WorstDifference, type ComparisonRow } from './worstDifference';

export type { ComparisonRow };

/** From here on data are large: sums over their rows lose digits in R as well as here. */
const LARGE = 5000;

/**
 * All quantities that the golden result has and the fit can have.
 *
 * Units: criteria in -2 log-likelihood; estimates in standard errors; deviations and covariances relative to the golden
 * value, near zero to a hundredth of sigma; Hessians relative to their largest entry; `exact` quantities must be equal.
 */
export function compareWithGolden(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const rows = [
    ...compareCounts(golden, fit),
    ...compareCriteria(golden, fit),
    ...compareFixedEffects(golden, fit),
    ...compareVariances(golden, fit),
    ...compareRandomEffects(golden, fit),
    ...compareResiduals(golden, fit),
    ...compareHessians(golden, fit),
    ...compareTests(golden, fit),
  ];
  return rows.filter((row) => row.compared > 0);
}

function compareCounts(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const exact = (quantity: string, found: unknown, wanted: unknown): ComparisonRow =>
    new WorstDifference(quantity, 0).add(found === wanted ? 0 : 1, 0, 1).row();
  return [
    exact('nobs', fit.nobs, golden.nobs),
    exact('dropped rows', fit.droppedRows, golden.n_dropped_na ?? 0),
    exact('dropped columns', fit.droppedColumns.join(), (golden.rank_deficient_dropped ?? []).join()),
    exact(
      'levels per group',
      counts(fit.groups.map(({ group, levels }) => [group, levels])),
      counts(Object.entries(golden.ngrps)),
    ),
    exact('npar', fit.parameterCount, golden.npar),
    exact('df_residual', fit.dfResidual, golden.df_residual),
    exact(
      'fixed-effect names',
      fit.fixedEffects.map(({ term }) => term).join(),
      Object.keys(golden.fixef).join(),
    ),
    exact('singular', fit.singular, golden.singular),
    exact('converged', fit.converged, true),
  ];
}

function counts(groups: readonly (readonly [name: string, count: number])[]): string {
  return groups
    .map(([name, count]) => `${name}=${count}`)
    .sort()
    .join();
}

function compareCriteria(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const absolute = (quantity: string, found: number, wanted: number): ComparisonRow =>
    new WorstDifference(quantity, 1e-6).add(found, wanted, 1).row();
  return [
    absolute('criterion', fit.criterion, golden.criterion),
    absolute('logLik', -2 * fit.logLik, -2 * golden.logLik),
    absolute('AIC', fit.aic, golden.AIC),
    absolute('BIC', fit.bic, golden.BIC),
  ];
}

function compareFixedEffects(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const tolerance = golden.nobs >= LARGE ? 1e-5 : 1e-6;
  const estimates = new WorstDifference('fixed effects', tolerance);
  const errors = new WorstDifference('standard errors', tolerance);
  const se = Object.values(golden.se).map(toNumber);
  Object.values(golden.fixef).forEach((wanted, i) => {
    const effect = fit.fixedEffects[i];
    estimates.add(effect?.estimate, wanted, se[i]);
    errors.add(effect?.standardError, Object.values(golden.se)[i], se[i]);
  });
  const vcov = new WorstDifference('vcov of fixed effects', tolerance);
  forEachEntry(golden.vcov_beta, (wanted, i, j) => vcov.add(fit.vcov.values[i]?.[j], wanted, se[i] * se[j]));
  const correlation = new WorstDifference('correlation of fixed effects', tolerance);
  forEachEntry(golden.cor_beta, (wanted, i, j) => correlation.add(fit.correlation.values[i]?.[j], wanted, 1));
  return [estimates.row(), errors.row(), vcov.row(), correlation.row()];
}

function compareVariances(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const sigma = new WorstDifference('sigma', 1e-5).add(fit.sigma, golden.sigma, golden.sigma);
  const deviations = new WorstDifference('standard deviations', 1e-5);
  const covariances = new WorstDifference('covariances', 1e-5);
  const theta = new WorstDifference('theta', 1e-4);
  const { components, theta: arrangedTheta } = arrange(golden, fit);
  const nearZero = golden.sigma / 100;
  golden.varcorr.forEach(({ cov, sd }, block) => {
    const size = (i: number): number => Math.max(toNumber(sd[i]), nearZero);
    sd.forEach((wanted, i) => deviations.add(components[block]?.standardDeviations[i], wanted, size(i)));
    cov.forEach((line, i) =>
      line.forEach((wanted, j) =>
        covariances.add(components[block]?.covariance[i]?.[j], wanted, size(i) * size(j)),
      ),
    );
  });
  Object.values(golden.theta).forEach((wanted, i) => theta.add(arrangedTheta[i], wanted, 1));
  return [sigma.row(), deviations.row(), covariances.row(), theta.row()];
}

function compareResiduals(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const quantiles = new WorstDifference('scaled residual quantiles', 1e-5);
  Object.values(golden.scaled_residual_quantiles ?? {}).forEach((wanted, i) =>
    quantiles.add(fit.scaledResidualQuantiles[i], wanted, 1),
  );
  const vectors = (['fitted', 'residuals'] as const).map((name) => {
    const worst = new WorstDifference(name, 1e-5);
    const wanted = golden[name];
    if (!wanted) return worst.row();
    const values = fit[name];
    wanted.first.forEach((value, i) => worst.add(values[i], value, golden.sigma));
    let sum = 0;
    let squares = 0;
    for (const value of values) {
      sum += value;
      squares += value * value;
    }
    worst.add(sum, wanted.sum, golden.sigma * golden.nobs);
    worst.add(squares, wanted.sumsq, toNumber(wanted.sumsq));
    return worst.row();
  });
  return [quantiles.row(), ...vectors];
}

function compareTests(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const df = new WorstDifference('Satterthwaite df', 1e-4);
  // Relative: a tail probability moves by about df times as much as its degrees of freedom.
  const p = new WorstDifference('Satterthwaite p', 1e-3);
  const wald = new WorstDifference('Wald intervals', golden.nobs >= LARGE ? 1e-5 : 1e-6);
  const byTerm = new Map(fit.fixedEffects.map((effect) => [effect.term, effect]));
  if (golden.satterthwaite && fit.ddf === 'satterthwaite') {
    for (const [term, wanted] of Object.entries(golden.satterthwaite.df)) {
      df.add(byTerm.get(term)?.df ?? undefined, wanted, toNumber(wanted));
    }
    for (const [term, wanted] of Object.entries(golden.satterthwaite.p)) {
      p.add(byTerm.get(term)?.pValue, wanted, toNumber(wanted));
    }
  }
  if (fit.ddf === 'asymptotic' && fit.level === 0.95) {
    golden.confint_wald95?.rows.forEach((term, i) => {
      const bounds = golden.confint_wald95!.values[i];
      const se = toNumber(golden.se[term]);
      wald.add(byTerm.get(term)?.lower, bounds[0], se).add(byTerm.get(term)?.upper, bounds[1], se);
    });
  }
  return [df.row(), p.row(), wald.row()];
}
