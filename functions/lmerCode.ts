/** LMER.CODE: the same model in other software. */

import { CellmerError, CODE_LANGUAGES, codeCells, type Analysis, type CodeLanguage } from '../src/index';
import { textArgument } from './arguments';
import { analysisAnswer } from './fitAnswer';
import type { Method } from './lmer';

/**
 * Software for which a model is written.
 * @customenum {string}
 */
// prettier-ignore
export enum Language {
  /** R with lme4 */
  R = "R",
  /** Julia with MixedModels.jl */
  Julia = "Julia",
  /** Python with statsmodels, which cannot express every model */
  Python = "Python",
  /** Stata's mixed, which cannot express every model */
  Stata = "Stata",
}

/**
 * The same linear mixed model as a program for R (lme4), Julia (MixedModels.jl), Python (statsmodels) or Stata, one line per row; it reads the data from a file data.csv. What a language cannot express is said in a comment.
 * @customfunction LMER.CODE
 * @helpurl https://localhost:3000/functions.html#LMER.CODE
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [language] "R", "Julia", "Python" or "Stata"; all four one below the other if empty.
 * @param [options] Text such as "contrasts=sum", or a range of names and values.
 * @example sleepstudy =LMER.CODE(A1:C181, "Reaction ~ Days + (Days | Subject)", "ML", "R")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerCode(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  language?: Language,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'code'> => ({ kind: 'code', languages: languagesOf(language) });
  return analysisAnswer({ data, model, method, options, invocation }, question, codeCells);
}

function languagesOf(argument: unknown): readonly CodeLanguage[] {
  const text = textArgument('language', argument);
  if (text === '') return CODE_LANGUAGES;
  const language = CODE_LANGUAGES.find((one) => one.toLowerCase() === text.toLowerCase());
  if (language !== undefined) return [language];
  throw new CellmerError(
    'option',
    `language is "${text}": expected ${CODE_LANGUAGES.join(', ')}, or nothing for all.`,
  );
}
