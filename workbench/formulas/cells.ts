/** Translates between Univer's values and the cells a custom function takes and gives, as Excel passes them. */

import type { Nullable } from '@univerjs/core';
import {
  ArrayValueObject,
  type BaseValueObject,
  BooleanValueObject,
  ErrorType,
  ErrorValueObject,
  type FunctionVariantType,
  NumberValueObject,
  StringValueObject,
} from '@univerjs/preset-sheets-core';

/** An error value as the functions take and give it: `CustomFunctions.Error` and what stands for it elsewhere. */
export interface HostError {
  readonly code: string;
  readonly message?: string;
}

type Value = number | string | boolean | null | HostError;

/** A range becomes rows of cells, anything else one cell. Blanks are null, never zero and never text. */
export function toArgument(value: FunctionVariantType): Value | Value[][] {
  const plain = value.isReferenceObject() ? referenced(value) : (value as BaseValueObject);
  if (!plain.isArray()) return toValue(plain);
  const rows = (plain as ArrayValueObject).getArrayValue();
  return rows.map((row) => Array.from(row, toValue));
}

function referenced(value: FunctionVariantType): BaseValueObject {
  return (value as unknown as { toArrayValueObject(): ArrayValueObject }).toArrayValueObject();
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
