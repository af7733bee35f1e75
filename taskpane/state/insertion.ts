/** Blocks of a result on the sheet: how much room they take, and the formulas that put them there. */

import { declared } from '../../functions/catalog';
import {
  blockCells,
  blockReport,
  lookOf,
  writeModelOptions,
  type Block,
  type BlockLook,
  type FitOptions,
  type FitResult,
  type OutputMatrix,
} from '../../src/index';
import type { RangeAddress } from '../host';
import { insertTitles } from '../insertText';
import { FLAT_SIZE } from '../plots/live/live';
import { addressText, cellsUnder } from './address';
import { INSERT_BLOCKS, type InsertBlock, type TableBlock } from './insertBlocks';
import { sizeLook, stackTables, titlesOf, type Stack, type StackedFormula, type TitledTable } from './stack';

/** The function of a block, and what it is told besides the model. */
const FUNCTIONS: Readonly<
  Record<TableBlock, { readonly id: string; readonly own?: Readonly<Record<string, string>> }>
> = {
  fit: { id: 'LMER.FIT' },
  fixef: { id: 'LMER.FIXEF' },
  varcomp: { id: 'LMER.VARCOMP' },
  words: { id: 'LMER.REPORT' },
  vcov: { id: 'LMER.VCOV', own: { which: 'fixed' } },
  hessian: { id: 'LMER.HESSIAN' },
  'vcov-all': { id: 'LMER.VCOV', own: { which: 'all' } },
  ranef: { id: 'LMER.RANEF' },
  predictions: { id: 'LMER.PREDICT' },
  residuals: { id: 'LMER.RESID', own: { type: 'response' } },
};

/** Blocks with a row for each row of the data. */
type RowBlock = 'predictions' | 'residuals';

function isRowBlock(block: TableBlock): block is RowBlock {
  return block === 'predictions' || block === 'residuals';
}

/** Blocks of answers to questions of their own, which are no part of a fit's result. */
export type AskedBlock = RowBlock | 'words';

function isAsked(block: TableBlock): block is AskedBlock {
  return block === 'words' || isRowBlock(block);
}

/** Longest text between quotes that Excel takes in a formula. */
const LONGEST_TEXT = 255;

export interface InsertedModel {
  readonly data: RangeAddress;
  readonly formula: string;
  readonly options: FitOptions;
}

/**
 * The formula of one block, such as `=LMER.FIXEF(Sheet1!A1:C181, "Reaction ~ Days + (Days | Subject)")`: English, with
 * commas. Method and options stand there only where they differ from the defaults.
 */
export function blockFormula(block: TableBlock, model: InsertedModel): string {
  const { id, own = {} } = FUNCTIONS[block];
  // The options come last; what stands before them is then spelt out too.
  const isSpelt = optionsOf(model) !== '' || block === 'vcov-all';
  return modelFormula(id, model, isSpelt ? { ...own, method: model.options.method } : {});
}

function optionsOf({ options }: InsertedModel): string {
  return writeModelOptions(options, ({ of }) => of !== 'method');
}

/**
 * A call of a function about a model.
 *
 * @param own texts of its own arguments, by the names of the parameters
 * @param ownOptions options that the model has not, such as `letters=1`
 */
export function modelFormula(
  id: string,
  model: InsertedModel,
  own: Readonly<Record<string, string>>,
  ownOptions = '',
): string {
  const { data, formula, options } = model;
  const named = [optionsOf(model), ownOptions].filter((part) => part !== '').join('; ');
  const given: Readonly<Record<string, string>> = {
    ...(options.method !== 'REML' && { method: options.method }),
    ...own,
    model: formula,
    ...(named !== '' && { options: named }),
  };
  const [, ...parameters] = declared(id).parameters;
  const args = parameters.map((name) => (name in given ? quoted(given[name]) : ''));
  while (args.at(-1) === '') args.pop();
  return `=${id}(${[addressText(data), ...args].join(', ')})`;
}

/**
 * Text as a formula's string: quotes doubled, so that nothing in it ends the string, and cut into pieces that Excel
 * takes, joined by `&`.
 */
export function quoted(text: string): string {
  const characters = Array.from(text);
  const pieces: string[] = [''];
  for (const character of characters) {
    if (pieces[pieces.length - 1].length + character.length > LONGEST_TEXT) pieces.push('');
    pieces[pieces.length - 1] += character;
  }
  return pieces.map((piece) => `"${piece.replaceAll('"', '""')}"`).join(' & ');
}

export type InsertedBlock =
  | (TitledTable & { readonly block: InsertBlock })
  /** What the chart shows. */
  | (StackedFormula & { readonly block: 'shown' });

/** The cells that a chart lies over. */
const UNDER_CHART = sizeLook(cellsUnder(FLAT_SIZE).rows, cellsUnder(FLAT_SIZE).columns);

/** The chosen blocks one below the other. */
export type Footprint = Stack<InsertedBlock>;

/** What is known of the blocks of other answers: how they look follows from these. */
export type AskedLooks = Readonly<Partial<Record<AskedBlock, BlockLook>>>;

/**
 * Where the chosen blocks stand below the target cell. A block with a row for each row of the data that comes first has no
 * title: its rows are in line with those of the data.
 *
 * @param shown what fills the cells that the chart shows, which stand below all others; nothing for no chart
 */
export function footprint(
  result: FitResult,
  chosen: readonly InsertBlock[],
  dataRows: number,
  asked: AskedLooks = {},
  shown?: StackedFormula,
): Footprint {
  const blocks = INSERT_BLOCKS.filter((block) => chosen.includes(block));
  const tables = blocks.flatMap((block, i): InsertedBlock[] => {
    if (block === 'chart') return shown ? [{ block, title: null, look: UNDER_CHART }] : [];
    const title = i === 0 && isRowBlock(block) ? null : insertTitles.block(block, result);
    const look = isAsked(block)
      ? askedLook(result, block, dataRows, asked[block])
      : lookOf(blockReport(result, block as Block));
    return [{ block, title, look }];
  });
  return stackTables(shown ? [...tables, { ...shown, block: 'shown' }] : tables);
}

function askedLook(
  result: FitResult,
  block: AskedBlock,
  dataRows: number,
  known: BlockLook | undefined,
): BlockLook {
  if (block === 'words') {
    const most = mostSentences(result);
    // They may be more when the data change: nothing stands in their way.
    return known ? { ...known, rows: Math.max(known.rows, most) } : sizeLook(most, 1);
  }
  // Predictions with and without the random effects, where there are any.
  return known ?? sizeLook(dataRows, block === 'predictions' && result.family === 'mixed' ? 2 : 1);
}

/** Sentences about the fit as a whole and how it was made, and a doubt or two. */
const WHOLE_SENTENCES = 8;

/** Rows that sentences about a model take, about: one for each effect at most. */
function mostSentences({ fixedEffects, randomEffects }: FitResult): number {
  const random = randomEffects.reduce((sum, { terms }) => sum + terms.length, 0);
  return fixedEffects.length + random + WHOLE_SENTENCES;
}

export function placeAt(
  target: RangeAddress,
  { rows, columns }: { rows: number; columns: number },
  offset = 0,
) {
  const { sheet, row, column } = target;
  return { sheet, row: row + offset, column, rows, columns };
}

/** One formula per block, each with the cell it goes to. */
export function insertedFormulas(
  target: RangeAddress,
  print: Footprint,
  model: InsertedModel,
): { readonly at: RangeAddress; readonly formula: string }[] {
  return print.tables.flatMap((table) => {
    if (table.block === 'chart') return [];
    const formula = table.block === 'shown' ? table.formula : blockFormula(table.block, model);
    return [{ at: placeAt(target, { rows: 1, columns: 1 }, table.offset), formula }];
  });
}

/** Something of each block that is made of another answer. */
export type OfAsked<T> = Readonly<Partial<Record<AskedBlock | 'shown', T>>>;

/**
 * All blocks as one rectangle of values.
 *
 * @param asked the cells of the blocks of other answers
 */
export function insertedValues(
  result: FitResult,
  print: Footprint,
  asked: OfAsked<OutputMatrix> = {},
): OutputMatrix {
  const cells = Array.from({ length: print.rows }, () =>
    new Array<OutputMatrix[0][0]>(print.columns).fill(null),
  );
  for (const { row, title } of titlesOf(print)) cells[row][0] = title;
  for (const { block, offset } of print.tables)
    cellsOf(result, block, asked).forEach((row, i) =>
      row.forEach((cell, j) => {
        if (offset + i < cells.length) cells[offset + i][j] = cell;
      }),
    );
  return cells;
}

function cellsOf(
  result: FitResult,
  block: InsertedBlock['block'],
  asked: OfAsked<OutputMatrix>,
): OutputMatrix {
  if (block === 'chart') return [];
  return block === 'shown' || isAsked(block) ? (asked[block] ?? []) : blockCells(result, block as Block);
}
