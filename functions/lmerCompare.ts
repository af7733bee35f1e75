/** LMER.COMPARE, LMER.RANOVA: likelihood-ratio tests of models and of random effects. */

import { CellmerError, comparisonCells, randomTestCells, type Analysis, yesOrNo } from '../src/index';
import type { CarriedModel } from './carriedModel';
import { analysisAnswer } from './fitAnswer';
import type { OwnOptions } from './lmerOptions';
import type { Method } from './lmer';
import { modelInCell } from './modelEntity';
import { incoming } from './runtime';

/**
 * Linear mixed models side by side, one row per formula: parameters, AIC, BIC, log-likelihood, deviance, and the likelihood-ratio test against the row before it where one of the two is a special case of the other. All are fitted by ML to the same rows; ordinary linear models may be among them.
 * @customfunction LMER.COMPARE
 * @helpurl https://localhost:3000/functions.html#LMER.COMPARE
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [models] Range with one formula per cell, such as "y ~ x + (1 | g)"; or one text with semicolons between the formulas.
 * @param [options] Text such as "refit=0" (compare REML criteria as they are), or a range of names and values.
 * @example sleepstudy =LMER.COMPARE(A1:C181, {"Reaction ~ Days"; "Reaction ~ Days + (1 | Subject)"; "Reaction ~ Days + (Days | Subject)"})
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerCompare(
  data: unknown[][],
  models?: unknown[][],
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  let refit = true;
  const own: OwnOptions = { refit: (value) => (refit = yesOrNo(value)) };
  const model = (given: readonly CarriedModel[] | null): string[] => formulas(models, given);
  const question = (): Analysis<'comparison'> => ({ kind: 'comparison', refit });
  return analysisAnswer({ data, model, method: null, options, own, invocation }, question, comparisonCells);
}

/**
 * Likelihood-ratio tests of the random effects of a linear mixed model: each term is left out, or reduced by one slope or to (1 | g), and the loss is tested; p values are corrected where a variance is tested at zero.
 * @customfunction LMER.RANOVA
 * @helpurl https://localhost:3000/functions.html#LMER.RANOVA
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example sleepstudy =LMER.RANOVA(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerRanova(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'randomTests'> => ({ kind: 'randomTests' });
  return analysisAnswer({ data, model, method, options, invocation }, question, randomTestCells);
}

/** A cell with a model stands for its formula. */
function withFormulas(argument: unknown): unknown {
  if (!Array.isArray(argument)) return modelInCell(argument)?.formula ?? argument;
  return (argument as unknown[]).map((row) =>
    (Array.isArray(row) ? (row as unknown[]) : [row]).map((cell) => modelInCell(cell)?.formula ?? cell),
  );
}

/** The formulas of a range, row by row; blank cells between them do not count. Without any, those of the models in cells. */
function formulas(argument: unknown, given: readonly CarriedModel[] | null): string[] {
  const cells = incoming(withFormulas(argument));
  const isEmpty = cells.flat().every((cell) => cell == null || cell === '');
  if (isEmpty && given !== null) return given.map(({ formula }) => formula);
  const texts = cells.flat().flatMap((cell) => {
    if (cell === null || cell === undefined || cell === '') return [];
    if (typeof cell === 'string')
      return cell
        .split(/[;\n]/)
        .map((text) => text.trim())
        .filter(Boolean);
    const found = typeof cell === 'object' ? `the error ${cell.error}` : String(cell);
    throw new CellmerError(
      'option',
      `models has the cell ${found}: expected formulas such as "y ~ x + (1 | g)".`,
    );
  });
  const wrong = texts.find((text) => !text.includes('~'));
  if (wrong !== undefined)
    throw new CellmerError('option', `models has "${wrong}": expected formulas such as "y ~ x + (1 | g)".`);
  if (texts.length > 0) return texts;
  throw new CellmerError('option', 'models is empty: expected a range with one formula per cell.');
}
