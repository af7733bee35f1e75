/** LMER.ANOVA: tests of the terms of a model. */

import {
  CellmerError,
  EFFECT_SIZES,
  type EffectSizeName,
  type OptionValue,
  type TestType,
} from '../src/index';
import { choice, namesIn, optionWords } from './arguments';
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
    {
      value: 'joint',
      words: 'Main effects and interactions seen in the marginal means, also where cells are empty',
    },
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
    type: optional(choice('"III" (default), "II" or "I"; or 3, 2, 1; "LRT" or "joint".', TESTS, testType)),
    options: modelOptions(
      optionWords(
        'ddf=kenward-roger; effect=eta',
        'effect is eta, omega, epsilon or all: partial eta², omega², epsilon² with limits at level. by=visit tests the other factors within each level of visit.',
      ),
    ),
  },
  own: {
    effect: {
      read: effectSizes,
      words:
        'sizes of effects with limits at `level`: `eta`, `omega`, `epsilon` (partial shares of variance), `all`',
      usual: '`none`',
    },
    by: {
      read: ({ text }) => namesIn(text).map((name) => name.replace(/^`(.*)`$/, '$1')),
      words: 'factors within whose levels the others are tested, with commas between them',
      usual: 'none',
    },
  },
  kind: ({ type }, { by }) => {
    if (type === 'LRT') return 'likelihoodTests';
    return type === 'joint' || by !== undefined ? 'jointTests' : 'anova';
  },
  question: ({ type }, { level }, { effect: effects = [], by }) => {
    if (type === 'LRT') {
      if (effects.length === 0 && by === undefined) return {};
      throw notOfLikelihood(by === undefined ? 'effect' : 'by');
    }
    if (type !== 'joint' && by === undefined) return { type, effects, level };
    if (type === 'joint' || type === 3) return { by: by ?? [], effects, level };
    throw new CellmerError(
      'option',
      `The option by belongs to joint tests, and the type is "${'I'.repeat(type)}": leave one of them away.`,
    );
  },
});

type AnovaType = TestType | 'LRT' | 'joint';

function notOfLikelihood(name: string): CellmerError {
  return new CellmerError(
    'option',
    `The option ${name} belongs to F tests, and the type is "LRT": leave one of them away.`,
  );
}

const TYPES: Readonly<Record<string, AnovaType>> = {
  ...{ '': 3, I: 1, '1': 1, II: 2, '2': 2, III: 3, '3': 3 },
  ...{ LRT: 'LRT', JOINT: 'joint' },
};

function testType(text: string): AnovaType {
  const found = TYPES[text.toUpperCase()];
  if (found !== undefined) return found;
  throw new CellmerError('option', `type is "${text}": expected "III", "II", "I", "LRT" or "joint".`);
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
