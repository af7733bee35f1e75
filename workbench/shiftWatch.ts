/** Tells when rows, columns and cells come, go and move. */

import { CommandType, ICommandService, type ICommandInfo, type IRange } from '@univerjs/core';
import {
  DeleteRangeMoveLeftCommand,
  DeleteRangeMoveUpCommand,
  InsertColMutation,
  InsertRangeMoveDownCommand,
  InsertRangeMoveRightCommand,
  InsertRowMutation,
  MoveColsMutation,
  MoveRangeCommand,
  MoveRowsMutation,
  RemoveColMutation,
  RemoveRowMutation,
  SheetInterceptorService,
} from '@univerjs/preset-sheets-core';
import { MAX_COLUMNS, MAX_ROWS } from '../src/index';
import { inverse, type Block, type BlockMove, type Growth, type Shift } from './shifts';
import type { Spreadsheet } from './univer';

type Reading = readonly [along: Growth['along'], sign: 1 | -1];

const LINES: Readonly<Record<string, Reading>> = {
  [InsertRowMutation.id]: ['rows', 1],
  [RemoveRowMutation.id]: ['rows', -1],
  [InsertColMutation.id]: ['columns', 1],
  [RemoveColMutation.id]: ['columns', -1],
};
const LINE_MOVES: Readonly<Record<string, Growth['along']>> = {
  [MoveRowsMutation.id]: 'rows',
  [MoveColsMutation.id]: 'columns',
};
/** Commands that make room among cells or close it. */
const CELLS: Readonly<Record<string, Reading>> = {
  [InsertRangeMoveDownCommand.id]: ['rows', 1],
  [DeleteRangeMoveUpCommand.id]: ['rows', -1],
  [InsertRangeMoveRightCommand.id]: ['columns', 1],
  [DeleteRangeMoveLeftCommand.id]: ['columns', -1],
};
/** What cells are moved by says nothing of why: this step goes with it, forwards and back. */
const CELLS_SHIFTED = 'cellmer.mutation.cells-shifted';

interface CellsShifted {
  readonly unitId: string;
  readonly shift: Shift;
}

interface LinesChanged {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly range: IRange;
}

interface LinesMoved {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly sourceRange: IRange;
  readonly targetRange: IRange;
}

/** What `params` has for a move; without sheets it is on the one in view. */
interface CellsMoved {
  readonly fromRange: IRange;
  readonly toRange: IRange;
  readonly fromSubUnitId?: string;
  readonly toSubUnitId?: string;
}

/** Puts a step that says what has moved beside every step that moves cells. */
export function markMovedCells({ api, get }: Spreadsheet): void {
  get<ICommandService>(ICommandService).registerCommand({
    id: CELLS_SHIFTED,
    type: CommandType.MUTATION,
    handler: () => true,
  });
  get<SheetInterceptorService>(SheetInterceptorService).interceptCommand({
    getMutations: (info) => {
      const workbook = api.getActiveWorkbook();
      const shift = workbook && shiftOf(info, workbook.getActiveSheet().getSheetId());
      if (!shift) return { redos: [], undos: [] };
      const step = (which: Shift) => ({
        id: CELLS_SHIFTED,
        params: { unitId: workbook.getId(), shift: which } satisfies CellsShifted,
      });
      return { redos: [step(shift)], undos: [step(inverse(shift))] };
    },
  });
}

function shiftOf({ id, params }: Readonly<ICommandInfo>, active: string): Shift | null {
  if (id === MoveRangeCommand.id) return blockMove(params as CellsMoved, active);
  const reading = CELLS[id];
  if (!reading) return null;
  const [along, sign] = reading;
  const { top, left, bottom, right } = blockOf((params as { range: IRange }).range);
  const [from, end, within]: [number, number, Growth['within']] =
    along === 'rows' ? [top, bottom, [left, right - 1]] : [left, right, [top, bottom - 1]];
  return { sheetId: active, along, from, count: sign * (end - from), within };
}

function blockMove(
  { fromRange, toRange, fromSubUnitId, toSubUnitId }: CellsMoved,
  active: string,
): BlockMove {
  const [block, target] = [blockOf(fromRange), blockOf(toRange)];
  const sheetId = fromSubUnitId ?? active;
  const toSheetId = toSubUnitId ?? sheetId;
  return { sheetId, block, toSheetId, down: target.top - block.top, right: target.left - block.left };
}

/** Of whole rows and columns the grid does not say all ends. */
function blockOf({ startRow, startColumn, endRow, endColumn }: IRange): Block {
  return {
    top: startRow || 0,
    left: startColumn || 0,
    bottom: Number.isNaN(endRow) ? MAX_ROWS : endRow + 1,
    right: Number.isNaN(endColumn) ? MAX_COLUMNS : endColumn + 1,
  };
}

/** Calls when rows, columns or cells came, went or were moved, with the workbook they are of. */
export function onShift({ get }: Spreadsheet, listener: (unitId: string, shift: Shift) => void): void {
  get<ICommandService>(ICommandService).onCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (LINES[id]) {
      const { unitId, subUnitId: sheetId, range } = params as LinesChanged;
      const [along, sign] = LINES[id];
      const [from, end] = endsOf(range, along);
      listener(unitId, { sheetId, along, from, count: sign * (end - from) });
    } else if (LINE_MOVES[id]) {
      const { unitId, subUnitId: sheetId, sourceRange, targetRange } = params as LinesMoved;
      const along = LINE_MOVES[id];
      const [from, end] = endsOf(sourceRange, along);
      listener(unitId, { sheetId, along, from, count: end - from, before: endsOf(targetRange, along)[0] });
    } else if (id === CELLS_SHIFTED) {
      const { unitId, shift } = params as CellsShifted;
      listener(unitId, shift);
    }
  });
}

function endsOf(range: IRange, along: Growth['along']): readonly [number, number] {
  return along === 'rows' ? [range.startRow, range.endRow + 1] : [range.startColumn, range.endColumn + 1];
}
