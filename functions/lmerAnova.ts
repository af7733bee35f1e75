/** LMER.ANOVA: tests of the terms of a model. */

import {
  CellmerError,
  EFFECT_SIZES,
  type EffectSizeName,
  type OptionValue,
  type TestType,
} from '../src/index';
import { choice, optionWords } from './arguments';
import { optional, type Choices } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

/** What each term is adjusted for, or tested by. */
const TESTS: Choices = {
  id: 'TermTest',
  values: [
    { value: 'III', words: 'All other terms, averaged over the levels of other factors, the default' },
    { value: 'II', words: 'All other terms that do not contain it' },
    { value: 'I', words: 'The terms before it' },
    { value: 'LRT', words: 'Likelihood-ratio tests by ML, each term left out that no other contains' },
  ],
};

export const lmerAnova = aboutModel({
  id: 'LMER.ANOVA',
  words:
    'Tests of the terms of a linear mixed model: F tests with sum of squares, mean square, degrees of freedom, F and p, and effect sizes on request, or likelihood-ratio tests; below them what to know: terms that others determine, combinations of levels without data, dropped columns, a singular fit.',
  examples: [
    'machines =LMER.ANOVA(A1:C55, "score ~ Machine + (1 | Worker/Machine)", , , "ddf=kenward-roger")',
    'cake =LMER.ANOVA(A1:E271, "angle ~ recipe * temp + (1 | recipe:replicate)", , , "effect=omega; level=0.9")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    type: optional(choice('"III" (default), "II" or "I"; or 3, 2, 1; or "LRT".', TESTS, testType)),
    options: modelOptions(
      optionWords(
        'ddf=kenward-roger; effect=eta',
        'effect is eta, omega, epsilon or all: partial eta², omega², epsilon² with limits at level.',
      ),
    ),
  },
  own: { effect: effectSizes },
  kind: ({ type }) => (type === 'LRT' ? 'likelihoodTests' : 'anova'),
  question: ({ type }, { level }, { effect: effects = [] }) => {
    if (type !== 'LRT') return { type, effects, level };
    if (effects.length === 0) return {};
    throw new CellmerError(
      'option',
      'The option effect belongs to F tests, and the type is "LRT": leave one of them away.',
    );
  },
});

const TYPES: Readonly<Record<string, TestType | 'LRT'>> = {
  ...{ '': 3, I: 1, '1': 1, II: 2, '2': 2, III: 3, '3': 3 },
  LRT: 'LRT',
};

function testType(text: string): TestType | 'LRT' {
  const found = TYPES[text.toUpperCase()];
  if (found !== undefined) return found;
  throw new CellmerError('option', `type is "${text}": expected "III", "II", "I" or "LRT".`);
}

/** One by its name, all, or none. */
function effectSizes({ text }: OptionValue): readonly EffectSizeName[] {
  const word = text.toLowerCase().replace(/²|2$|_?squared$/, '');
  if (word === 'all' || word === '1') return EFFECT_SIZES;
  if (word === 'none' || word === '0') return [];
  const found = EFFECT_SIZES.find((name) => name === word);
  if (found) return [found];
  throw new CellmerError(
    'option',
    `The option effect is "${text}": expected ${EFFECT_SIZES.join(', ')}, all or none.`,
  );
}
