/** Translates between Univer's values and the cells a custom function takes and gives, as Excel passes them. */

import { CellValueType, isNullCell, type ICellData, type Nullable } from '@univerjs/core';
import {
  ArrayValueObject,
  type BaseReferenceObject,
  type BaseValueObject,
  BooleanValueObject,
  ErrorType,
  ErrorValueObject,
  type FunctionVariantType,
  NumberValueObject,
  StringValueObject,
} from '@univerjs/preset-sheets-core';
import { contentOf } from '../cells';

/** An error value as the functions take and give it: `CustomFunctions.Error` and what stands for it elsewhere. */
export interface HostError {
  readonly code: string;
  readonly message?: string;
}

type Value = number | string | boolean | null | HostError;

/** A range becomes rows of cells, anything else one cell. Blanks are null, never zero and never text. */
export function toArgument(value: FunctionVariantType): Value | Value[][] {
  if (value.isReferenceObject()) {
    const reference = value as BaseReferenceObject;
    return storedRows(reference) ?? rowsOf(reference.toArrayValueObject());
  }
  const plain = value as BaseValueObject;
  return plain.isArray() ? rowsOf(plain as ArrayValueObject) : toValue(plain);
}

function rowsOf(block: ArrayValueObject): Value[][] {
  return block.getArrayValue().map((row) => Array.from(row, toValue));
}

/**
 * The cells of a range from where they are stored. Univer makes an object of each cell first, which takes most of the time
 * for data of ten thousand rows; plain numbers and texts that no formula has just filled need none. Null for references
 * that are not one block of a sheet.
 */
function storedRows(reference: BaseReferenceObject): Value[][] | null {
  const stored = reference.getCurrentActiveSheetData()?.cellData;
  const { startRow, endRow, startColumn, endColumn } = reference.getRangePosition();
  if (!stored || reference.isMultiArea() || startRow < 0 || startColumn < 0) return null;
  const computed = [
    reference.getCurrentRuntimeSheetData(),
    reference.getCurrentRuntimeActiveArrayFormulaCellData(),
    reference.getCurrentActiveArrayFormulaCellData(),
  ].filter((cells) => cells !== undefined && cells.getSizeOf() > 0);
  const isComputed = (row: number, column: number): boolean =>
    computed.some((cells) => cells?.getValue(row, column)) ||
    Boolean(reference.getRuntimeFeatureCellValue(row, column));
  const read = (row: number, column: number): Value => {
    if (isComputed(row, column)) return asUniverReads(reference, reference.getCellData(row, column));
    const cell = stored.getValue(row, column);
    return cell && isPlain(cell) ? (cell.v as Value) : asUniverReads(reference, cell);
  };
  return Array.from({ length: endRow - startRow + 1 }, (_, i) =>
    Array.from({ length: endColumn - startColumn + 1 }, (__, j) => read(startRow + i, startColumn + j)),
  );
}

/** A number without a format, or a text that is no error. */
function isPlain({ v, t, s, p }: ICellData): boolean {
  if (p || s) return false;
  if (t === CellValueType.NUMBER) return typeof v === 'number' && Number.isFinite(v);
  return (t === CellValueType.STRING || t === CellValueType.FORCE_STRING) && isText(v);
}

function isText(value: ICellData['v']): boolean {
  return typeof value === 'string' && value !== '' && !value.startsWith('#');
}

function asUniverReads(reference: BaseReferenceObject, cell: Nullable<ICellData>): Value {
  if (isNullCell(cell)) return null;
  // A document in place of a value: its lines end otherwise than those of texts.
  if (cell!.p && cell!.v == null) return (contentOf(cell!) as string) || null;
  return toValue(reference.getCellValueObject(cell!));
}

function toValue(cell: Nullable<BaseValueObject>): Value {
  if (!cell || cell.isNull()) return null;
  if (cell.isError()) return { code: (cell as ErrorValueObject).getErrorType() };
  const value = cell.getValue();
  return typeof value === 'bigint' ? Number(value) : (value as Value);
}

/** Rows of cells become a block that spills; a single cell stays a value. */
export function fromAnswer(answer: unknown): BaseValueObject {
  if (!Array.isArray(answer)) return fromValue(answer);
  const rows = answer as unknown[][];
  if (rows.length === 1 && rows[0].length === 1) return fromValue(rows[0][0]);
  return ArrayValueObject.create({
    calculateValueList: rows.map((row) => row.map(fromValue)),
    rowCount: rows.length,
    columnCount: rows[0].length,
    unitId: '',
    sheetId: '',
    row: -1,
    column: -1,
  });
}

function fromValue(value: unknown): BaseValueObject {
  if (typeof value === 'number')
    return Number.isFinite(value) ? NumberValueObject.create(value) : ErrorValueObject.create(ErrorType.NUM);
  if (typeof value === 'boolean') return BooleanValueObject.create(value);
  if (isHostError(value)) return ErrorValueObject.create(value.code as ErrorType);
  return StringValueObject.create(value == null ? '' : String(value));
}

export function isHostError(value: unknown): value is HostError {
  return typeof (value as HostError | null)?.code === 'string';
}
