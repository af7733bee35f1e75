/** Checks of answers in the sheets that people use: the simulated Excel, and the spreadsheet of the workbench. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import metadata from '../../functions/functions.json';
import { FUNCTIONS, setFitService, setRangeReader } from '../../functions/index';
import type { CellMatrix } from '../../src/index';
import { readAddressInExcel } from '../../taskpane/hosts/excel';
import { createFitService } from '../../worker/index';
import { openExcel } from '../excel/support';
import { openHeadless, type TestFunctions } from '../workbench/headless';
import { hostGlobals } from './hostGlobals';

/** Answers in column B, keys in C, verdicts in D; below them the table of all, whose result is at F1. */
const SHEET: CellMatrix = [
  ['Question', 'Answer', 'Key', 'Verdict'],
  ['standard error of 5 of 30', null, '=CHECK.KEY((5/30*25/30/30)^0.5)', '=CHECK.ANSWER(B2,C2)'],
  [
    'the same of 50 of 300',
    null,
    '=CHECK.KEY((50/300*250/300/300)^0.5,0.0005)',
    '=CHECK.ANSWER(B3,C3,,"n is 300")',
  ],
  ['criterion', null, 'REML', '=CHECK.ANSWER(B4,C4)'],
];

/** What is typed into B2, B3 and B4 in turn, and the verdicts after each. */
const STEPS: readonly (readonly [
  answers: readonly (number | string | null)[],
  verdicts: readonly string[],
])[] = [
  [
    [null, null, null],
    ['… not answered yet', '… not answered yet', '… not answered yet'],
  ],
  [
    [0.00463, 0.07, ' reml '],
    [
      '✗ Not yet: this is the square of it, as a variance is of a standard error',
      '✗ Not yet: n is 300',
      '✓ Right',
    ],
  ],
  [
    [0.068, 0.0215, 'ML'],
    ['✓ Right', '✓ Right', '✗ Not yet'],
  ],
];

const TOTALS = ['0 of 3 right, 3 not answered yet', '1 of 3 right', '2 of 3 right'];

beforeEach(() => setFitService(createFitService()));

describe.each(['null', 'zero'] as const)('in Excel, with blanks that arrive as %s', (blanks) => {
  let uninstall = (): void => undefined;
  afterEach(() => {
    uninstall();
    setRangeReader(null);
  });

  test('each answer has its verdict as soon as it is entered', async () => {
    const { excel, client, custom } = openExcel({ sheets: { Sheet1: [] }, blanks });
    uninstall = client.install();
    for (const [id, implementation] of Object.entries(FUNCTIONS))
      custom.associate(id, implementation as never);
    setRangeReader(readAddressInExcel);
    SHEET.forEach((row, i) =>
      row.forEach((cell, j) => cell !== null && excel.type(`Sheet1!${'ABCD'[j]}${i + 1}`, cell as string)),
    );
    excel.type('Sheet1!F1', '=CHECK.TABLE(A1:C4)');
    for (const [step, [answers, verdicts]] of STEPS.entries()) {
      answers.forEach((answer, i) => excel.type(`Sheet1!B${i + 2}`, answer ?? ''));
      await excel.settled();
      expect([2, 3, 4].map((row) => excel.value(`Sheet1!D${row}`))).toEqual(verdicts);
      expect((excel.spill('Sheet1!F1') as CellMatrix).at(-1)![0]).toBe(TOTALS[step]);
    }
    excel.type('Sheet1!D6', '=CHECK.ANSWER(B2:B4,C2)');
    await excel.settled();
    expect(excel.value('Sheet1!D6')).toEqual({
      error: '#VALUE!',
      message: 'answer is 3 cells: a sealed key is compared with one answer at a time.',
    });
  });
});

describe('in the workbench', () => {
  beforeEach(() => vi.stubGlobal('CustomFunctions', hostGlobals()));
  afterEach(() => vi.unstubAllGlobals());

  test('each answer has its verdict as soon as it is entered', async () => {
    const checks = metadata.functions.filter(({ id }) => id.startsWith('CHECK.'));
    const functions: TestFunctions = Object.fromEntries(
      checks.map(({ id, parameters }) => [
        id,
        {
          parameters: parameters.map(({ name, ...rest }) => ('dimensionality' in rest ? `${name}[]` : name)),
          run: FUNCTIONS[id],
        },
      ]),
    );
    const headless = openHeadless(
      SHEET.map((row, i) => (i === 0 ? [...row, null, '=CHECK.TABLE(A1:C4)'] : row)),
      functions,
    );
    try {
      for (const [step, [answers, verdicts]] of STEPS.entries()) {
        answers.forEach((answer, i) => headless.type(i + 1, 1, answer));
        await expect
          .poll(() => [1, 2, 3].map((row) => headless.value(row, 3)), { timeout: 20_000 })
          .toEqual(verdicts);
        await expect.poll(() => headless.value(4, 5), { timeout: 20_000 }).toBe(TOTALS[step]);
      }
    } finally {
      headless.close();
    }
  });
});
