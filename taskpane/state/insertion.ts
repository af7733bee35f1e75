/** Blocks of a result on the sheet: how much room they take, and the formulas that put them there. */

import { blockCells, blockSize, type Block, type FitResult, type OutputMatrix } from '../../src/index';
import type { RangeAddress } from '../host';
import { addressText } from './address';
import type { ModelOptions } from './state';

/** The blocks in the order in which they stand on the sheet. */
export const INSERT_BLOCKS = ['fixef', 'varcomp', 'fit', 'vcov', 'ranef', 'hessian'] as const;
export type InsertBlock = (typeof INSERT_BLOCKS)[number];

const FUNCTIONS: Readonly<Record<InsertBlock, string>> = {
  fixef: 'LMER.FIXEF',
  varcomp: 'LMER.VARCOMP',
  fit: 'LMER.FIT',
  vcov: 'LMER.VCOV',
  ranef: 'LMER.RANEF',
  hessian: 'LMER.HESSIAN',
};

/** Rows left empty between two blocks. */
const GAP = 1;
/** Longest text between quotes that Excel takes in a formula. */
const LONGEST_TEXT = 255;

export interface InsertedModel {
  readonly data: RangeAddress;
  readonly formula: string;
  readonly options: ModelOptions & { readonly headers: boolean | 'auto' };
}

/**
 * The formula of one block, such as `=LMER.FIXEF(Sheet1!A1:C181, "Reaction ~ Days + (Days | Subject)")`: English, with
 * commas. Method and options stand there only where they differ from the defaults.
 */
export function blockFormula(block: InsertBlock, { data, formula, options }: InsertedModel): string {
  const named = optionText(options);
  const method = options.method === 'REML' && named === '' ? [] : [quoted(options.method)];
  // The options come last; what stands before them is then spelt out too.
  const which = block === 'vcov' && named !== '' ? [quoted('fixed')] : [];
  const rest = named === '' ? [] : [quoted(named)];
  const args = [addressText(data), quoted(formula), ...method, ...which, ...rest];
  return `=${FUNCTIONS[block]}(${args.join(', ')})`;
}

/** `level=0.9; ddf=residual`: what differs from the defaults. */
export function optionText(options: Omit<InsertedModel['options'], 'method'>): string {
  const { level, ddf, headers, contrasts, weights, offset } = options;
  const parts = [
    level === 0.95 ? '' : `level=${level}`,
    ddf === 'satterthwaite' ? '' : `ddf=${ddf}`,
    headers === 'auto' ? '' : `headers=${headers ? 1 : 0}`,
    contrasts === 'treatment' ? '' : `contrasts=${contrasts}`,
    weights === null ? '' : `weights=${weights}`,
    offset === null ? '' : `offset=${offset}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
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

export interface PlacedBlock {
  readonly block: InsertBlock;
  /** 0-based row below the target cell. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Footprint {
  readonly blocks: readonly PlacedBlock[];
  readonly rows: number;
  readonly columns: number;
}

/** Where the chosen blocks stand below the target cell: one below the other, an empty row between them. */
export function footprint(result: FitResult, chosen: readonly InsertBlock[]): Footprint {
  const blocks: PlacedBlock[] = [];
  let offset = 0;
  for (const block of INSERT_BLOCKS) {
    if (!chosen.includes(block)) continue;
    const { rows, columns } = blockSize(result, block as Block);
    blocks.push({ block, offset, rows, columns });
    offset += rows + GAP;
  }
  return {
    blocks,
    rows: Math.max(0, offset - GAP),
    columns: Math.max(0, ...blocks.map(({ columns }) => columns)),
  };
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
  return print.blocks.map(({ block, offset }) => ({
    at: placeAt(target, { rows: 1, columns: 1 }, offset),
    formula: blockFormula(block, model),
  }));
}

/** All blocks as one rectangle of values. */
export function insertedValues(result: FitResult, print: Footprint): OutputMatrix {
  const cells = Array.from({ length: print.rows }, () =>
    new Array<OutputMatrix[0][0]>(print.columns).fill(null),
  );
  for (const { block, offset } of print.blocks)
    blockCells(result, block as Block).forEach((row, i) =>
      row.forEach((cell, j) => (cells[offset + i][j] = cell)),
    );
  return cells;
}
