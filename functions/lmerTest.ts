/** LMER.TEST: tests of linear hypotheses about the fixed effects. */

import { cellsAs, optionWords } from './arguments';
import { optional } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

export const lmerTest = aboutModel({
  id: 'LMER.TEST',
  words:
    'Tests linear hypotheses about the fixed effects of a linear mixed model: for each the estimate, what it is said to be, standard error, degrees of freedom, t, p and confidence limits; for several the F test of all together.',
  examples: [
    'sleepstudy =LMER.TEST(A1:C181, "Reaction ~ Days + (Days | Subject)", "Days = 10")',
    'cake =LMER.TEST(A1:E271, "angle ~ recipe + temp + (1 | recipe:replicate)", "recipeB = recipeC; temp = 0")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    hypothesis: optional(
      cellsAs(
        'Equations of coefficients such as "Days = 10" or "recipeB = recipeC; temp = 0", in one text or one per cell; "recipe = 0" means all coefficients of the term. Or a range with a row of weights for each hypothesis: below names of coefficients, or as many columns as coefficients; a last column "rhs" holds the values.',
        (cells) => cells,
      ),
    ),
    method: METHOD,
    options: modelOptions(optionWords('ddf=kenward-roger; level=0.9')),
  },
  kind: 'hypothesis',
  question: ({ hypothesis }, { level }) => ({ hypothesis, level }),
});
