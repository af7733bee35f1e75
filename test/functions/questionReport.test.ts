import { expect, test } from 'vitest';
import { modelOptions, aboutModel, DATA, METHOD, MODEL } from '../../functions/modelArguments';
import { analyseModel, answerReport } from '../../src/index';
import { example, inputOf } from '../predict/support';

const said = {
  id: 'LMER.NEW',
  words: 'A new function.',
  examples: [],
  arguments: { data: DATA, model: MODEL, method: METHOD, options: modelOptions('Options.') },
};

test('a function about a model needs no layout where its question has a report, and one where it has none', () => {
  expect(aboutModel({ ...said, kind: 'check' }).id).toBe('LMER.NEW');
  // @ts-expect-error -- lines of a program are no report
  expect(aboutModel({ ...said, kind: 'code', question: () => ({ languages: ['R'] }) }).id).toBe('LMER.NEW');
});

test('an answer is reported by its own question only', () => {
  const input = inputOf(example('dyestuff.csv'), 'Yield ~ (1 | Batch)');
  const check = analyseModel(input, { kind: 'check' });
  expect(answerReport('check', check).sections.map(({ name }) => name)).toEqual(['checks']);
  // @ts-expect-error -- a table of tests
  expect(() => answerReport('anova', check)).toThrow();
});
