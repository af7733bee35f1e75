import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockFormula, INSERT_BLOCKS, type InsertedModel } from '../../../taskpane/state/insertion';
import { specificationFromFormula } from '../../../taskpane/state/openFormula';
import { DEFAULT_OPTIONS } from '../../../taskpane/state/state';

const data = { sheet: "Anna's data", row: 0, column: 0, rows: 181, columns: 3 };
const formula = 'Reaction ~ Days + (Days | Subject)';

describe('a formula of ours, read back', () => {
  test.each(INSERT_BLOCKS)('%s gives the model it was written from', (block) => {
    const model: InsertedModel = {
      data,
      formula: '`a "quoted" name` ~ 1 + (1 | g)',
      options: {
        method: 'ML',
        level: 0.9,
        ddf: 'residual',
        contrasts: 'sum',
        weights: 'w',
        offset: 'log(n)',
        headers: true,
      },
    };
    const { headers, ...options } = model.options;
    expect(specificationFromFormula(blockFormula(block, model), 'Elsewhere')).toEqual({
      range: data,
      formula: model.formula,
      headers,
      options,
    });
    const plain = { ...model, options: { ...DEFAULT_OPTIONS, headers: 'auto' as const } };
    expect(specificationFromFormula(blockFormula(block, plain), 'Elsewhere')).toMatchObject({
      headers: 'auto',
      options: DEFAULT_OPTIONS,
    });
  });

  test('an address without a sheet is on the sheet of the cell', () => {
    expect(specificationFromFormula(`=lmer.fit( A1:C181 , "${formula}" )`, 'Here')!.range.sheet).toBe('Here');
    expect(
      specificationFromFormula(`=CELLMER.LMER.STAT(A1:C9, "${formula}", "AIC", "ML")`, 'Here'),
    ).toMatchObject({
      formula,
      options: { method: 'ML' },
    });
  });

  test.each([
    '=SUM(A1:A3)',
    '=LMER.FIT(A1:C181, "Subject")',
    '=LMER.FIT(Table1[#All], "y ~ x")',
    '=LMER.FIT(A1:C181, F1)',
    '=LMER.FIT(A1:C181, "y ~ x") + 1',
    '=LMER.FIT(A1:C181',
    '=LMER.NEW(A1:C181, "y ~ x")',
    'LMER.FIT(A1:C181, "y ~ x")',
  ])('%s is not opened', (other) => {
    expect(specificationFromFormula(other, 'S')).toBeNull();
  });

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '(', ')', ',', '&', 'A1', '~', '{', "'", ' ') }),
        (rest) => {
          specificationFromFormula(`=LMER.FIT(${rest}`, 'S');
        },
      ),
    );
  });
});
