/**
 * What begins like a formula and is none never comes into a cell as one. Univer 0.25 takes anything, and shows `#VALUE!` or `#NAME?`.
 */

import {
  CellValueType,
  CustomCommandExecutionError,
  DOCS_NORMAL_EDITOR_UNIT_ID_KEY,
  ICommandService,
  type ICellData,
  type ICommandInfo,
} from '@univerjs/core';
import {
  IEditorBridgeService,
  IEditorService,
  ISheetClipboardService,
  KeyCode,
  SetCellEditVisibleOperation,
  SetRangeValuesMutation,
  SetWorksheetActiveOperation,
} from '@univerjs/preset-sheets-core';
import type { Sparse } from './files/toXlsx';
import { syntaxProblem, type SyntaxProblem } from './formulas/syntax';
import type { Spreadsheet } from './univer';

/** Told why in a sentence, and null when that is over. */
type OnProblem = (sentence: string | null) => void;

/** One `=` alone is a text. */
const FORMULA = /^=./s;

/** Keeps what is typed in its editor, as Excel does, with the cursor where it stops being a formula. */
export function refuseBrokenFormulas({ api, get }: Spreadsheet, onProblem: OnProblem): void {
  const bridge = get<IEditorBridgeService>(IEditorBridgeService);
  const editor = () => get<IEditorService>(IEditorService).getEditor(DOCS_NORMAL_EDITOR_UNIT_ID_KEY);
  const problemOfTyped = (): SyntaxProblem | null => {
    const text = (editor()?.getDocumentData().body?.dataStream ?? '').replace(/\r\n$/, '');
    const cell = bridge.getEditCellState();
    const workbook = api.getActiveWorkbook();
    // What was typed into a workbook that is gone is gone.
    if (!FORMULA.test(text) || !cell || workbook?.getId() !== cell.unitId) return null;
    const range = workbook.getSheetBySheetId(cell.sheetId)?.getRange(cell.row, cell.column);
    // A cell of texts takes anything; and a formula that was there before is nobody's typing.
    if (!range || range.getNumberFormat() === '@' || range.getFormula() === text) return null;
    return syntaxProblem(text.replaceAll('\r', '\n'), true);
  };
  let isRefused = false;
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (!bridge.isVisible().visible) return;
    const { visible, keycode } = (params ?? {}) as { visible?: boolean; keycode?: KeyCode };
    const closes = id === SetCellEditVisibleOperation.id && visible === false;
    // References are picked on other sheets while a formula waits for one.
    const leaves = id === SetWorksheetActiveOperation.id && !bridge.isForceKeepVisible();
    if (!closes && !leaves) return;
    const problem = keycode === KeyCode.ESC ? null : problemOfTyped();
    if (problem !== null) {
      isRefused = true;
      onProblem(`${problem.sentence} Correct it, or press Escape.`);
      editor()?.focus();
      editor()?.setSelectionRanges([{ startOffset: problem.at, endOffset: problem.at }]);
      throw new CustomCommandExecutionError(problem.sentence);
    }
    if (isRefused && closes) {
      isRefused = false;
      onProblem(null);
    }
  });
}

/** Of what is pasted from elsewhere. Formulas that are copied here are as good as they were. */
export function pasteBrokenFormulasAsText({ get }: Spreadsheet, onProblem: OnProblem): void {
  let pastes = 0;
  const clipboard = get<ISheetClipboardService>(ISheetClipboardService);
  const fromElsewhere = async (html: string | undefined, paste: () => Promise<boolean>): Promise<boolean> => {
    if (html?.includes(COPIED_HERE)) return paste();
    pastes++;
    try {
      return await paste();
    } finally {
      pastes--;
    }
  };
  const byKeys = clipboard.legacyPaste.bind(clipboard);
  clipboard.legacyPaste = (html, text, files) => fromElsewhere(html, () => byKeys(html, text, files));
  const byMenu = clipboard.paste.bind(clipboard);
  clipboard.paste = async (item, type) => {
    const html = item.types.includes('text/html') ? await (await item.getType('text/html')).text() : '';
    return fromElsewhere(html, () => byMenu(item, type));
  };
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (pastes === 0 || id !== SetRangeValuesMutation.id) return;
    const { cellValue } = params as { cellValue?: Sparse<ICellData> };
    const broken = Object.values(cellValue ?? {}).flatMap((row) => Object.values(row ?? {}).filter(isBroken));
    for (const cell of broken)
      Object.assign(cell!, { v: cell!.f, t: CellValueType.STRING, f: null, si: null, p: null });
    const [first] = broken;
    if (first)
      onProblem(`“${String(first.v)}” is pasted as a text: ${syntaxProblem(String(first.v))!.sentence}`);
  });
}

/** The mark that Univer puts on the tables that it copies. */
const COPIED_HERE = 'data-copy-id';

function isBroken(cell: ICellData | null | undefined): boolean {
  return typeof cell?.f === 'string' && FORMULA.test(cell.f) && syntaxProblem(cell.f) !== null;
}
