/** A fitted linear mixed model, or a linear one. */

import type { CovarianceStructure } from '../covariance/structure';
import type { ModelMatrices } from '../design/types';
import type { Optimum, Step } from '../optimize/objective';
import type { FactorPart, MixedEvaluation, RefittableObjective } from './evaluation';
import type { Identification } from './identification';
import type { BoundarySlope } from './search/boundary';
import type { SearchScope } from './search/globalSearch';
import type { WorkingModel } from './workingModel';

export interface MixedFit {
  readonly matrices: ModelMatrices;
  readonly model: WorkingModel;
  /** The grouping factors in the order of the covariance parameters; none for a linear model. */
  readonly parts: readonly FactorPart[];
  readonly structure: CovarianceStructure;
  readonly objective: RefittableObjective;
  readonly optimum: Optimum<MixedEvaluation>;
  /** Which variance parameters the data determine; the optimum is given where `ridge.ts` says. */
  readonly identification: Identification;
  /** Steepest descent over collapsed directions at the optimum; null when the covariance has full rank. */
  readonly boundary: BoundarySlope | null;
  /** −2 log L or REML criterion on the user's scale. */
  readonly criterion: number;
  /** Accepted steps, theta and criterion on the user's scale. */
  readonly trace: readonly Step[];
  readonly evaluations: number;
  /** How far the optimum is known to be the least minimum. */
  readonly scope: SearchScope;
  /**
   * Whether the likelihood has a maximum at a residual variance above zero. Where it has none, the optimum is the point
   * theta = 0, which says nothing, and the criterion is minus infinity or the unknown limit of one.
   */
  readonly hasMaximum: boolean;
}
