import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_FIT_OPTIONS, prepareModel, blockCells } from '../../../src/index';
import { fitModel } from '../../fitModel';
import { INSERT_BLOCKS } from '../../../taskpane/state/insertBlocks';
import {
  blockFormula,
  footprint,
  insertedFormulas,
  insertedValues,
  quoted,
  type InsertedModel,
} from '../../../taskpane/state/insertion';
import { DEFAULT_OPTIONS } from '../../../taskpane/state/modelOptions';
import { sizeLook } from '../../../taskpane/state/stack';
import { example } from '../data';

const model: InsertedModel = {
  data: { sheet: 'Sheet1', row: 0, column: 0, rows: 181, columns: 3 },
  formula: 'Reaction ~ Days + (Days | Subject)',
  options: { ...DEFAULT_OPTIONS, headers: 'auto' },
};
const withOptions = (options: Partial<InsertedModel['options']>): InsertedModel => ({
  ...model,
  options: { ...model.options, ...options },
});
const result = fitModel(
  prepareModel({ data: example('sleepstudy'), model: model.formula, options: DEFAULT_FIT_OPTIONS }),
);

describe('blockFormula', () => {
  test('leaves out what is the default', () => {
    expect(blockFormula('fixef', model)).toBe(
      '=LMER.FIXEF(Sheet1!A1:C181, "Reaction ~ Days + (Days | Subject)")',
    );
    expect(blockFormula('vcov', model)).toBe(
      '=LMER.VCOV(Sheet1!A1:C181, "Reaction ~ Days + (Days | Subject)")',
    );
  });

  test('gives the method where it is ML', () => {
    expect(blockFormula('fit', withOptions({ method: 'ML' }))).toMatch(/Subject\)", "ML"\)$/);
  });

  test('spells out what stands before the options', () => {
    const other = withOptions({ level: 0.9, ddf: 'residual', headers: true });
    expect(blockFormula('ranef', other)).toMatch(/, "REML", "level=0.9; ddf=residual; headers=1"\)$/);
    expect(blockFormula('vcov', withOptions({ method: 'ML', level: 0.9 }))).toMatch(
      /, "ML", "fixed", "level=0.9"\)$/,
    );
  });

  test('quotes the sheet where its name needs it', () => {
    const data = { ...model.data, sheet: "Anna's data" };
    expect(blockFormula('hessian', { ...model, data })).toMatch(/^=LMER\.HESSIAN\('Anna''s data'!A1:C181, /);
  });

  test('doubles the quotes of names, so that no name ends the text', () => {
    const formula = '`"); HYPERLINK("x` ~ 1';
    expect(blockFormula('fit', { ...model, formula })).toBe(
      '=LMER.FIT(Sheet1!A1:C181, "`""); HYPERLINK(""x` ~ 1")',
    );
  });
});

test('quoted text reads back as it was, whatever is in it, in pieces Excel takes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', 'a', '&', ' ', '😀', '='), maxLength: 900 }),
      (text) => {
        const pieces = quoted(text).match(/"(?:[^"]|"")*"/g)!;
        expect(quoted(text)).toBe(pieces.join(' & '));
        const contents = pieces.map((piece) => piece.slice(1, -1).replaceAll('""', '"'));
        expect(contents.join('')).toBe(text);
        expect(Math.max(...contents.map((content) => content.length))).toBeLessThanOrEqual(255);
      },
    ),
  );
});

describe('footprint', () => {
  test('stacks the blocks in their own order, a title above each and an empty row between them', () => {
    const print = footprint(result, ['varcomp', 'fixef'], 181);
    const varcomp = blockCells(result, 'varcomp').length;
    expect(print.tables.map(({ block, title, offset, look }) => [block, title, offset, look.rows])).toEqual([
      ['fixef', `Fixed effects: ${model.formula}, REML`, 1, 3],
      ['varcomp', `Variance components: ${model.formula}, REML`, 6, varcomp],
    ]);
    expect(print.rows).toBe(6 + varcomp);
    expect(print.columns).toBe(8);
  });

  test('tells blocks with equal labels apart by their titles', () => {
    const chart = { title: 'Means', formula: '=LMER.EMMEANS(A1)', look: sizeLook(4, 6) };
    const { tables } = footprint(result, INSERT_BLOCKS, 181, {}, chart);
    // The chart has none, and what it shows has one.
    expect(new Set(tables.map(({ title }) => title)).size).toBe(INSERT_BLOCKS.length + 1);
  });

  test('keeps a block as high as the data in line with them where it comes first', () => {
    const { tables } = footprint(result, ['predictions', 'residuals'], 181);
    expect(tables.map(({ title, offset }) => [title, offset])).toEqual([
      [null, 0],
      [`Residuals: ${model.formula}, REML`, 183],
    ]);
  });

  test('keeps room below sentences for those that other data would bring', () => {
    const look = { rows: 9, columns: 1, areas: [], widths: [0], sentence: 0 };
    const rows = (words?: typeof look) =>
      footprint(result, ['words', 'vcov'], 181, words && { words }).tables.map(({ offset }) => offset);
    // Two effects, two random ones, and eight about the whole.
    expect(rows()).toEqual([1, 15]);
    expect(rows(look)).toEqual([1, 15]);
    expect(rows({ ...look, rows: 20 })).toEqual([1, 23]);
  });

  test('keeps room for a chart where there is one, and below all else has what it shows', () => {
    const target = { sheet: 'Sheet1', row: 0, column: 5, rows: 1, columns: 1 };
    const chart = { title: 'Means', formula: '=LMER.EMMEANS(A1)', look: sizeLook(4, 6) };
    const blocks = ['fixef', 'chart', 'vcov'] as const;
    const print = footprint(result, blocks, 181, {}, chart);
    expect(print.tables.map(({ block, title, offset }) => [block, title, offset])).toEqual([
      ['fixef', `Fixed effects: ${model.formula}, REML`, 1],
      // It is 15 rows high.
      ['chart', null, 5],
      ['vcov', `Covariance matrix of the fixed effects: ${model.formula}, REML`, 22],
      ['shown', 'Means', 27],
    ]);
    expect(insertedFormulas(target, print, model).map(({ at }) => at.row)).toEqual([1, 22, 27]);
    expect(insertedFormulas(target, print, model)[2].formula).toBe(chart.formula);
    const cells = [['a', 1]];
    expect(insertedValues(result, print, { shown: cells })[27].slice(0, 3)).toEqual(['a', 1, null]);
    expect(footprint(result, blocks, 181).tables.map(({ block }) => block)).toEqual(['fixef', 'vcov']);
  });

  test('is empty without blocks', () => {
    expect(footprint(result, [], 181)).toMatchObject({ tables: [], rows: 0, columns: 0 });
  });

  test('puts each formula where its block begins, and each value where its formula would spill', () => {
    const target = { sheet: 'Sheet1', row: 2, column: 5, rows: 1, columns: 1 };
    const print = footprint(result, ['fixef', 'vcov'], 181);
    const formulas = insertedFormulas(target, print, model);
    expect(formulas.map(({ at }) => [at.row, at.column])).toEqual([
      [3, 5],
      [8, 5],
    ]);
    const values = insertedValues(result, print);
    expect(values).toHaveLength(print.rows);
    expect(values.every((row) => row.length === print.columns)).toBe(true);
    expect(values[0][0]).toBe(print.tables[0].title);
    expect(values[1]).toEqual(blockCells(result, 'fixef')[0]);
    expect(values[4].every((cell) => cell === null)).toBe(true);
    expect(values[5][0]).toBe(print.tables[1].title);
    expect(values[7].slice(0, 3)).toEqual(blockCells(result, 'vcov')[1]);
  });
});
