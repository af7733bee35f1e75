import { readFileSync } from 'node:fs';
import { CellValueType, type ICellData, type IWorkbookData } from '@univerjs/core';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../../workbench/files/read';
import { archive } from './hostile';

type Cells = Record<number, Record<number, ICellData>>;

const cellsOf = (workbook: IWorkbookData): Cells => workbook.sheets['sheet-1'].cellData as Cells;

/** One workbook, converted by LibreOffice 7.4.7. */
async function open(name: 'book.xls' | 'book.ods') {
  const file = new URL(`otherPrograms/${name}`, import.meta.url);
  const { workbook, differences } = await readWorkbook(new File([readFileSync(file)], name));
  return { workbook, differences, cells: cellsOf(workbook) };
}

test.each(['book.xls', 'book.ods'] as const)(
  '%s has the values of all its cells, days and times as such',
  async (name) => {
    const { workbook, cells } = await open(name);
    const column = (j: number): unknown[] => [0, 1, 2, 3, 4, 5].map((row) => cells[row]?.[j]?.v);
    expect(column(0)).toEqual(['Größe', 1.5, 2.5, undefined, 'xy'.repeat(4500), 'end']);
    expect(column(1).slice(0, 3)).toEqual(['g', 'ω “quoted” & <b>', 'b']);
    expect(cells[5][1].v).toBeCloseTo(1 / 7, 14);
    // The 29th of February 2024, and half past twelve.
    expect(cells[1][2]).toMatchObject({ v: 45_351, s: { n: { pattern: 'yyyy-mm-dd' } } });
    expect(cells[2][2].v).toBeCloseTo(12.5 / 24, 12);
    expect(cells[2][2].s).toMatchObject({ n: { pattern: expect.stringMatching(/^hh:mm:ss/i) as string } });
    expect(workbook.sheetOrder.map((id) => workbook.sheets[id].name)).toEqual(['Data', 'Other']);
    expect((workbook.sheets['sheet-2'].cellData as Cells)[1][1].v).toBe('two');
    expect(workbook.sheets['sheet-1'].mergeData).toEqual([
      { startRow: 5, startColumn: 3, endRow: 6, endColumn: 4 },
    ]);
  },
);

test('a workbook of Excel 2003 has what its formulas gave, which is said', async () => {
  const { cells, differences } = await open('book.xls');
  expect([1, 2, 3, 4].map((row) => cells[row][3].v)).toEqual([4, 'a;b', 'two', 10]);
  expect(cells[3][1]).toEqual({ v: 1, t: CellValueType.BOOLEAN });
  expect(differences).toBe(
    '“book.xls” is open, but formulas (but for what they gave), formats, names, charts and what hides rows and sheets are left out.',
  );
});

test('a workbook of LibreOffice has its formulas as Excel writes them, and formats', async () => {
  const { cells, differences } = await open('book.ods');
  expect([1, 2, 3, 4].map((row) => cells[row][3].f)).toEqual([
    '=SUM(A2,A3)',
    '=IF(A2>1,"a;b",1/0)',
    '=VLOOKUP(2.5,Other!A1:B2,2,FALSE())',
    '=SUM({1,2;3,4})',
  ]);
  expect(cells[0][0].s).toEqual({ bl: 1 });
  expect(differences).toMatch(/charts, pictures, .* are left out\.$/);
});

function ods(rows: string): Uint8Array<ArrayBuffer> {
  const names = ['office', 'table', 'text', 'style', 'calcext']
    .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ');
  const content = `<?xml version="1.0"?><office:document-content ${names}><office:automatic-styles><style:style style:name="ce1" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="S">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
  return archive([
    { path: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    { path: 'content.xml', content },
  ]);
}

const value = (formula: string, more = ''): string =>
  `<table:table-cell ${more} table:formula="${formula}" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>`;

test('formulas that only LibreOffice has, and those of several cells, are what they gave', async () => {
  const rows = [
    value('of:=ORG.LIBREOFFICE.XYZ([.A1])'),
    value('of:=[.A1:.A2]~[.B1]'),
    value('msoxl:=A1'),
    value('of:=[.A1]*2', 'table:number-matrix-columns-spanned="1" table:number-matrix-rows-spanned="1"'),
    value('of:=COM.MICROSOFT.CONCAT([.A1];&quot;;&quot;)'),
  ];
  const line = `<table:table-row>${rows.join('')}</table:table-row>`;
  const { workbook, differences } = await readWorkbook(new File([ods(line)], 'x.ods'));
  const [row] = Object.values(cellsOf(workbook));
  expect([0, 1, 2, 3].map((j) => [row[j].v, row[j].f])).toEqual(Array(4).fill([7, undefined]));
  expect(row[4].f).toBe('=CONCAT(A1,";")');
  expect(differences).toContain('only LibreOffice knows are the values they had (A1 of S, B1 of S, C1 of S)');
});

test('formats of rows and columns to the end of the sheet are no data', async () => {
  const cell = '<table:table-cell office:value-type="float" office:value="1"/>';
  const blank = '<table:table-cell table:style-name="ce1" table:number-columns-repeated="16383"/>';
  const rows =
    `<table:table-row>${cell}${blank}</table:table-row>` +
    '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:style-name="ce1" table:number-columns-repeated="100"/></table:table-row>';
  const { workbook } = await readWorkbook(new File([ods(rows)], 'x.ods'));
  const { rowCount, columnCount } = workbook.sheets['sheet-1'];
  expect([rowCount, columnCount]).toEqual([2000, 60]);
  expect(cellsOf(workbook)[0][0].v).toBe(1);
});

test('cells that are repeated without end are refused in words', async () => {
  const cell =
    '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>';
  const rows = `<table:table-row table:number-rows-repeated="1048576">${cell}</table:table-row>`;
  await expect(readWorkbook(new File([ods(rows)], 'x.ods'))).rejects.toThrow(
    /^"x\.ods" is (?:damaged|too large)/,
  );
});
