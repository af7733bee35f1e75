/**
 * What the minimizers that can be chosen by name have in common: their input, their result, their limits. Value, gradient and
 * Hessian are functions apart, in place of an `Objective` that gives all at once, because these methods are R's: most look at the
 * value alone, or at a gradient far less often, what they count are R's counts of `fn` and `gr`, and differences of values may stand
 * in for the gradient. `mixed/search/optimizers.ts` is where an objective becomes one of these.
 */

import { CellmerError } from '../errors';

/** Why and when to stop, by the names that R's `optim()` gives them. */
export interface MinimizerLimits {
  /** Iterations; for Nelder-Mead evaluations, as in R. */
  readonly maxIterations: number;
  /** Nelder-Mead and BFGS: stop when an iteration changes the value by less than reltol·(|value| + reltol). */
  readonly reltol: number;
  /** Nelder-Mead and BFGS: stop when the value is no larger than this. */
  readonly abstol: number;
  /** L-BFGS-B: stop when an iteration lowers the value by less than factr·2⁻⁵²·max(|value|, 1). */
  readonly factr: number;
  /** L-BFGS-B: stop when no entry of the projected gradient is larger than this. */
  readonly pgtol: number;
}

/** R's defaults; Nelder-Mead takes 500 iterations. */
export const DEFAULT_LIMITS: MinimizerLimits = {
  maxIterations: 100,
  reltol: Math.sqrt(Number.EPSILON),
  abstol: -Infinity,
  factr: 1e7,
  pgtol: 0,
};

/** One point that the search has moved to. */
export interface Iterate {
  /** 0 is the start. */
  readonly iteration: number;
  readonly par: Float64Array;
  readonly value: number;
  /** Euclidean norm; null for a method without gradient. */
  readonly gradientNorm: number | null;
}

/** A function of d parameters to be minimized. Points where it is infinite or NaN are stepped back from. */
export interface Minimization {
  readonly value: (par: Float64Array) => number;
  readonly gradient?: (par: Float64Array) => Float64Array;
  /** d×d, row-major, symmetric. */
  readonly hessian?: (par: Float64Array) => Float64Array;
  /** d numbers; the value must be finite there. */
  readonly start: Float64Array;
  /** d numbers each, infinite where there is no bound; only L-BFGS-B and Newton heed them. */
  readonly lower?: Float64Array;
  readonly upper?: Float64Array;
  readonly limits?: Partial<MinimizerLimits>;
  readonly onIterate?: (iterate: Iterate) => void;
  /** Called before each evaluation of the value; may throw to stop. */
  readonly beforeEvaluation?: () => void;
}

export interface Minimum {
  readonly par: Float64Array;
  readonly value: number;
  readonly counts: { readonly function: number; readonly gradient: number | null };
  /**
   * R's code: 0 converged, 1 the limit of iterations was reached, 10 the simplex of Nelder-Mead degenerated, 51 a warning
   * and 52 an error of L-BFGS-B. Newton gives 52 where no step lowers the value.
   */
  readonly convergence: number;
  /** R's message, where R gives one, or the one of Newton's method. */
  readonly message: string | null;
  /** Start first, end last. */
  readonly path: readonly Iterate[];
}

export type Minimizer = (problem: Minimization) => Minimum;

/** Counts evaluations and keeps the path. */
export class Recorder {
  readonly path: Iterate[] = [];
  readonly counts: { function: number; gradient: number | null } = { function: 0, gradient: null };

  constructor(private readonly problem: Minimization) {}

  /** The value at `par`, which may be changed later. */
  value(par: Float64Array): number {
    this.problem.beforeEvaluation?.();
    this.counts.function++;
    return this.problem.value(par.slice());
  }

  /** @throws CellmerError `numeric` when the method needs a gradient and there is none */
  gradient(par: Float64Array): Float64Array {
    const { gradient } = this.problem;
    if (!gradient) throw new CellmerError('numeric', 'This method needs the gradient of the function.');
    this.counts.gradient = (this.counts.gradient ?? 0) + 1;
    return gradient(par.slice());
  }

  accept(par: Float64Array, value: number, gradient: Float64Array | null): void {
    const gradientNorm = gradient && Math.hypot(...gradient);
    const iterate = { iteration: this.path.length, par: par.slice(), value, gradientNorm };
    this.path.push(iterate);
    this.problem.onIterate?.(iterate);
  }
}

/** @throws CellmerError `numeric` unless the value at the start is finite */
export function checkStart(start: Float64Array, value: number): void {
  if (Number.isFinite(value)) return;
  const at = Array.from(start, (x) => Number(x.toPrecision(6))).join(', ');
  throw new CellmerError(
    'numeric',
    `The function to be optimized has no finite value at the starting values (${at}): give others.`,
  );
}
