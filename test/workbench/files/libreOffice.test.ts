/**
 * LibreOffice, a reader of saved workbooks that is not ours: it has none of the add-in's functions. These tests run where
 * `soffice` is installed, and are left out elsewhere (vitest.config.ts).
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeWorkbook } from '../../../workbench/files/write';
import { changeParts } from '../../../workbench/files/zip';
import { openHeadless, type Headless, type TestFunctions } from '../headless';

/** Commas, quotes, UTF-8, numbers with all their digits, all sheets. */
const AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

let folder: string;
let book: Headless;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'cellmer-soffice-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => book?.close());

/** What LibreOffice finds in the cells of each sheet, as text. */
function read(bytes: Uint8Array): Record<string, string[][]> {
  const from = mkdtempSync(join(folder, 'book-'));
  writeFileSync(join(from, 'book.xlsx'), bytes);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const options = ['--headless', '--convert-to', AS_CSV, '--outdir', from, join(from, 'book.xlsx')];
  execFileSync('soffice', [profile, ...options], { stdio: 'pipe' });
  const sheets = readdirSync(from).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(
    sheets.map((name) => [
      name.slice('book-'.length, -'.csv'.length),
      cellsOf(readFileSync(join(from, name), 'utf8')),
    ]),
  );
}

function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\n') rows.push([]);
    if (end === '') break;
  }
  return rows;
}

/** The file without what its formulas gave, which has to be computed then. */
function withoutResults(bytes: Uint8Array): Promise<Uint8Array> {
  return changeParts(
    bytes,
    (path) => path.startsWith('xl/worksheets/sheet'),
    async (_, text) => (await text()).replace(/(<\/f>|<f\/>)<v>[^<]*<\/v>/g, '$1'),
  );
}

const FUNCTIONS = {
  'LMER.STAT': { parameters: ['data[]'], run: () => 7 },
  'LMER.FIXEF': {
    parameters: ['n'],
    run: (n: number) => [
      ['Term', 'Estimate'],
      ['x', n],
    ],
  },
} as unknown as TestFunctions;

const soon = { timeout: 20_000 };

describe('LibreOffice', () => {
  test('shows what the formulas of a saved workbook gave, and computes the same where it computes them itself', async () => {
    book = openHeadless([
      ['y', 'x', '=NORM.S.DIST(A2,TRUE)', '=A2&" & <b> ""q"""'],
      [1.25, 3, '=STDEV.S(A2:A4)', '=A2>B2'],
      [-2.5, 4, '=SUMPRODUCT(A2:A4,B2:B4)', '=IFERROR(1/0,"none")'],
      [1e-7, 7.1, '=T.DIST.2T(2.5,10)', '=1/0'],
      ['Größe, "quoted"', true, '=SUM(C1:C4)', '=IF(A2>9,1,"")'],
      ['line\nbreak', { error: '#N/A' }, '=ROUND(C3/7,12)', '=XOR(TRUE,FALSE,A2<0)'],
    ]);
    const numbers = () => [0, 1, 2, 3, 4, 5].map((row) => book.value(row, 2));
    await expect.poll(() => numbers().every((value) => typeof value === 'number'), soon).toBe(true);
    const bytes = (await writeWorkbook(book, null)).bytes;
    for (const file of [bytes, await withoutResults(bytes)]) {
      const { S: cells } = read(file);
      const column = (j: number) => cells.slice(0, 6).map((row) => row[j]);
      expect(column(0)).toEqual(['y', '1.25', '-2.5', '0.0000001', 'Größe, "quoted"', 'line\nbreak']);
      expect(column(1)).toEqual(['x', '3', '4', '7.1', 'TRUE', '#N/A']);
      numbers().forEach((value, row) => expect(Number(cells[row][2])).toBeCloseTo(Number(value), 10));
      expect(column(3)).toEqual(['1.25 & <b> "q"', 'FALSE', 'none', '#DIV/0!', '', 'TRUE']);
    }
  });

  test('opens workbooks with several sheets, names, formats, filters and all else that is written', async () => {
    book = openHeadless(
      [
        ['y', 'g'],
        [2, 'a'],
        [3, 'b'],
        ['=SUM(A2:A3)*factor_of', '=LET(x,A2,x+1)'],
        ['=LMER.STAT(A1:B3)', '=SUM(_xlfn.TOMORROW(A1))'],
      ],
      FUNCTIONS,
    );
    const workbook = book.api.getActiveWorkbook()!;
    workbook.insertDefinedName('factor_of', '=1/4');
    const second = workbook.insertSheet("It's, 2");
    second.getRange('A1:B2').setValues([
      ['kept', "='S'!A2*2"],
      ['', '=SUM(S!A2:A3)'],
    ]);
    second.setFrozenRows(1);
    second.setColumnWidth(0, 200);
    second.getRange('A5:C6').merge();
    second.getRange('A1').setFontWeight('bold').setBackground('#ffeecc');
    second.hideRow(second.getRange('A9'));
    workbook.setActiveSheet(workbook.getSheets()[0]);
    await expect.poll(() => book.value(3, 0), soon).toBe(1.25);
    const cells = read((await writeWorkbook(book, null)).bytes);
    expect(cells.S.slice(0, 4).map(([first]) => first)).toEqual(['y', '2', '3', '1.25']);
    expect(cells["It's, 2"].slice(0, 2).map((row) => row.slice(0, 2))).toEqual([
      ['kept', '4'],
      ['', '5'],
    ]);
  });

  test('shows what is computed from a block of the add-in, though it may calculate the block itself and not know its function', async () => {
    book = openHeadless([[1.5, '=LMER.FIXEF(A1)', null, '=C2*2', '=SUM(C1:C2)']], FUNCTIONS);
    await expect.poll(() => [book.value(0, 3), book.value(0, 4)], soon).toEqual([3, 1.5]);
    const { S: cells } = read((await writeWorkbook(book, null)).bytes);
    expect([cells[0][0], cells[0][3], cells[0][4]]).toEqual(['1.5', '3', '1.5']);
    expect(['Term', '#NAME?']).toContain(cells[0][1]);
    expect(['1.5', '#NAME?']).toContain(cells[1][2]);
  });
});
