/** LMER.REPORT: a model in sentences. */

import { CellmerError, WORDS_STYLES, type WordsStyle } from '../src/index';
import { choice, optionWords } from './arguments';
import { optional, type Choices } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';
import { SOFTWARE } from './software';

/** How sentences are written. */
const STYLES: Choices = {
  id: 'ReportStyle',
  values: [
    { value: 'apa', words: 'As the manual of the American Psychological Association has it, the default' },
    { value: 'plain', words: 'For readers without statistics' },
    { value: 'journal', words: 'Compact: estimates, intervals and P values' },
  ],
};

export const lmerReport = aboutModel({
  id: 'LMER.REPORT',
  words:
    'A linear mixed model in sentences, one per row: what each term of the fixed effects does, with its test and size; how groups differ; how much is explained; and how the model was fitted, for a methods section.',
  examples: [
    'sleepstudy =LMER.REPORT(A1:C181, "Reaction ~ Days + (Days | Subject)")',
    'machines =LMER.REPORT(A1:C55, "score ~ Machine + (1 | Worker/Machine)", , "plain")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    style: optional(choice('"apa" (default), "plain" or "journal".', STYLES, styleNamed)),
    options: modelOptions(optionWords('level=0.9; ddf=kenward-roger')),
  },
  kind: 'words',
  question: ({ style }) => ({ style, software: SOFTWARE }),
});

function styleNamed(text: string): WordsStyle {
  const name = text.trim().toLowerCase();
  if (name === '') return 'apa';
  const found = WORDS_STYLES.find((style) => style === name);
  if (found) return found;
  throw new CellmerError('option', `style is "${text}": expected "apa", "plain" or "journal".`);
}
