/** Gives cells a look and columns widths, as one step that can be undone. */

import {
  BooleanNumber,
  HorizontalAlign,
  ICommandService,
  IUndoRedoService,
  type IBorderData,
  type IMutationInfo,
  type IStyleData,
  type Nullable,
} from '@univerjs/core';
import {
  SetRangeValuesMutation,
  SetStyleCommand,
  SetWorksheetColWidthMutation,
  type FWorksheet,
} from '@univerjs/preset-sheets-core';
import type { BlockLook, CellLook } from '../src/index';
import type { RangeAddress } from '../taskpane/host';
import { INDENTED, RULE, CELL_STYLES } from './cellStyles';
import { digitWidth } from './fonts';
import type { Spreadsheet } from './univer';

/** Characters of a text in bold are as wide as so many digits, about. */
const DIGITS_PER_CHARACTER = 1.05;
/** At both sides of a text, in pixels. */
const BESIDE = 12;

const PAPER = { rgb: '#ffffff' };

/** Rows and columns of the sheet, both 0-based. */
type Sparse<T> = Record<number, Record<number, T>>;
interface Style {
  s: Nullable<IStyleData>;
}

/** Puts back the formats and, where they are not to be kept, the widths that were there; what somebody has changed since stays. */
export type TakeBack = (widths?: 'with widths' | 'without widths') => Promise<void>;

/** @param undo whether it goes on the undo stack of the grid too */
export function formatCells(
  { get, api }: Spreadsheet,
  sheet: FWorksheet,
  at: RangeAddress,
  look: BlockLook,
  undo: 'on the undo stack' | 'not on the undo stack' = 'on the undo stack',
): TakeBack {
  const commands = get<ICommandService>(ICommandService);
  const place = { unitId: api.getActiveWorkbook()!.getId(), subUnitId: sheet.getSheetId() };
  const styles = stylesChange(sheet, at, look);
  const widths = widthsChange(sheet, at, look);
  const infos = (changes: readonly Change[], which: 'to' | 'back'): IMutationInfo[] =>
    changes.map((change) => ({ id: change.id, params: { ...place, ...change[which] } }));
  const run = (mutations: readonly IMutationInfo[]): void => {
    for (const { id, params } of mutations)
      // The mutation keeps what it is given.
      if (!commands.syncExecuteCommand(id, structuredClone(params)))
        throw new Error(`there is no sheet "${at.sheet}" any more`);
  };
  const all = [styles, ...widths.map(({ change }) => change)];
  const push = (undoMutations: IMutationInfo[], redoMutations: IMutationInfo[]): void => {
    if (undo === 'on the undo stack')
      get<IUndoRedoService>(IUndoRedoService).pushUndoRedo({
        unitID: place.unitId,
        undoMutations,
        redoMutations,
      });
  };
  run(infos(all, 'to'));
  const isUntouched = styleWatch(sheet, at, look);
  push(infos(all, 'back'), infos(all, 'to'));
  return async (which = 'with widths') => {
    const ours = widths.filter(
      ({ column, width }) => which === 'with widths' && sheet.getColumnWidth(column) === width,
    );
    const changes = [untouched(styles, isUntouched), ...ours.map(({ change }) => change)];
    run(infos(changes, 'back'));
    push(infos(changes, 'to'), infos(changes, 'back'));
  };
}

/** Whether a cell has the style that it has now. */
function styleWatch(sheet: FWorksheet, at: RangeAddress, look: BlockLook) {
  const stored = sheet.getSheet();
  const styleAt = (row: number, column: number) => JSON.stringify(stored.getCellRaw(row, column)?.s ?? null);
  const seen: Sparse<string> = {};
  eachCell(look, (i, j) => {
    const [row, column] = [at.row + i, at.column + j];
    (seen[row] ??= {})[column] = styleAt(row, column);
  });
  return (row: number, column: number): boolean => seen[row]?.[column] === styleAt(row, column);
}

function untouched(change: StyleChange, isUntouched: (row: number, column: number) => boolean): Change {
  const cellValue: Sparse<Style> = {};
  for (const [row, line] of Object.entries(change.back.cellValue))
    for (const [column, style] of Object.entries(line))
      if (isUntouched(Number(row), Number(column))) (cellValue[Number(row)] ??= {})[Number(column)] = style;
  return { ...change, back: { ...change.back, cellValue } };
}

/** Whether any cell of a range has a style of its own. */
export function hasFormats(sheet: FWorksheet, { row, column, rows, columns }: RangeAddress): boolean {
  const stored = sheet.getSheet();
  for (let i = row; i < row + rows; i++)
    for (let j = column; j < column + columns; j++) if (stored.getCellRaw(i, j)?.s) return true;
  return false;
}

interface Change {
  readonly id: string;
  readonly to: object;
  readonly back: object;
}

interface StyleChange extends Change {
  readonly back: { readonly cellValue: Sparse<Style>; readonly trigger: string };
}

function stylesChange(sheet: FWorksheet, at: RangeAddress, look: BlockLook): StyleChange {
  const stored = sheet.getSheet();
  const to: Sparse<Style> = {};
  const back: Sparse<Style> = {};
  eachCell(look, (i, j, own) => {
    const [row, column] = [at.row + i, at.column + j];
    const style = styleOf(own);
    const former = stored.getCellStyle(row, column) ?? null;
    (to[row] ??= {})[column] = { s: style };
    (back[row] ??= {})[column] = { s: former === null ? null : withoutNew(former, style) };
  });
  // Without this Univer takes the formulas of the cells for deleted.
  const trigger = SetStyleCommand.id;
  return {
    id: SetRangeValuesMutation.id,
    to: { cellValue: to, trigger },
    back: { cellValue: back, trigger },
  };
}

/** Visits each cell once, with all that the areas over it say. */
function eachCell({ areas }: BlockLook, visit: (row: number, column: number, look: CellLook) => void): void {
  const looks: Sparse<CellLook> = {};
  for (const { row, column, rows, columns, look } of areas)
    for (let i = row; i < row + rows; i++) {
      const line = (looks[i] ??= {});
      for (let j = column; j < column + columns; j++) line[j] = { ...line[j], ...look };
    }
  for (const [i, line] of Object.entries(looks))
    for (const [j, look] of Object.entries(line)) visit(Number(i), Number(j), look);
}

function styleOf(look: CellLook): IStyleData {
  const { bold, quiet, align, indented, numberFormat, paper, ruleAbove, ruleBelow } = look;
  const bd: IBorderData = { ...(ruleAbove && { t: RULE }), ...(ruleBelow && { b: RULE }) };
  return {
    ...(quiet && CELL_STYLES.note),
    ...(bold && { bl: BooleanNumber.TRUE }),
    ...(align && { ht: align === 'end' ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT }),
    ...(indented && INDENTED),
    ...(numberFormat && { n: { pattern: numberFormat } }),
    ...(paper && { bg: PAPER }),
    ...((ruleAbove || ruleBelow) && { bd }),
  };
}

/** A former style that takes away what a new one has brought: null does that. */
function withoutNew(former: IStyleData, style: IStyleData): IStyleData {
  const nulls = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));
  const bd = style.bd ? { ...nulls(Object.keys(style.bd)), ...former.bd } : former.bd;
  return { ...nulls(Object.keys(style)), ...former, ...(bd && { bd }) } as IStyleData;
}

interface WidthChange {
  readonly column: number;
  readonly width: number;
  readonly change: Change;
}

/** Columns are only ever made wider: what stands above and below needs its width too. */
function widthsChange(sheet: FWorksheet, at: RangeAddress, { widths }: BlockLook): WidthChange[] {
  const digit = digitWidth();
  return widths.flatMap((characters, j) => {
    const column = at.column + j;
    const width = Math.ceil(characters * digit * DIGITS_PER_CHARACTER + BESIDE);
    const former = sheet.getColumnWidth(column);
    const ranges = [{ startRow: 0, endRow: sheet.getMaxRows() - 1, startColumn: column, endColumn: column }];
    const change = {
      id: SetWorksheetColWidthMutation.id,
      to: { ranges, colWidth: width },
      back: { ranges, colWidth: former },
    };
    return former < width ? [{ column, width, change }] : [];
  });
}
