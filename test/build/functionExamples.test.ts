import { beforeAll, describe, expect, test } from 'vitest';
import { DECLARED } from '../../functions/catalog';
import { readCall, runExamples, type Example } from '../../scripts/functionExamples.mjs';

const noRange = (address: string): never => {
  throw new Error(`no range ${address}`);
};
const said = (id: string, ...examples: string[]) => ({ id, examples });

describe('the examples of the functions', () => {
  let examples: Map<string, Example[]>;
  beforeAll(async () => {
    examples = await runExamples(DECLARED);
  });

  test('show every function at work', () => {
    const without = DECLARED.filter(({ id }) => !examples.has(id)).map(({ id }) => id);
    expect(without).toEqual([]);
  });

  test('give what lme4 prints for the sleep study', () => {
    const [{ title, rows }] = examples.get('LMER.FIXEF')!;
    expect(title).toBe('Sleep study');
    // lme4's vignette: 251.405 with standard error 6.825, and 10.467 with 1.546.
    expect(rows[1].slice(0, 3)).toEqual(['(Intercept)', '251.405', '6.82456']);
    expect(rows[2].slice(0, 3)).toEqual(['Days', '10.4673', '1.54579']);
  });

  test('show the first rows of a long result, and say how many more there are', () => {
    const [{ rows, more }] = examples.get('LMER.RESID')!;
    expect(rows.length).toBe(8);
    expect(rows.length + more).toBe(181);
  });
});

describe('readCall', () => {
  test('reads texts, numbers, truth values, array constants, ranges and omitted arguments', () => {
    const range = (address: string) => [[address]];
    expect(readCall('=F("a ""b"", c", -1.5e3, TRUE, {1, "x"; 2, FALSE}, , B2:C9)', range)).toEqual([
      'a "b", c',
      -1500,
      true,
      [
        [1, 'x'],
        [2, false],
      ],
      null,
      [['B2:C9']],
    ]);
  });

  test('says where it understands no more', () => {
    expect(() => readCall('=F(1, SUM(2))', noRange)).toThrow(
      'In =F(1, SUM(2)), this is not understood: SUM(2))',
    );
  });
});

describe('runExamples', () => {
  test('refuses an example of another function', async () => {
    await expect(runExamples([said('BINOM.MLE', '=LMER.FIT(A1:B2, "y ~ 1")')])).rejects.toThrow(
      'The example =LMER.FIT(A1:B2, "y ~ 1") stands at BINOM.MLE.',
    );
  });

  test('refuses an example that is no call on one line', async () => {
    await expect(runExamples([said('BINOM.MLE', 'BINOM.MLE of 3 and 10')])).rejects.toThrow(
      'An example of BINOM.MLE is no',
    );
  });

  test('refuses a range beyond the data, and data that are not there', async () => {
    await expect(
      runExamples([said('LMER.FIT', 'wheat =LMER.FIT(A1:B99, "y ~ 1 + (1 | region)")')]),
    ).rejects.toThrow('A1:B99 goes beyond');
    await expect(runExamples([said('LMER.FIT', 'rye =LMER.FIT(A1:B9, "y ~ 1")')])).rejects.toThrow(
      'There is no example data set rye.',
    );
  });

  test('says why an example fails', async () => {
    await expect(runExamples([said('BINOM.MLE', '=BINOM.MLE(3, 2)')])).rejects.toThrow(
      /^The example =BINOM\.MLE\(3, 2\) fails: /,
    );
  });
});
