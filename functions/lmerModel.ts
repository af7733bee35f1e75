/** LMER.MODEL: a fitted model in one cell. */

import { modelLine, type Analysis, type FitResult, yesOrNo } from '../src/index';
import { carriedModel } from './carriedModel';
import { hasDataTypes } from './dataTypes';
import { carriedPairs, modelAnswer, type AskedModel } from './fitAnswer';
import type { Method } from './lmer';
import type { OwnOptions } from './lmerOptions';
import { modelEntity } from './modelEntity';
import { RichCell } from './runtime';

/**
 * A linear mixed model in one cell. Where Excel has data types the cell has a card with formula, estimates, standard deviations and fit statistics, its numbers can be taken out (=F1.AIC), and every LMER function takes the cell in place of the data: =LMER.FIXEF(F1), or =LMER.STAT(F1, "y ~ 1 + (1 | g)", "AIC") for another formula on the same data. Elsewhere it is one line of text.
 * @customfunction LMER.MODEL
 * @helpurl https://localhost:3000/functions.html#LMER.MODEL
 * @param data Range with the data, header row first. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "weights=w", which goes with the model, or a range of names and values. card=0 gives the line of text in any case.
 * @example sleepstudy =LMER.MODEL(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerModel(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  let isCard = true;
  const own: OwnOptions = { card: (value) => (isCard = yesOrNo(value)) };
  const question = (): Analysis<'summary'> => ({ kind: 'summary' });
  const cell = (fit: FitResult, asked: AskedModel) => {
    if (!isCard) return modelLine(fit);
    const supported = hasDataTypes();
    const shown = (hasCards: boolean) => (hasCards ? richCell(fit, asked, options) : modelLine(fit));
    return supported instanceof Promise ? supported.then(shown) : shown(supported);
  };
  return modelAnswer({ data, model, method, options, own, invocation }, question, cell);
}

function richCell(fit: FitResult, { request, addresses, pairs }: AskedModel, options: unknown): RichCell {
  return new RichCell(
    modelEntity(fit, carriedModel(request, fit.formula, carriedPairs(pairs, options), addresses)),
  );
}
