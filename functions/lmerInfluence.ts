/** LMER.INFLUENCE: what each group, or each row, does to a model, and the leverage of the rows. */

import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';
import { choice, optionWords } from './arguments';
import { optional, type Choices } from './declare';

/** What is left out one after the other, besides levels of grouping factors. */
const UNITS: Choices = {
  id: 'InfluenceUnits',
  values: [
    { value: 'rows', words: 'Every row: the result stands beside the rows of the data' },
    {
      value: 'leverage',
      words: 'Nothing: leverage and standardized residuals of the rows alone, without refits',
    },
  ],
};

export const lmerInfluence = aboutModel({
  id: 'LMER.INFLUENCE',
  words:
    "Influence of the groups of a linear mixed model, or of its rows: it is fitted anew without each of them, variances and all. Cook's distance, MDFFITS, COVRATIO, DFBETAS of every fixed effect, the standard deviations that are left, and the leverage of rows.",
  examples: [
    'sleepstudy =LMER.INFLUENCE(A1:C181, "Reaction ~ Days + (Days | Subject)")',
    'sleepstudy =LMER.INFLUENCE(A1:C181, "Reaction ~ Days + (Days | Subject)", , "leverage")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    group: optional(
      choice(
        'Grouping factor whose levels are left out one after the other, by name; left out, the one with most levels. Or "rows", or "leverage" for that of the rows alone.',
        UNITS,
        (text) => text,
      ),
    ),
    options: modelOptions(optionWords('labels=0')),
  },
  kind: ({ group }) => (group.toLowerCase() === 'leverage' ? 'leverage' : 'influence'),
  question: ({ group }) => ({ group }),
});
