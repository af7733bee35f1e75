/** LMER.STEP: backward elimination of random, then fixed effects. */

import { CellmerError, numberBetween, yesOrNo, type OptionValue } from '../src/index';
import { namesIn, optionWords } from './arguments';
import { aboutModel, DATA, MODEL, modelOptions } from './modelArguments';

/** As lmerTest has them. */
const ALPHA_RANDOM = 0.1;
const ALPHA_FIXED = 0.05;
/** No p value is above it. */
const NOTHING = 1;

export const lmerStep = aboutModel({
  id: 'LMER.STEP',
  words:
    'Backward elimination for a linear mixed model: random effects by likelihood ratios, then terms of the fixed effects by F tests (or likelihood ratios), one at a time as long as their p values are above a limit. The formula that is left, as a text for other LMER functions, and the path in two tables.',
  examples: ['cake =LMER.STEP(A1:E271, "angle ~ recipe * temp + (1 | replicate) + (1 | recipe:replicate)")'],
  arguments: {
    data: DATA,
    model: MODEL,
    options: modelOptions(
      optionWords(
        'alpha.random=0.1; alpha.fixed=0.05; keep=recipe, temp',
        'test.fixed=lrt tests fixed effects by likelihood ratios of fits by ML; drop1=1 tests every term and eliminates none; reduce.random=0 and reduce.fixed=0 leave one part alone.',
      ),
    ),
  },
  own: {
    'alpha.random': {
      read: alpha,
      words: 'p values above it let a random effect go, between 0 and 1',
      usual: `\`${ALPHA_RANDOM}\``,
    },
    'alpha.fixed': {
      read: alpha,
      words: 'p values above it let a term of the fixed effects go, between 0 and 1',
      usual: `\`${ALPHA_FIXED}\``,
    },
    'reduce.random': { read: yesOrNo, words: '`0` lets no random effect go', usual: '`1`' },
    'reduce.fixed': { read: yesOrNo, words: '`0` lets no fixed effect go', usual: '`1`' },
    keep: {
      read: ({ text }) => namesIn(text),
      words: 'terms of the fixed effects that stay, with commas between them',
      usual: 'none',
    },
    'test.fixed': {
      read: fixedTest,
      words: 'how terms of the fixed effects are tested: `F`, or `lrt` by likelihood ratios of fits by ML',
      usual: '`F`',
    },
    drop1: {
      read: yesOrNo,
      words: '`1` tests each term as it could be left out, and lets none go',
      usual: '`0`',
    },
  },
  kind: 'elimination',
  question: (_, __, own) => {
    const reduces = own.drop1 !== true;
    const [random, fixed] = [own['reduce.random'] ?? reduces, own['reduce.fixed'] ?? reduces];
    if (!reduces && (random || fixed))
      throw new CellmerError(
        'option',
        'The option drop1 eliminates nothing: leave it away, or reduce.random and reduce.fixed.',
      );
    return {
      alphaRandom: random ? (own['alpha.random'] ?? ALPHA_RANDOM) : NOTHING,
      alphaFixed: fixed ? (own['alpha.fixed'] ?? ALPHA_FIXED) : NOTHING,
      keep: own.keep ?? [],
      fixedTest: own['test.fixed'] ?? 'f',
    };
  },
});

function alpha(value: OptionValue): number {
  return numberBetween(value, 0, 1);
}

function fixedTest({ text }: OptionValue): 'f' | 'lrt' {
  const name = text.toLowerCase();
  if (name === 'f' || name === 'lrt') return name;
  throw new CellmerError('option', `The option test.fixed is "${text}": expected F or lrt.`);
}
