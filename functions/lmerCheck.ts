/** LMER.CHECK, LMER.DEVIANCE: whether a fit can be relied on, and the criterion away from the optimum. */

import { CellmerError, checkCells, devianceCells, type Analysis, type CellMatrix } from '../src/index';
import { withRange } from './arguments';
import { analysisAnswer } from './fitAnswer';
import type { Method } from './lmer';

/**
 * Checks of a linear mixed model: convergence, gradient, boundary, rank and overlap of the fixed effects, numbers of groups, the largest residual, the most influential groups; each with its value, a verdict (ok, note, warning) and advice.
 * @customfunction LMER.CHECK
 * @helpurl https://localhost:3000/functions.html#LMER.CHECK
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example dyestuff2 =LMER.CHECK(A1:B31, "Yield ~ 1 + (1 | Batch)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerCheck(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'check'> => ({ kind: 'check' });
  return analysisAnswer({ data, model, method, options, invocation }, question, checkCells);
}

/**
 * The criterion that a fit minimizes, -2 log-likelihood (ML) or the REML criterion with everything but theta profiled out, at a theta of your choosing (lme4's devFunOnly). One row of theta for each value.
 * @customfunction LMER.DEVIANCE
 * @helpurl https://localhost:3000/functions.html#LMER.DEVIANCE
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [theta] Range of numbers: the lower triangle of each relative Cholesky factor by column, as LMER.STAT gives it by "theta"; one theta, or one per row.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "weights=w", or a range of names and values.
 * @example dyestuff =LMER.DEVIANCE(A1:B31, "Yield ~ 1 + (1 | Batch)", {0; 0.5; 0.8483; 1.5})
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerDeviance(
  data: unknown[][],
  model?: unknown[][],
  theta?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'deviance'> =>
    withRange(theta, invocation, THETA, (cells) => ({ kind: 'deviance', theta: numbersOf(cells) }));
  return analysisAnswer({ data, model, method, options, invocation }, question, devianceCells);
}

/** Position of `theta` among the arguments. */
const THETA = 2;

function numbersOf(cells: CellMatrix): number[][] {
  return cells.map((row) =>
    row.map((cell) => {
      if (typeof cell === 'number') return cell;
      const found =
        cell === null || cell === undefined || cell === '' ? 'an empty cell' : JSON.stringify(cell);
      throw new CellmerError('option', `theta has ${found}: expected numbers.`);
    }),
  );
}
