/** LMER.ANOVA: F tests of the terms of a model. */

import { anovaTableCells, CellmerError, type Analysis, type TestType } from '../src/index';
import { textArgument } from './arguments';
import { analysisAnswer } from './fitAnswer';
import type { Method } from './lmer';

/**
 * What each term is adjusted for.
 * @customenum {string}
 */
// prettier-ignore
export enum TermTest {
  /** All other terms, averaged over the levels of other factors, the default */
  III = "III",
  /** All other terms that do not contain it */
  II = "II",
  /** The terms before it */
  I = "I",
}

/**
 * F tests of the terms of a linear mixed model: sum of squares, mean square, degrees of freedom, F and p; below them what to know: terms that others determine, combinations of levels without data, dropped columns, a singular fit.
 * @customfunction LMER.ANOVA
 * @helpurl https://localhost:3000/functions.html#LMER.ANOVA
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [type] "III" (default), "II" or "I"; or 3, 2, 1.
 * @param [options] Text such as "ddf=kenward-roger", or a range of names and values.
 * @example machines =LMER.ANOVA(A1:C55, "score ~ Machine + (1 | Worker/Machine)", , , "ddf=kenward-roger")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerAnova(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  type?: TermTest,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'anova'> => ({ kind: 'anova', type: testType(textArgument('type', type)) });
  return analysisAnswer({ data, model, method, options, invocation }, question, anovaTableCells);
}

const TYPES: Readonly<Record<string, TestType>> = { '': 3, I: 1, '1': 1, II: 2, '2': 2, III: 3, '3': 3 };

function testType(text: string): TestType {
  const found = TYPES[text.toUpperCase()];
  if (found !== undefined) return found;
  throw new CellmerError('option', `type is "${text}": expected "III", "II" or "I".`);
}
