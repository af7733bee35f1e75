/**
 * The optimizers that the criterion can be minimized with besides Newton's method: those of R's `optim()`, for
 * comparison and for teaching. They use neither the Hessian nor the test at the boundary, so that the certificate of their
 * results is worth reading.
 */

import { minimizeBfgs } from '../../optimize/bfgs';
import { minimizeLbfgsb } from '../../optimize/lbfgsb';
import type { Minimization, Minimizer } from '../../optimize/minimizer';
import { minimizeNelderMead } from '../../optimize/nelderMead';
import { LIMIT_REACHED, promisedDecrease } from '../../optimize/newton';
import type { MinimizeOptions, Optimum } from '../../optimize/objective';
import type { MixedEvaluation, MixedObjective } from '../evaluation';

export const OPTIMIZERS = ['newton', 'bfgs', 'l-bfgs-b', 'nelder-mead'] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

const MINIMIZERS: Readonly<Record<Exclude<OptimizerName, 'newton'>, Minimizer>> = {
  bfgs: minimizeBfgs,
  'l-bfgs-b': minimizeLbfgsb,
  'nelder-mead': minimizeNelderMead,
};

/** R's code for a limit of iterations that was reached. */
const LIMIT = 1;
/** These methods stop when they gain less than this share of what a Newton step may still promise. */
const SHARE = 0.01;

/** Minimizes the criterion in theta; the methods with bounds keep the diagonal of T from becoming negative, as lme4 does. */
export function minimizeByName(
  name: Exclude<OptimizerName, 'newton'>,
  objective: MixedObjective,
  start: Float64Array,
  options: MinimizeOptions<MixedEvaluation>,
): Optimum<MixedEvaluation> {
  const { rows, cols } = objective.structure;
  let evaluations = 0;
  const evaluate = lastRemembered((theta) => {
    evaluations++;
    return objective.evaluate(theta);
  });
  const gain = (SHARE * options.tolerance) / Math.max(1, Math.abs(evaluate(start).value));
  const problem: Minimization = {
    // What cannot be computed is stepped back from.
    value: (theta) => (objective.value(theta) < Infinity ? evaluate(theta).value : Infinity),
    gradient: (theta) => evaluate(theta).gradient,
    start,
    lower: Float64Array.from(rows, (row, i) => (row === cols[i] ? 0 : -Infinity)),
    limits: { reltol: gain, factr: gain / Number.EPSILON, maxIterations: options.maxEvaluations },
    onIterate: ({ par, value, gradientNorm }) =>
      options.onStep?.({
        evaluation: evaluations,
        theta: par,
        value,
        gradientNorm: gradientNorm ?? Math.hypot(...evaluate(par).gradient),
      }),
    beforeEvaluation: options.beforeEvaluation,
  };
  const { par, convergence, message } = MINIMIZERS[name](problem);
  const at = evaluate(par);
  const predictedDecrease = promisedDecrease(at);
  // A line search that finds nothing lower at the optimum itself has come to the end, not to grief.
  const isThere = convergence !== LIMIT && predictedDecrease <= options.tolerance;
  return {
    at,
    converged: convergence === 0 || isThere,
    predictedDecrease,
    evaluations,
    message: isThere
      ? 'a Newton step promises no more'
      : (message ?? (convergence === LIMIT ? LIMIT_REACHED : '')),
  };
}

/** Value and gradient of a point cost one evaluation. */
function lastRemembered(
  evaluate: (theta: Float64Array) => MixedEvaluation,
): (theta: Float64Array) => MixedEvaluation {
  let last: MixedEvaluation | null = null;
  return (theta) => {
    if (last === null || theta.some((v, i) => v !== last!.theta[i])) last = evaluate(theta.slice());
    return last;
  };
}
