/** Smooth functions with exact first and second derivatives, and what it is to minimize one. */

import type { Steps } from './steps';

/** What a smooth function of d parameters is at a point: a criterion, or a log-likelihood. */
export interface Derivatives {
  readonly value: number;
  /** d entries. */
  readonly gradient: Float64Array;
  /** d×d, row-major, symmetric. */
  readonly hessian: Float64Array;
}

export interface Evaluation extends Derivatives {
  readonly theta: Float64Array;
}

export interface Objective<E extends Evaluation = Evaluation> {
  readonly dimension: number;
  evaluate(theta: Float64Array): E;
  /** The same in steps, where it may take long and can be divided. */
  evaluateSteps?(theta: Float64Array): Steps<E>;
}

/** An evaluation in as many steps as it can be divided into. */
export function* evaluationSteps<E extends Evaluation>(
  objective: Objective<E>,
  theta: Float64Array,
): Steps<E> {
  return objective.evaluateSteps ? yield* objective.evaluateSteps(theta) : objective.evaluate(theta);
}

/** Other coordinates around a point in which a quadratic model holds further than in theta. */
export interface StepCoordinates {
  readonly gradient: Float64Array;
  /** As many as theta has, row-major, symmetric. */
  readonly hessian: Float64Array;
  /** Theta after a step in these coordinates. */
  readonly after: (step: Float64Array) => Float64Array;
}

/** One accepted step, for traces. */
export interface Step {
  readonly evaluation: number;
  readonly theta: Float64Array;
  readonly value: number;
  /** Euclidean norm of the gradient. */
  readonly gradientNorm: number;
}

export interface MinimizeOptions<E extends Evaluation> {
  /** Converged when a Newton step promises to lower the value by less than this (absolute). */
  readonly tolerance: number;
  readonly maxEvaluations: number;
  /** Coordinates for the steps from a point; null, and by default, theta itself. */
  readonly coordinates?: (at: E) => StepCoordinates | null;
  /** What is meant by a point that the last steps lead to: rounding taken from it, say. */
  readonly settle?: (theta: Float64Array) => Float64Array;
  /** Whether the Hessian at a point is an approximation. */
  readonly isRough?: (at: E) => boolean;
  /** The evaluation at the start, where it is known already. */
  readonly known?: E;
  /** Asked at each point: another to try before the ordinary step, or null. */
  readonly jump?: (at: E) => Steps<Float64Array | null>;
  /** Where to step when the Hessian is not positive definite, and whether to begin with such a step in any case. */
  readonly otherStep?: { readonly from: (at: E) => Float64Array | null; readonly first: boolean };
  /**
   * Asked where the gradient vanishes: a point from which the value can still fall (a saddle on the boundary of the
   * parameter space), or null when this is a minimum.
   */
  readonly escape?: (at: E) => Float64Array | null;
  /** A saddle is not left: the search is for a minimum on a face of the parameter space, and stays on it. */
  readonly acceptsSaddles?: boolean;
  /**
   * Asked where the Hessian is positive definite (anywhere with `acceptsSaddles`), with what a full step promises: whether
   * nothing better than is known already can come of this search, so that it may end here.
   */
  readonly isHopeless?: (at: E, promised: number) => boolean;
  readonly onStep?: (step: Step) => void;
  /** Called before each evaluation; may throw to stop. */
  readonly beforeEvaluation?: () => void;
}

export interface Optimum<E extends Evaluation> {
  readonly at: E;
  readonly converged: boolean;
  /** How much a Newton step from here still promises to lower the value. */
  readonly predictedDecrease: number;
  readonly evaluations: number;
  /** Why it stopped, in words. */
  readonly message: string;
}
