/** LMER.CODE: the same model in other software. */

import { CellmerError, CODE_LANGUAGES, codeCells, type CodeLanguage } from '../src/index';
import { choice, optionWords } from './arguments';
import { optional, type Choices } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

/** Software for which a model is written. */
const LANGUAGES: Choices = {
  id: 'Language',
  values: [
    { value: 'R', words: 'R with lme4' },
    { value: 'Julia', words: 'Julia with MixedModels.jl' },
    { value: 'Python', words: 'Python with statsmodels, which cannot express every model' },
    { value: 'Stata', words: "Stata's mixed, which cannot express every model" },
  ],
};

export const lmerCode = aboutModel({
  id: 'LMER.CODE',
  words:
    'The same linear mixed model as a program for R (lme4), Julia (MixedModels.jl), Python (statsmodels) or Stata, one line per row; it reads the data from a file data.csv. What a language cannot express is said in a comment.',
  examples: ['sleepstudy =LMER.CODE(A1:C181, "Reaction ~ Days + (Days | Subject)", "ML", "R")'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    language: optional(
      choice(
        '"R", "Julia", "Python" or "Stata"; all four one below the other if empty.',
        LANGUAGES,
        languagesOf,
      ),
    ),
    options: modelOptions(optionWords('contrasts=sum')),
  },
  kind: 'code',
  question: ({ language: languages }) => ({ languages }),
  layout: codeCells,
});

function languagesOf(text: string): readonly CodeLanguage[] {
  if (text === '') return CODE_LANGUAGES;
  const language = CODE_LANGUAGES.find((one) => one.toLowerCase() === text.toLowerCase());
  if (language !== undefined) return [language];
  throw new CellmerError(
    'option',
    `language is "${text}": expected ${CODE_LANGUAGES.join(', ')}, or nothing for all.`,
  );
}
