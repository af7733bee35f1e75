/**
 * Whether the likelihood has a maximum at a residual variance above zero.
 *
 * Let all or some random effects grow, G = t·G₀, and let S be what their columns span. r² falls to the squares of the response
 * outside [X S]. Where these are zero it falls as 1/t, while log|V| grows as rank(S)·log t, and log|V| + log|WᵀV⁻¹W| as
 * (rank[X S] − p)·log t, so that
 *
 *   d = (rank(S) − n)·log t + O(1)  (ML),      d = (rank[X S] − n)·log t + O(1)  (REML).
 *
 * With a negative factor d falls without bound: that is seen from the design, whatever else the criterion does. With a factor
 * of zero d has a limit at sigma² = 0, and only the search can tell whether the least value lies there. (docs/identification.md.)
 */

import { CellmerError } from '../errors';
import { evaluationSteps, type Optimum } from '../optimize/objective';
import type { Steps } from '../optimize/steps';
import { designSpan } from './designSpan';
import type { FactorPart, MixedEvaluation, MixedObjective } from './evaluation';
import type { WorkingModel } from './workingModel';

/** r²/n, one where nothing varies between groups, above which a search has not gone to where there is no residual. */
const NO_RESIDUAL = 1e-5;
/** r²/n below which, without this, rounding of r² would be taken for a fall of the criterion. */
const ROUNDING = 1e-10;
/** How much further out the criterion is looked at, and by how much it rises there behind a minimum. */
const FURTHER = 10;
const RISE = 1e-3;
/** With more random effects than this only all of them together are looked at. */
const MOST_EFFECTS = 4;

/** Whether there may be as many columns as rows, so that `isUnboundedByDesign` has something to look at. */
export function isSaturated({ n, p }: Pick<WorkingModel, 'n' | 'p'>, parts: readonly FactorPart[]): boolean {
  return parts.length > 0 && parts.reduce((sum, { group, k }) => sum + group.levels.length * k, p) >= n;
}

/** Whether the criterion falls without bound as all random effects, or some of them, grow. */
export function isUnboundedByDesign(
  model: WorkingModel,
  parts: readonly FactorPart[],
  reml: boolean,
): boolean {
  const all = designSpan(model, parts);
  if (all === null || !all.fitsResponse) return false;
  const k = parts.reduce((sum, part) => sum + part.k, 0);
  const subsets = k > MOST_EFFECTS ? [] : Array.from({ length: 2 ** k - 2 }, (_, i) => i + 1);
  const spans = subsets.map((subset) => designSpan(model, parts, (effect) => (subset >> effect) % 2 === 1));
  return [all, ...spans].some(
    (span) => span?.fitsResponse === true && (reml ? span.rank : span.rankZ) < model.n,
  );
}

/** Whether enough is left of the residual for the criterion to be more than rounding. */
export function leavesResidual({ r2 }: Pick<MixedEvaluation, 'r2'>, n: number): boolean {
  return r2 >= ROUNDING * n;
}

/**
 * The objective of a saturated model for a search: not to be computed where next to nothing is left of the residual, so that
 * a minimum is compared with the limit of the criterion and not with its rounding.
 */
export function withResidual<O extends MixedObjective>(objective: O): O {
  const { n } = objective;
  const checked = (at: MixedEvaluation): MixedEvaluation => {
    if (!leavesResidual(at, n)) throw new CellmerError('numeric', 'no residual is left');
    return at;
  };
  const evaluate = (theta: Float64Array): MixedEvaluation => checked(objective.evaluate(theta));
  const evaluateSteps = function* (theta: Float64Array): Steps<MixedEvaluation> {
    return checked(yield* evaluationSteps(objective, theta));
  };
  const value = (theta: Float64Array): number => {
    try {
      return evaluate(theta).value;
    } catch (error) {
      if (error instanceof CellmerError && error.code === 'numeric') return Infinity;
      throw error;
    }
  };
  return { ...objective, evaluate, evaluateSteps, value };
}

/** Whether a search has ended on the way to where nothing is left of the residual. */
export function hasRunOut(
  objective: MixedObjective,
  model: WorkingModel,
  { at, converged }: Optimum<MixedEvaluation>,
): boolean {
  const { n, parts } = objective;
  if (parts.length === 0 || at.r2 > NO_RESIDUAL * n) return false;
  const further = objective.value(at.theta.map((v) => FURTHER * v));
  // Infinity is where rounding leaves no residual.
  const rises = further < Infinity && further > at.value + RISE;
  if (converged && rises) return false;
  return designSpan(model, parts)?.fitsResponse ?? !rises;
}
