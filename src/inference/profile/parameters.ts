/** The parameters of a model as profiling sees them: R's names, where they lie, estimates, and Wald standard errors. */

import { covarianceFromFactor } from '../../covariance/structure';
import type { MixedFit } from '../../mixed/mixedFit';
import { fixedEffects, fixedEffectsCovariance, relativeFactor, residualSigma } from '../../mixed/userScale';
import { determinedOf } from '../determined';
import { observedInformation } from '../information';

/** `sd` and `cor` of random effects a (and b) of term t, counted from 0; `fixed` is the j-th kept fixed effect. */
export type ParameterPlace =
  | { readonly kind: 'sd'; readonly t: number; readonly a: number }
  | { readonly kind: 'cor'; readonly t: number; readonly a: number; readonly b: number }
  | { readonly kind: 'sigma' }
  | { readonly kind: 'fixed'; readonly j: number };

export interface ModelParameter {
  /** R's name: `sd_(Intercept)|Subject`, `cor_Days.(Intercept)|Subject`, `sigma`, `Days`. */
  readonly name: string;
  readonly place: ParameterPlace;
  /** Grouping factor; null for fixed effects and sigma. */
  readonly group: string | null;
  /** Fixed or random effect (both of a correlation, as in the name); null for sigma. */
  readonly term: string | null;
  /** The same one by one: none of sigma, one, and two of a correlation. */
  readonly terms: readonly string[];
  /** Null where it does not exist, a correlation with an effect that does not vary, or where it is not determined. */
  readonly estimate: number | null;
  /** Whether the data determine it. */
  readonly isDetermined: boolean;
  /** From the observed information, by the delta method; null where that has no inverse. */
  readonly standardError: number | null;
  /** Bounds of the parameter space, included where finite. */
  readonly low: number;
  readonly high: number;
}

/** Standard deviations below this share of the residual's count as zero. */
const COLLAPSED = 1e-8;

/** All parameters in lme4's order: terms' standard deviations and correlations by column, sigma, fixed effects. */
export function modelParameters(fit: MixedFit): ModelParameter[] {
  const { structure, model, matrices } = fit;
  const { k, m, rows, cols, blocks } = structure;
  const { p } = model;
  const sigma = residualSigma(fit);
  const relative = covarianceFromFactor(relativeFactor(model, structure, fit.optimum.at.theta), k);
  const Sigma = relative.map((v) => v * sigma * sigma);
  const deviation = (a: number): number => {
    const share = Math.sqrt(relative[a * k + a]);
    return share > COLLAPSED ? share * sigma : 0;
  };
  const errors = deltaErrors(fit, Sigma);
  const known = determinedOf(fit)?.parameters ?? null;
  const isKnown = (row: number, col: number): boolean =>
    known === null || known[1 + rows.findIndex((r, i) => r === row && cols[i] === col)];

  const random = Array.from({ length: m }, (_, i): ModelParameter => {
    const t = blocks.findIndex((block) => rows[i] < block.start + block.size);
    const { start } = blocks[t];
    const { group, Z } = model.terms[t].block;
    const [a, b] = [rows[i] - start, cols[i] - start];
    const isDetermined = isKnown(rows[i], cols[i]) && isKnown(rows[i], rows[i]) && isKnown(cols[i], cols[i]);
    const own = { group: group.name, isDetermined, standardError: isDetermined ? errors[i] : null };
    if (a === b) {
      const term = Z.names[a];
      const estimate = isDetermined ? deviation(rows[i]) : null;
      const name = `sd_${term}|${group.name}`;
      return {
        name,
        term,
        terms: [term],
        place: { kind: 'sd', t, a },
        estimate,
        low: 0,
        high: Infinity,
        ...own,
      };
    }
    const product = deviation(rows[i]) * deviation(cols[i]);
    const estimate = isDetermined && product > 0 ? clamp(Sigma[rows[i] * k + cols[i]] / product) : null;
    const terms = [Z.names[a], Z.names[b]];
    const term = terms.join('.');
    const name = `cor_${term}|${group.name}`;
    return { name, term, terms, place: { kind: 'cor', t, a, b }, estimate, low: -1, high: 1, ...own };
  });
  const residual: ModelParameter = {
    name: 'sigma',
    place: { kind: 'sigma' },
    group: null,
    term: null,
    terms: [],
    estimate: known?.[0] === false ? null : sigma,
    isDetermined: known?.[0] !== false,
    standardError: known?.[0] === false ? null : errors[m],
    low: 0,
    high: Infinity,
  };
  const beta = fixedEffects(fit);
  const vcov = fixedEffectsCovariance(fit);
  const fixed = model.kept.map((column, j): ModelParameter => ({
    name: matrices.X.names[column],
    place: { kind: 'fixed', j },
    group: null,
    term: matrices.X.names[column],
    terms: [matrices.X.names[column]],
    estimate: beta[j],
    isDetermined: true,
    standardError: Math.sqrt(vcov[j * p + j]),
    low: -Infinity,
    high: Infinity,
  }));
  return [...random, residual, ...fixed];
}

/**
 * Standard errors of the standard deviations and correlations (m numbers, in the order of the covariance parameters) and
 * of sigma, from those of the variances and covariances by the delta method.
 */
function deltaErrors(fit: MixedFit, Sigma: Float64Array): (number | null)[] {
  const { k, m, rows, cols } = fit.structure;
  const { inverse, size, p } = observedInformation(fit, fit.boundary !== null);
  if (inverse === null) return Array.from({ length: m + 1 }, () => null);
  const position = new Map(Array.from(rows, (row, i) => [row * k + cols[i], p + 1 + i]));
  const variance = (a: number): number => Sigma[a * k + a];
  const error = (gradient: readonly (readonly [number | undefined, number])[]): number => {
    let v = 0;
    for (const [i = 0, x] of gradient) for (const [j = 0, y] of gradient) v += x * y * inverse[i * size + j];
    return Math.sqrt(v);
  };
  const random = Array.from({ length: m }, (_, i) => {
    const [a, b] = [rows[i], cols[i]];
    if (a === b) return error([[p + 1 + i, 0.5 / Math.sqrt(variance(a))]]);
    const product = Math.sqrt(variance(a) * variance(b));
    const rho = Sigma[a * k + b] / product;
    return error([
      [p + 1 + i, 1 / product],
      [position.get(a * k + a), (-0.5 * rho) / variance(a)],
      [position.get(b * k + b), (-0.5 * rho) / variance(b)],
    ]);
  });
  return [...random, error([[p, 0.5 / residualSigma(fit)]])];
}

function clamp(correlation: number): number {
  return Math.min(1, Math.max(-1, correlation));
}
