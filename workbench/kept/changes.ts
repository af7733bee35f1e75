/** Which part of a workbook a command has changed. */

import { CommandType, type ICommandInfo, type IExecutionOptions } from '@univerjs/core';
import {
  InsertSheetMutation,
  RemoveDefinedNameMutation,
  RemoveSheetMutation,
  SetDefinedNameMutation,
  SetRangeValuesMutation,
  SetWorkbookNameMutation,
  SetWorksheetOrderMutation,
  SetWorksheetRowAutoHeightMutation,
} from '@univerjs/preset-sheets-core';
import { SetDrawingApplyMutation } from '@univerjs/preset-sheets-drawing';

export type Change =
  /** Cells in these rows. */
  | { readonly kind: 'rows'; readonly sheet: string; readonly rows: readonly number[] }
  /** Anything about a sheet. */
  | { readonly kind: 'sheet'; readonly sheet: string }
  | { readonly kind: 'removed'; readonly sheet: string }
  /** What is kept apart from the sheets, such as names, pictures and filters. */
  | { readonly kind: 'head' }
  | { readonly kind: 'everything' };

interface Params {
  readonly unitId?: string;
  readonly subUnitId?: string;
  readonly cellValue?: object;
  readonly sheet?: { readonly id?: string };
}

const OF_THE_HEAD: readonly string[] = [
  SetWorkbookNameMutation.id,
  SetWorksheetOrderMutation.id,
  SetDefinedNameMutation.id,
  RemoveDefinedNameMutation.id,
  SetDrawingApplyMutation.id,
  // By name: the package of filters can be loaded by pages only.
  'sheet.mutation.set-filter-range',
  'sheet.mutation.set-filter-criteria',
  'sheet.mutation.re-calc-filter',
  'sheet.mutation.remove-filter',
];

/** Null for what is no edit of the workbook `book`: commands that only lead to others, results of formulas, measured heights. */
export function changeOf(
  { id, type, params }: Readonly<ICommandInfo>,
  options: IExecutionOptions | undefined,
  book: string,
): Change | null {
  const { unitId, subUnitId, cellValue, sheet } = (params ?? {}) as Params;
  if (type !== CommandType.MUTATION || unitId !== book || options?.fromFormula === true) return null;
  if (id === SetWorksheetRowAutoHeightMutation.id) return null;
  if (OF_THE_HEAD.includes(id)) return { kind: 'head' };
  if (id === InsertSheetMutation.id && sheet?.id !== undefined) return { kind: 'sheet', sheet: sheet.id };
  if (subUnitId === undefined) return { kind: 'everything' };
  if (id === RemoveSheetMutation.id) return { kind: 'removed', sheet: subUnitId };
  if (id === SetRangeValuesMutation.id)
    return { kind: 'rows', sheet: subUnitId, rows: Object.keys(cellValue ?? {}).map(Number) };
  return { kind: 'sheet', sheet: subUnitId };
}
