/** The keys of Excel that Univer 0.25 does not know, or understands in another way. They hold in the grid, while nothing is typed. */

import { CommandType, ICommandService } from '@univerjs/core';
import {
  IShortcutService,
  KeyCode,
  MetaKeys,
  whenSheetEditorFocused,
  type IShortcutItem,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import { usedRange } from '../usedRange';
import { insertNow } from './now';
import {
  selectAround,
  selectCell,
  selectColumns,
  selected,
  selectRows,
  selectTo,
  type Cell,
  type Selected,
} from './selecting';
import { autoSum } from './autoSum';

/** By the number that browsers give keys, where Univer has no name for them. */
const PAGE_UP = 33;
const PAGE_DOWN = 34;
const END = 35;
const HOME = 36;
const SEMICOLON = 186;
const SEMICOLON_IN_FIREFOX = 59;

const NAMES: Readonly<Record<number, string>> = {
  [PAGE_UP]: 'PgUp',
  [PAGE_DOWN]: 'PgDn',
  [END]: 'End',
  [HOME]: 'Home',
  [SEMICOLON]: ';',
};

const { CTRL_COMMAND: CTRL, SHIFT, MAC_CTRL } = MetaKeys;

interface Key {
  readonly id: string;
  readonly binding: number;
  readonly mac?: number;
  /** In the list of keys; absent for another way to do the same. */
  readonly description?: string;
  readonly run: () => void;
}

/** @param clock gives the time of now */
export function registerKeys(spreadsheet: Spreadsheet, clock: () => Date): void {
  const { get } = spreadsheet;
  const commands = get<ICommandService>(ICommandService);
  const shortcuts = get<IShortcutService>(IShortcutService);
  for (const { id, run, ...key } of keysOf(spreadsheet, clock)) {
    const command = `cellmer.command.${id}`;
    if (!commands.hasCommand(command))
      commands.registerCommand({
        id: command,
        type: CommandType.COMMAND,
        handler: () => {
          run();
          return true;
        },
      });
    shortcuts.registerShortcut({
      ...key,
      ...(key.description && { group: '3_sheet-view', groupTitle: 'sheets-ui.shortcut.sheet-view' }),
      id: command,
      priority: 100,
      preconditions: whenSheetEditorFocused,
    });
  }
  nameKeys(shortcuts);
}

/** Univer's list has no names for some keys. */
function nameKeys(shortcuts: IShortcutService): void {
  const shown = shortcuts.getShortcutDisplay.bind(shortcuts);
  shortcuts.getShortcutDisplay = (item: IShortcutItem) =>
    shown(item)?.replace('<->', NAMES[(item.binding ?? 0) & 0xff] ?? '') ?? null;
}

function keysOf(spreadsheet: Spreadsheet, clock: () => Date): Key[] {
  const from = (action: (from: Selected) => void) => () => {
    const now = selected(spreadsheet);
    if (now) action(now);
  };
  const go = (to: (from: Selected) => Cell) => from((now) => selectCell(spreadsheet, now.sheet, to(now)));
  const extend = (to: (from: Selected) => Cell) => from((now) => selectTo(spreadsheet, now, to(now)));
  const last = ({ sheet }: Selected): Cell => {
    const used = usedRange(spreadsheet, sheet);
    return used ? { row: used.rows - 1, column: used.columns - 1 } : { row: 0, column: 0 };
  };
  const now = (what: 'date' | 'time') => () => insertNow(spreadsheet, what, clock());
  return [
    { id: 'first-cell', binding: CTRL | HOME, description: 'To the first cell', run: go(firstCell) },
    { id: 'select-to-first-cell', binding: CTRL | SHIFT | HOME, run: extend(firstCell) },
    { id: 'last-cell', binding: CTRL | END, description: 'To the last cell in use', run: go(last) },
    { id: 'select-to-last-cell', binding: CTRL | SHIFT | END, run: extend(last) },
    { id: 'first-column', binding: HOME, description: 'To the first column', run: go(firstColumn) },
    {
      id: 'select-to-first-column',
      binding: SHIFT | HOME,
      run: from((at) =>
        selectAround(spreadsheet, at, {
          ...at.range,
          startColumn: firstColumn(at).column,
          endColumn: at.primary.endColumn,
        }),
      ),
    },
    { id: 'page-down', binding: PAGE_DOWN, description: 'One screen down', run: go(screenAway(1)) },
    { id: 'page-up', binding: PAGE_UP, description: 'One screen up', run: go(screenAway(-1)) },
    {
      id: 'select-rows',
      binding: SHIFT | KeyCode.SPACE,
      description: 'Select the rows',
      run: from((at) => selectRows(spreadsheet, at)),
    },
    {
      id: 'select-columns',
      binding: CTRL | KeyCode.SPACE,
      mac: MAC_CTRL | KeyCode.SPACE,
      description: 'Select the columns',
      run: from((at) => selectColumns(spreadsheet, at)),
    },
    {
      id: 'insert-date',
      binding: CTRL | SEMICOLON,
      mac: MAC_CTRL | SEMICOLON,
      description: 'The date of today',
      run: now('date'),
    },
    {
      id: 'insert-date',
      binding: CTRL | SEMICOLON_IN_FIREFOX,
      mac: MAC_CTRL | SEMICOLON_IN_FIREFOX,
      run: now('date'),
    },
    {
      id: 'insert-time',
      binding: CTRL | SHIFT | SEMICOLON,
      mac: CTRL | SEMICOLON,
      description: 'The time of now',
      run: now('time'),
    },
    {
      id: 'insert-time',
      binding: CTRL | SHIFT | SEMICOLON_IN_FIREFOX,
      mac: CTRL | SEMICOLON_IN_FIREFOX,
      run: now('time'),
    },
    {
      id: 'auto-sum',
      binding: MetaKeys.ALT | KeyCode.EQUAL,
      mac: CTRL | MetaKeys.ALT | KeyCode.EQUAL,
      run: () => autoSum(spreadsheet),
    },
  ];
}

/** Where rows or columns are frozen, the first that moves. */
function firstCell({ sheet }: Selected): Cell {
  const { startRow, startColumn, xSplit, ySplit } = sheet.getSheet().getFreeze();
  return { row: ySplit > 0 ? startRow : 0, column: xSplit > 0 ? startColumn : 0 };
}

function firstColumn(from: Selected): Cell {
  return { row: from.active.row, column: firstCell(from).column };
}

function screenAway(direction: 1 | -1) {
  return ({ sheet, active }: Selected): Cell => {
    const view = sheet.getVisibleRange();
    const rows = view ? Math.max(1, view.endRow - view.startRow) : 1;
    const row = Math.min(sheet.getMaxRows() - 1, Math.max(0, active.row + direction * rows));
    return { ...active, row };
  };
}
