/**
 * What every group says for itself, and what becomes of it in the model: estimates from the group's own rows alone beside
 * the shrunken ones.
 */

import type { FactorFit, Fit, OwnEffects } from '../fits';
import type { Subject } from './subject';

/** Of one grouping factor with J levels and k random effects each. */
export interface GroupEstimates {
  readonly factor: string;
  readonly levels: readonly string[];
  /** The level of each of the n kept rows, 0-based. */
  readonly codes: Int32Array;
  /** Rows per level, J. */
  readonly counts: Int32Array;
  /** Names of the k effects. */
  readonly terms: readonly string[];
  /** The fixed effect of the same name per term, k; zero where there is none. */
  readonly averages: readonly number[];
  /**
   * J×k, row by row: the average plus the least-squares coefficients of y − Xβ − offset − (effects of other factors) on
   * the factor's own columns, from the level's rows alone. NaN where those rows do not determine them. Of a random
   * intercept alone it is the mean of what the fixed effects leave, and without covariates the mean of the group.
   */
  readonly own: Float64Array;
  /** J×k: the average plus the conditional mode; NaN where the data do not determine it. */
  readonly shrunken: Float64Array;
}

/** One entry per grouping factor; none for a linear model. */
export function groupEstimates({ fit }: Subject): readonly GroupEstimates[] {
  const effects = fit.ownEffects?.() ?? [];
  return effects.map((ofFactor, f) => estimatesOf(fit, fit.factors[f], ofFactor));
}

function estimatesOf(fit: Fit, { group, terms }: FactorFit, { own, shrunken }: OwnEffects): GroupEstimates {
  const averages = fixedByName(fit, terms);
  const counts = new Int32Array(group.levels.length);
  for (const code of group.codes) counts[code]++;
  const aboutAverage = (effects: Float64Array): Float64Array =>
    effects.map((value, i) => value + averages[i % terms.length]);
  return {
    factor: group.name,
    levels: group.levels,
    codes: group.codes,
    counts,
    terms,
    averages,
    own: aboutAverage(own),
    shrunken: aboutAverage(shrunken),
  };
}

function fixedByName({ fixed, parameters }: Fit, terms: readonly string[]): number[] {
  return terms.map((term) => {
    const j = parameters.findIndex((one) => one.kind === 'fixed' && one.term === term);
    return j < 0 ? 0 : fixed.estimates[j];
  });
}
