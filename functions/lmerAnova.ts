/** LMER.ANOVA: F tests of the terms of a model. */

import { CellmerError, type TestType } from '../src/index';
import { choice, optionWords } from './arguments';
import { optional, type Choices } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

/** What each term is adjusted for. */
const TESTS: Choices = {
  id: 'TermTest',
  values: [
    { value: 'III', words: 'All other terms, averaged over the levels of other factors, the default' },
    { value: 'II', words: 'All other terms that do not contain it' },
    { value: 'I', words: 'The terms before it' },
  ],
};

export const lmerAnova = aboutModel({
  id: 'LMER.ANOVA',
  words:
    'F tests of the terms of a linear mixed model: sum of squares, mean square, degrees of freedom, F and p; below them what to know: terms that others determine, combinations of levels without data, dropped columns, a singular fit.',
  examples: [
    'machines =LMER.ANOVA(A1:C55, "score ~ Machine + (1 | Worker/Machine)", , , "ddf=kenward-roger")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    type: optional(choice('"III" (default), "II" or "I"; or 3, 2, 1.', TESTS, testType)),
    options: modelOptions(optionWords('ddf=kenward-roger')),
  },
  kind: 'anova',
  question: ({ type }) => ({ type }),
});

const TYPES: Readonly<Record<string, TestType>> = { '': 3, I: 1, '1': 1, II: 2, '2': 2, III: 3, '3': 3 };

function testType(text: string): TestType {
  const found = TYPES[text.toUpperCase()];
  if (found !== undefined) return found;
  throw new CellmerError('option', `type is "${text}": expected "III", "II" or "I".`);
}
