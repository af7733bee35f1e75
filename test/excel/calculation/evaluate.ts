/** Computes a formula. Custom functions are asynchronous, so everything is. */

import { calledHere } from '../../../functions/storedNames';
import type { Node } from '../formula/nodes';
import type { Place, Workbook } from '../model/workbook';
import {
  isError,
  plainValue,
  shownText,
  type CellBlock,
  type CellError,
  type CellValue,
} from '../model/values';
import type { FormulaCell } from '../model/worksheet';
import { BUILT_IN } from './builtIn';
import { placeOf } from './references';

/** A block of cells, and where it stands when it is a reference. */
export interface Value {
  readonly cells: CellBlock;
  readonly place: Place | null;
}

/** Omitted arguments are null. */
export type CallFunction = (name: string, args: readonly (Value | null)[]) => Promise<CellBlock>;

export interface Surroundings {
  readonly cell: FormulaCell;
  readonly workbook: Workbook;
  readonly isCustom: (name: string) => boolean;
  readonly call: CallFunction;
}

export const single = (value: CellValue): CellBlock => [[value]];
const failed = (error: string): Value => ({ cells: single({ error }), place: null });

export async function evaluate(node: Node, around: Surroundings): Promise<Value> {
  switch (node.kind) {
    case 'literal':
      return { cells: single(node.value), place: null };
    case 'array':
      return { cells: node.rows, place: null };
    case 'unary':
      return unary(node.operator, await evaluate(node.operand, around));
    case 'binary':
      return binary(node.operator, await evaluate(node.left, around), await evaluate(node.right, around));
    case 'call':
      return call(node, around);
    default:
      return reference(node, around);
  }
}

function reference(node: Node, { cell, workbook }: Surroundings): Value {
  const place = placeOf(node, cell.sheet, workbook);
  if (!place) return failed(node.kind === 'name' ? '#NAME?' : '#REF!');
  return { cells: cellsOf(place), place };
}

/** Whole columns end with the last row in use: nobody wants a million blanks. */
function cellsOf(place: Place): CellBlock {
  const used = place.sheet.used(place);
  const rows = used === null ? 1 : Math.min(place.rows, used.row + used.rows - place.row);
  return place.sheet.block(place.rows >= 1_048_576 ? { ...place, rows } : place);
}

async function call(
  { name, args }: { readonly name: string; readonly args: readonly (Node | null)[] },
  around: Surroundings,
): Promise<Value> {
  const values = await Promise.all(args.map((arg) => (arg === null ? null : evaluate(arg, around))));
  if (around.isCustom(name)) return { cells: await around.call(name, values), place: null };
  const builtIn = BUILT_IN[name];
  // A function of the add-in that this Excel has not been told of.
  if (!builtIn && calledHere(`${name}(`) !== null) return failed('#NAME?');
  if (!builtIn) throw new Error(`the simulated Excel does not know the function ${name}`);
  return { cells: builtIn(values), place: null };
}

function unary(operator: string, { cells }: Value): Value {
  if (operator === '@') return { cells: single(cells[0][0]), place: null };
  const apply = (value: CellValue): CellValue => {
    const number = numberOf(value);
    if (typeof number !== 'number') return number;
    if (operator === '%') return number / 100;
    return operator === '-' ? -number : number;
  };
  return { cells: cells.map((row) => row.map(apply)), place: null };
}

/** Cell by cell; a single value, row or column stretches. */
function binary(operator: string, left: Value, right: Value): Value {
  const rows = Math.max(left.cells.length, right.cells.length);
  const columns = Math.max(left.cells[0].length, right.cells[0].length);
  const at = ({ cells }: Value, i: number, j: number): CellValue => {
    const row = cells[cells.length === 1 ? 0 : i];
    return row === undefined ? { error: '#N/A' } : (row[row.length === 1 ? 0 : j] ?? null);
  };
  const cells = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_unused, j) => operate(operator, at(left, i, j), at(right, i, j))),
  );
  return { cells, place: null };
}

function operate(operator: string, a: CellValue, b: CellValue): CellValue {
  if (isError(a)) return a;
  if (isError(b)) return b;
  if (operator === '&') return shownText(a) + shownText(b);
  if (['=', '<>', '<', '>', '<=', '>='].includes(operator)) return compare(operator, a, b);
  const x = numberOf(a);
  const y = numberOf(b);
  if (typeof x !== 'number') return x;
  if (typeof y !== 'number') return y;
  if (operator === '/' && y === 0) return { error: '#DIV/0!' };
  const result = { '+': x + y, '-': x - y, '*': x * y, '/': x / y, '^': x ** y }[operator]!;
  return Number.isFinite(result) ? result : { error: '#NUM!' };
}

function compare(operator: string, a: CellValue, b: CellValue): boolean {
  const [x, y] = [a, b].map((value) => (typeof value === 'string' ? value.toLowerCase() : plainValue(value)));
  const order = x === y ? 0 : x < y ? -1 : 1;
  return {
    '=': order === 0,
    '<>': order !== 0,
    '<': order < 0,
    '>': order > 0,
    '<=': order <= 0,
    '>=': order >= 0,
  }[operator]!;
}

function numberOf(value: CellValue): number | CellError {
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  return isError(value) ? value : { error: '#VALUE!' };
}
