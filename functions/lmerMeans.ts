/** LMER.EMMEANS: estimated marginal means. */

import { questionOfMeans } from '../src/index';
import { optionWords, text } from './arguments';
import { optional } from './declare';
import { aboutModel, DATA, METHOD, MODEL } from './modelArguments';
import { marginOptions, meansOptions } from './meansOptions';

export const lmerEmmeans = aboutModel({
  id: 'LMER.EMMEANS',
  words:
    'Estimated marginal means of a linear mixed model: what it expects at the levels of some factors, averaged over the others, with standard errors, degrees of freedom and limits.',
  examples: [
    'machines =LMER.EMMEANS(A1:C55, "score ~ Machine + (1 | Worker/Machine)", "Machine", , "ddf=kenward-roger")',
    'orthodont =LMER.EMMEANS(A1:D109, "distance ~ age * Sex + (age | Subject)", "Sex | age", , "at=age=8,14")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    specs: optional(
      text(
        'Columns whose levels have a mean each: "treatment", "treatment | visit" by groups, "treatment * visit" for combinations, "1" for the mean over everything.',
      ),
    ),
    method: METHOD,
    options: meansOptions(optionWords('at="age=10,12"; weights=proportional; level=0.9; ddf=kenward-roger')),
  },
  own: marginOptions('means'),
  kind: 'means',
  question: ({ specs }, _, given) => questionOfMeans(specs, given),
});
