/**
 * The spreadsheet interface of the pane over Office.js. Needs ExcelApi 1.9, which the manifest asks for.
 *
 * Formulas are written with `formulas` (English, comma), whatever the language of Excel. Blanks are told from zeros and
 * from empty text by `valueTypes`.
 */

import { courseDesk } from '../../course/desk';
import type { SpawnTeacher } from '../../course/teacher';
import type { SpreadsheetHost } from '../../host';
import { insertChart } from './charts';
import { courseBook } from './course';
import { formatCells, hasFormats } from './formats';
import { listFormulas } from './formulas';
import { healFormulas } from './heal';
import { onDataChanged, onSelectionChanged } from './listen';
import { insertPicture } from './pictures';
import {
  blockOf,
  checkRoom,
  formulaBehind,
  getSelection,
  getSurroundingRegion,
  listTables,
  readRange,
  select,
} from './read';
import { loadSetting, saveSetting } from './settings';
import { addSheet } from './sheets';
import { writeFormulas, writeValues } from './write';

export { setNamespace } from './names';
export { notify } from './notify';
export { onAnythingChanged } from './listen';
export { readAddressInExcel, recalculate } from './read';
export { onUnknown } from './unknown';

/** @param spawn starts what hands out and grades; without it there is no homework */
export function excelHost(spawn?: SpawnTeacher): SpreadsheetHost {
  const reading = { readRange, listFormulas, loadSetting };
  return {
    course: spawn && courseDesk(reading, courseBook(), spawn),
    name: 'excel',
    getSelection,
    getSurroundingRegion,
    readRange,
    checkRoom,
    writeFormulas,
    writeValues,
    formatCells,
    blockOf,
    hasFormats,
    insertPicture,
    insertChart,
    addSheet,
    formulaBehind,
    listFormulas,
    healFormulas: () => healFormulas(),
    listTables,
    select,
    onSelectionChanged,
    onDataChanged,
    loadSetting,
    saveSetting,
  };
}
