/** The open workbook, for handing out, handing in and grading. */

import { parseAddress } from '../src/index';
import { LOOKED_AT, UNNAMED, type CourseBook } from '../taskpane/course/book';
import { isWord } from '../taskpane/course/questions';
import { cellReader } from './reading';
import type { Spreadsheet } from './univer';

export interface CourseFiles {
  /** The open workbook as a file. */
  readonly bytes: CourseBook['bytes'];
  readonly save: NonNullable<CourseBook['save']>;
}

export function courseBook(spreadsheet: Spreadsheet, { bytes, save }: CourseFiles): CourseBook {
  const { api } = spreadsheet;
  return {
    name: () => api.getActiveWorkbook()?.getName() || UNNAMED,
    sheets: () =>
      Promise.resolve(
        api
          .getActiveWorkbook()
          ?.getSheets()
          .map((sheet) => sheet.getSheetName()) ?? [],
      ),
    top(name) {
      const sheet = api.getActiveWorkbook()?.getSheetByName(name);
      if (!sheet) return Promise.resolve([]);
      const read = cellReader(spreadsheet, sheet);
      const rows = Math.min(LOOKED_AT.rows, sheet.getLastRow() + 1);
      const columns = Math.min(LOOKED_AT.columns, sheet.getLastColumn() + 1);
      return Promise.resolve(
        Array.from({ length: rows }, (_, row) =>
          Array.from({ length: columns }, (__, column) => read(row, column)),
        ),
      );
    },
    named(name) {
      const names = api.getActiveWorkbook()?.getDefinedNames() ?? [];
      const named = names.find((one) => isWord(one.getName(), name));
      const address = named ? parseAddress(named.getFormulaOrRefString().replace(/^=/, '')) : null;
      if (address?.sheet == null) return Promise.resolve(null);
      const { sheet, row, column, rowCount, columnCount } = address;
      return Promise.resolve({ sheet, row, column, rows: rowCount, columns: columnCount });
    },
    watch(changed) {
      const { Event } = api;
      const subscriptions = [
        Event.SheetValueChanged,
        Event.SheetCreated,
        Event.SheetDeleted,
        Event.SheetNameChanged,
        Event.WorkbookCreated,
      ].map((event) => api.addEvent(event, () => changed(null)));
      return () => subscriptions.forEach((one) => one.dispose());
    },
    bytes,
    save,
  };
}
