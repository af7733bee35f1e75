/** LMER.MODEL: a fitted model in one cell. */

import { modelLine, yesOrNo, type CellMatrix, type FitResult } from '../src/index';
import { carriedModel } from './carriedModel';
import { hasDataTypes } from './dataTypes';
import { define } from './declare';
import { carriedPairs, modelAnswer, type AskedModel } from './fitAnswer';
import { DATA, METHOD, MODEL, modelOptions, ownOptions } from './modelArguments';
import { modelEntity } from './modelEntity';
import { RichCell } from './runtime';

const OWN = { card: { read: yesOrNo, words: '`0` gives a line of text in any case', usual: '`1`' } };

export const lmerModel = define({
  id: 'LMER.MODEL',
  words:
    'A linear mixed model in one cell. Where Excel has data types the cell has a card with formula, estimates, standard deviations and fit statistics, its numbers can be taken out (=F1.AIC), and every LMER function takes the cell in place of the data: =LMER.FIXEF(F1), or =LMER.STAT(F1, "y ~ 1 + (1 | g)", "AIC") for another formula on the same data. Elsewhere it is one line of text.',
  examples: ['sleepstudy =LMER.MODEL(A1:C181, "Reaction ~ Days + (Days | Subject)")'],
  isAboutModel: true,
  own: OWN,
  arguments: {
    data: {
      ...DATA,
      words:
        'Range with the data, header row first. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.',
    },
    model: {
      ...MODEL,
      words:
        'lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range.',
    },
    method: METHOD,
    options: modelOptions(
      'Text such as "weights=w", which goes with the model, or a range of names and values. card=0 gives the line of text in any case.',
    ),
  },
  answer: (given, call) => {
    const { setters, values } = ownOptions(OWN);
    const question = () => ({ kind: 'summary' }) as const;
    return modelAnswer({ ...given, own: setters }, call, question, (fit, asked) => {
      if (values.card === false) return modelLine(fit);
      const supported = hasDataTypes();
      const shown = (hasCards: boolean) => (hasCards ? richCell(fit, asked, given.options) : modelLine(fit));
      return supported instanceof Promise ? supported.then(shown) : shown(supported);
    });
  },
});

function richCell(fit: FitResult, { request, addresses, pairs }: AskedModel, options: CellMatrix): RichCell {
  return new RichCell(
    modelEntity(fit, carriedModel(request, fit.formula, carriedPairs(pairs, options), addresses)),
  );
}
