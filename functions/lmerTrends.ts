/** LMER.TRENDS: slopes of a numeric variable by groups. */

import { questionOfSlopes } from '../src/index';
import { optionWords, text } from './arguments';
import { optional } from './declare';
import { marginOptions, meansOptions } from './meansOptions';
import { aboutModel, DATA, METHOD, MODEL } from './modelArguments';

export const lmerTrends = aboutModel({
  id: 'LMER.TRENDS',
  words:
    'Slopes of a numeric variable in a linear mixed model, by groups: how fast what it expects moves with the variable, also through polynomials and splines, with standard errors, limits and tests.',
  examples: [
    'orthodont =LMER.TRENDS(A1:D109, "distance ~ age * Sex + (age | Subject)", "age", "Sex")',
    'orthodont =LMER.TRENDS(A1:D109, "distance ~ age * Sex + (age | Subject)", "age", "Sex", , "contrast=pairwise")',
    'sleepstudy =LMER.TRENDS(A1:C181, "Reaction ~ poly(Days, 2) + (Days | Subject)", "Days", "Days", , "at=Days=0,4,8")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    variable: optional(
      text(
        'Column of numbers by which the slopes are, such as "Days", or a function of one, such as "log(dose)".',
      ),
    ),
    specs: optional(
      text(
        'Columns whose levels have a slope each: "treatment", "treatment | visit" by groups. Left out: one slope over all.',
      ),
    ),
    method: METHOD,
    options: meansOptions(
      optionWords('at="Days=0,4,8"; contrast=pairwise; adjust=holm; level=0.9; ddf=kenward-roger'),
    ),
  },
  own: marginOptions('slopes'),
  kind: 'slopes',
  question: ({ variable, specs }, _, given) => questionOfSlopes(variable, specs === '' ? null : specs, given),
});
