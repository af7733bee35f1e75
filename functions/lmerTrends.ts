/** LMER.TRENDS: slopes of a numeric variable by groups. */

import { optionWords, text } from './arguments';
import { optional } from './declare';
import { GRID_OPTIONS, gridQuestion, meansOptions, SCALE_OPTIONS } from './meansOptions';
import { aboutModel, DATA, METHOD, MODEL } from './modelArguments';

export const lmerTrends = aboutModel({
  id: 'LMER.TRENDS',
  words:
    'Slopes of a numeric variable in a linear mixed model, by groups: how fast what it expects moves with the variable, also through polynomials and splines, with standard errors, limits and tests.',
  examples: [
    'orthodont =LMER.TRENDS(A1:D109, "distance ~ age * Sex + (age | Subject)", "age", "Sex")',
    'sleepstudy =LMER.TRENDS(A1:C181, "Reaction ~ poly(Days, 2) + (Days | Subject)", "Days", "Days", , "at=Days=0,4,8")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    variable: text(
      'Column of numbers by which the slopes are, such as "Days", or a function of one, such as "log(dose)".',
    ),
    specs: optional(
      text(
        'Columns whose levels have a slope each: "treatment", "treatment | visit" by groups. Left out: one slope over all.',
      ),
    ),
    method: METHOD,
    options: meansOptions(optionWords('at="Days=0,4,8"; level=0.9; ddf=kenward-roger')),
  },
  own: { ...GRID_OPTIONS, type: SCALE_OPTIONS.type },
  kind: 'slopes',
  question: ({ variable, specs }, _, { type = 'link', ...grid }) => ({
    variable,
    type,
    specs: specs === '' ? null : specs,
    ...gridQuestion(grid),
  }),
});
