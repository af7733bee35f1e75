/** LMER.COMPARE, LMER.RANOVA: likelihood-ratio tests of models and of random effects. */

import {
  answerReport,
  CellmerError,
  INFORMATION_CRITERIA,
  yesOrNo,
  type CellMatrix,
  type InformationCriterion,
  type OptionValue,
} from '../src/index';
import { optionWords } from './arguments';
import type { CarriedModel } from './carriedModel';
import { define, type Given } from './declare';
import { modelAnswer } from './fitAnswer';
import { aboutModel, DATA, METHOD, MODEL, modelOptions, ownOptions } from './modelArguments';
import { modelInCell } from './modelEntity';
import { laidOut } from './runtime';

const OWN = {
  refit: { read: yesOrNo, words: '`0` compares REML criteria as they are', usual: '`1`' },
  criteria: {
    read: ({ text }: OptionValue) => criteria(text),
    words:
      '`AIC`, `AICc`, `BIC` or several of them: for each the difference from the lowest and the Akaike weight, and AICc itself',
    usual: 'none',
  },
};

export const lmerCompare = define({
  id: 'LMER.COMPARE',
  words:
    'Linear mixed models side by side, one row per formula: parameters, AIC, BIC, log-likelihood, deviance, and the likelihood-ratio test against the row before it where one of the two is a special case of the other. All are fitted by ML to the same rows; ordinary linear models may be among them.',
  examples: [
    'sleepstudy =LMER.COMPARE(A1:C181, {"Reaction ~ Days"; "Reaction ~ Days + (1 | Subject)"; "Reaction ~ Days + (Days | Subject)"})',
  ],
  isAboutModel: true,
  own: OWN,
  arguments: {
    data: DATA,
    models: {
      ...MODEL,
      words:
        'Range with one formula per cell, such as "y ~ x + (1 | g)"; or one text with semicolons between the formulas.',
    },
    options: modelOptions(
      'Text such as "criteria=AIC AICc" (differences and Akaike weights by each) or "refit=0" (compare REML criteria as they are), or a range of names and values, for all models alike.',
    ),
  },
  answer: ({ data, models, options }, call) => {
    const { setters, values } = ownOptions(OWN);
    const own = { ...setters, start: refuseStart };
    const model = (given: readonly CarriedModel[] | null): [string, ...string[]] => formulas(models, given);
    const question = () =>
      ({ kind: 'comparison', refit: values.refit ?? true, criteria: values.criteria ?? [] }) as const;
    return modelAnswer({ data, model, options, own }, call, question, (result, { cells }) =>
      laidOut(answerReport('comparison', result), cells),
    );
  },
});

export const lmerRanova = aboutModel({
  id: 'LMER.RANOVA',
  words:
    'Likelihood-ratio tests of the random effects of a linear mixed model: each term is left out, or reduced by one slope or to (1 | g), and the loss is tested; p values are corrected where a variance is tested at zero.',
  examples: ['sleepstudy =LMER.RANOVA(A1:C181, "Reaction ~ Days + (Days | Subject)")'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    options: modelOptions(optionWords('labels=0')),
  },
  kind: 'randomTests',
});

/** Names with blanks, commas or plus signs between them, in the order of their columns. */
function criteria(text: string): InformationCriterion[] {
  const names = text.split(/[\s,+]+/u).filter(Boolean);
  const found = names.map((name) =>
    INFORMATION_CRITERIA.find((one) => one.toLowerCase() === name.toLowerCase()),
  );
  if (found.length > 0 && !found.includes(undefined)) return [...new Set(found as InformationCriterion[])];
  throw new CellmerError(
    'option',
    `The option criteria is "${text}": expected AIC, AICc, BIC, or several of them with blanks between.`,
  );
}

/** @throws CellmerError `option` */
function refuseStart(): never {
  throw new CellmerError(
    'option',
    'The option start belongs to one model, and LMER.COMPARE fits several: leave it away.',
  );
}

/** A cell with a model stands for its formula. */
function withFormulas({ cells, rich }: Given): CellMatrix {
  if (rich === null) return cells;
  return cells.map((row, i) => row.map((cell, j) => modelInCell(rich[i][j])?.formula ?? cell));
}

/** The formulas of a range, row by row; blank cells between them do not count. Without any, those of the models in cells. */
function formulas(argument: Given, given: readonly CarriedModel[] | null): [string, ...string[]] {
  const cells = withFormulas(argument);
  const isEmpty = cells.flat().every((cell) => cell == null || cell === '');
  if (isEmpty && given !== null) return given.map(({ formula }) => formula) as [string, ...string[]];
  const texts = cells.flat().flatMap((cell) => {
    if (cell === null || cell === undefined || cell === '') return [];
    if (typeof cell === 'string')
      return cell
        .split(/[;\n]/)
        .map((text) => text.trim())
        .filter(Boolean);
    const found = typeof cell === 'object' ? `the error ${cell.error}` : String(cell);
    throw new CellmerError(
      'option',
      `models has the cell ${found}: expected formulas such as "y ~ x + (1 | g)".`,
    );
  });
  const wrong = texts.find((text) => !text.includes('~'));
  if (wrong !== undefined)
    throw new CellmerError('option', `models has "${wrong}": expected formulas such as "y ~ x + (1 | g)".`);
  if (texts.length > 0) return texts as [string, ...string[]];
  throw new CellmerError('option', 'models is empty: expected a range with one formula per cell.');
}
