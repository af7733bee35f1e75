/** Flaws of Univer's formula engine that change what other formulas give. */

import {
  ArrayValueObject,
  BaseReferenceObject,
  type BaseValueObject,
  IFunctionService,
  LexerTreeBuilder,
  StringValueObject,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import { understandSpillReferences } from './spillReferences';

/** To be called when the engine has its own functions: they come with the first workbook. */
export function repairEngine(spreadsheet: Pick<Spreadsheet, 'get'>): void {
  forgetOpenBrackets();
  understandSpillReferences(spreadsheet);
  sortCopies(spreadsheet);
  keepEmptyTexts();
}

interface LexerState {
  _resetTemp(): void;
  _squareBracketState: number;
  _tableBracketState: boolean;
}

const repaired = new WeakSet<object>();

/**
 * The lexer remembers a bracket that a formula has left open, as `=Table1[` does while it is being typed, and reads all
 * formulas after it wrongly, in every workbook until the page is loaded again.
 */
function forgetOpenBrackets(): void {
  const lexer = LexerTreeBuilder.prototype as unknown as LexerState;
  if (repaired.has(lexer)) return;
  repaired.add(lexer);
  const reset = lexer._resetTemp;
  lexer._resetTemp = function resetAll(this: LexerState) {
    reset.call(this);
    this._squareBracketState = 0;
    this._tableBracketState = false;
  };
}

/** SORT sorts the very cells that the engine has remembered of its range, and other formulas then find them in that order. */
function sortCopies({ get }: Pick<Spreadsheet, 'get'>): void {
  const sort = get<IFunctionService>(IFunctionService).getExecutor('SORT');
  if (!sort || repaired.has(sort)) return;
  repaired.add(sort);
  const calculate = sort.calculate.bind(sort);
  sort.calculate = (array, ...others) => calculate(copied(array as BaseValueObject), ...others);
}

function copied(value: BaseValueObject): BaseValueObject {
  if (!value.isArray()) return value;
  const array = value as ArrayValueObject;
  return ArrayValueObject.create({
    calculateValueList: array.getArrayValue().map((row) => [...row]),
    rowCount: array.getRowCount(),
    columnCount: array.getColumnCount(),
    unitId: array.getUnitId(),
    sheetId: array.getSheetId(),
    row: array.getCurrentRow(),
    column: array.getCurrentColumn(),
  });
}

interface Reference extends Pick<BaseReferenceObject, 'getCellData' | 'getCurrentActiveSheetData'> {
  iterator(callback: (value: BaseValueObject | null, row: number, column: number) => unknown): void;
}

/** A range takes an empty text that a formula has given for a blank, of which a formula that repeats the range makes a zero. */
function keepEmptyTexts(): void {
  const reference = BaseReferenceObject.prototype as unknown as Reference;
  if (repaired.has(reference)) return;
  repaired.add(reference);
  const iterate = reference.iterator;
  reference.iterator = function withEmptyTexts(this: Reference, callback) {
    iterate.call(this, (value, row, column) => {
      const cell = value === null ? this.getCellData(row, column) : null;
      // What stands in the sheet itself has been typed or cleared; what formulas give stands beside it.
      const isGiven =
        cell?.v === '' && cell !== this.getCurrentActiveSheetData()?.cellData.getValue(row, column);
      return callback(isGiven ? StringValueObject.create('') : value, row, column);
    });
  };
}
