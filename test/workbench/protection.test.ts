import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWorkbook } from '../../workbench/files/read';
import { savedFile } from '../../workbench/files/saved';
import { workbenchHost } from '../../workbench/host';
import { respectProtection } from '../../workbench/protection';
import { archive } from './files/hostile';
import { fullBook } from './files/full';
import { partsOf } from './files/parts';
import { openHeadless, type Headless } from './headless';

let book: Headless;
let refused: string[];
beforeEach(() => (refused = []));
afterEach(() => book.close());

/**
 * On its first sheet B2 is not locked, nor are blank cells of column D and behind it, nor those of row 30. Everybody may edit A3:A4,
 * and C2 with a password.
 */
async function protectedBook(structure = ''): Promise<Uint8Array<ArrayBuffer>> {
  const parts = partsOf(await fullBook());
  const change = (path: string, from: string | RegExp, to: string): void => {
    if (!parts.get(path)!.match(from)) throw new Error(`there is no ${String(from)} in ${path}`);
    parts.set(path, parts.get(path)!.replace(from, to));
  };
  const formats = parts.get('xl/styles.xml')!.split('<cellXfs')[1].split('<xf ');
  const unlocked = formats.findIndex((format) => format.includes('locked="0"')) - 1;
  change(
    'xl/worksheets/sheet1.xml',
    '<sheetData>',
    `<cols><col min="4" max="16384" width="9" style="${unlocked}"/></cols><sheetData>`,
  );
  change(
    'xl/worksheets/sheet1.xml',
    '</sheetData>',
    `<row r="30" s="${unlocked}" customFormat="1"/></sheetData>`,
  );
  change(
    'xl/worksheets/sheet1.xml',
    /<sheetProtection[^>]*>/,
    '$&<protectedRanges><protectedRange sqref="A3:A4" name="all"/><protectedRange sqref="C2" name="some" password="CC1A"/></protectedRanges>',
  );
  change('xl/workbook.xml', '<bookViews>', `${structure}<bookViews>`);
  return archive([...parts].map(([path, content]) => ({ path, content })));
}

async function open(structure?: string) {
  const opened = await readWorkbook(new File([await protectedBook(structure)], 'protected.xlsx'));
  book = openHeadless([[1]]);
  respectProtection(book, (sentence) => refused.push(sentence));
  book.api.disposeUnit(book.api.getActiveWorkbook()!.getId());
  const workbook = book.api.createWorkbook(opened.workbook);
  const [data, other] = workbook.getSheets();
  return { opened, workbook, data, other };
}

test('a locked cell of a protected sheet is not changed, and a sentence says why', async () => {
  const { data } = await open();
  data.getRange('A2').setValue('East');
  data.getRange('B3').setValue(1);
  expect(data.getRange('A2').getValue()).toBe('North');
  expect(data.getRange('B3').getValue()).toBe(30);
  expect(refused[0]).toBe(
    'A2 is locked: the sheet “Data” is protected. To change that, take the protection away in Excel (Review, Unprotect).',
  );
  expect(refused[1]).toMatch(/^B3 is locked/);
});

test('cells that are not locked are written into, blank ones of a column too, and those of other sheets', async () => {
  const { data, other } = await open();
  data.getRange('B2').setValue(11);
  data.getRange('E9').setValue(12);
  other.getRange('A1').setValue(13);
  expect(
    [data.getRange('B2'), data.getRange('E9'), other.getRange('A1')].map((cell) => cell.getValue()),
  ).toEqual([11, 12, 13]);
  data.getRange('B2').setValue(14);
  expect(data.getRange('B2').getValue()).toBe(14);
  expect(refused).toEqual([]);
});

test('cells of rows that are not locked, and those in ranges that everybody may edit, are written into', async () => {
  const { data } = await open();
  for (const cell of ['A30', 'A3', 'A4', 'C2']) data.getRange(cell).setValue('new');
  expect(['A30', 'A3', 'A4', 'C2'].map((cell) => data.getRange(cell).getValue())).toEqual([
    'new',
    'new',
    'new',
    0.1,
  ]);
  expect(refused).toEqual([expect.stringMatching(/^C2 is locked/)]);
});

test('rows, columns and formats change as far as the file allows it', async () => {
  const { data } = await open();
  data.insertRows(1, 1);
  data.getRange('B2').setFontWeight('bold');
  expect(data.getRange('A2').getValue()).toBe('North');
  expect(refused).toEqual([
    'The sheet “Data” is protected: rows are not inserted. To change that, take the protection away in Excel (Review, Unprotect).',
    expect.stringMatching(/^B2 is locked/),
  ]);
});

test('sheets stay as they are where the workbook is protected', async () => {
  const { workbook, other } = await open('<workbookProtection lockStructure="1"/>');
  workbook.deleteSheet(other);
  other.setName('mine');
  expect(workbook.getSheets().map((sheet) => sheet.getSheetName())).toEqual(['Data', 'Other', 'Key']);
  expect(refused[0]).toMatch(/^The workbook is protected: its sheets stay as they are\./);
});

test('what the pane would write into locked cells is refused with the sentence', async () => {
  await open();
  const host = workbenchHost(book);
  const at = { sheet: 'Data', row: 0, column: 1, rows: 1, columns: 1 };
  await expect(host.writeValues(at, [['x']])).rejects.toThrow(/^B1 is locked: the sheet “Data” is protected/);
});

test('a saved file has its columns unlocked again', async () => {
  const { opened } = await open();
  const parts = { snapshot: opened.workbook, spills: {}, sharedFormula: () => null, names: [], settings: {} };
  const { bytes } = await savedFile(parts, 'sheet-1', { kept: opened.kept, shifts: [] });
  const again = await readWorkbook(new File([bytes], 'again.xlsx'));
  const columns = again.workbook.sheets['sheet-1'].columnData!;
  expect(Object.keys(columns).filter((c) => columns[Number(c)].custom?.unlocked)).toHaveLength(57);
  expect(again.workbook.sheets['sheet-1'].columnData![3].custom).toMatchObject({ unlocked: true });
  expect(again.workbook.sheets['sheet-1'].custom).toEqual(opened.workbook.sheets['sheet-1'].custom);
});
