import { CellValueType, type ICellData, type IWorkbookData } from '@univerjs/core';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../../../workbench/files/read';

async function opened(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<IWorkbookData> {
  return (await readWorkbook(new File([content], name))).workbook;
}

async function workbookBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await writeXlsx({ sheets: [{ name: 'S', rows: [['y'], [1]] }] }));
}

type Rows = Record<number, Record<number, ICellData>>;

async function cellsOf(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<Rows> {
  return (await opened(name, content)).sheets['sheet-1'].cellData as Rows;
}

describe('readWorkbook', () => {
  test('opens delimited text on a sheet named after the file, with its header in view', async () => {
    const workbook = await opened('my rails.csv', 'Rail,travel\n"1",55.5\n"1",53\n');
    const sheet = workbook.sheets['sheet-1'];
    expect(workbook.name).toBe('my rails');
    expect(sheet.name).toBe('my rails');
    expect(sheet.freeze?.ySplit).toBe(1);
    expect(sheet.cellData![1][0]).toMatchObject({ v: '1', t: CellValueType.STRING });
    expect(sheet.cellData![1][1]).toMatchObject({ v: 55.5, t: CellValueType.NUMBER });
    expect([sheet.rowCount, sheet.columnCount]).toEqual([2000, 60]);
  });

  test('keeps text in delimited text from becoming a formula', async () => {
    const cells = await cellsOf('x.csv', 'a,b\n"=HYPERLINK(""x"")",+1+1\n');
    expect(cells[1][0]).toEqual({ v: '=HYPERLINK("x")', t: CellValueType.STRING });
    expect(cells[1][1]).toEqual({ v: '+1+1', t: CellValueType.STRING });
  });

  test('gives a sheet a name that Excel allows', async () => {
    const names = ['a[b]:c.csv', `${'x'.repeat(40)}.csv`, "'quoted'.csv", 'History.csv', '.csv'];
    const sheets = await Promise.all(names.map(async (name) => (await opened(name, 'a\n1\n')).sheets));
    expect(sheets.map((each) => each['sheet-1'].name)).toEqual([
      'a b  c',
      'x'.repeat(31),
      'quoted',
      'Data',
      'Data',
    ]);
  });

  test('makes room for more columns and rows than a sheet usually has', async () => {
    const line = Array.from({ length: 100 }, (_, j) => `c${j}`).join(',');
    const { columnCount } = (await opened('wide.csv', `${line}\n${line}\n`)).sheets['sheet-1'];
    expect(columnCount).toBeGreaterThanOrEqual(100);
    const long = await opened('long.csv', `a\n${'1\n'.repeat(200_000)}`);
    expect(long.sheets['sheet-1'].rowCount).toBeGreaterThan(200_000);
    expect((long.sheets['sheet-1'].cellData as Rows)[200_000][0].v).toBe(1);
  });

  test('reads the encodings in which Excel writes text', async () => {
    const utf16 = new Uint8Array(Buffer.from('\ufeffname\tn\nZoë\t1\n', 'utf16le'));
    const latin = new Uint8Array(Buffer.from('name;n\nZoë;1,5\n', 'latin1'));
    const utf8 = new Uint8Array(Buffer.from('\ufeffname,n\nZoë,1\n', 'utf8'));
    expect((await cellsOf('a.txt', utf16))[1][0].v).toBe('Zoë');
    expect((await cellsOf('b.csv', latin))[1][0].v).toBe('Zoë');
    expect((await cellsOf('b.csv', latin))[1][1].v).toBe(1.5);
    expect((await cellsOf('c.csv', utf8))[0][0].v).toBe('name');
  });

  test('tells text and workbooks by what is in them, not by their names', async () => {
    const table = 'y\tg\n1,5\ta\n2,5\tb\n';
    for (const name of ['export.xls', 'export.xlsx', 'scan.tab', 'scan.dat', 'scan'])
      expect((await cellsOf(name, table))[1][0].v).toBe(1.5);
    const wide = new Uint8Array(Buffer.from(`\ufeff${table}`, 'utf16le'));
    expect((await cellsOf('sap.xls', wide))[2][1].v).toBe('b');
    const book = await readWorkbook(new File([await workbookBytes()], 'book.csv'));
    expect([book.reading, book.workbook.sheets['sheet-1'].name]).toEqual([null, 'S']);
    await expect(opened('list.csv', '<html><table><tr><td>y,x</td></tr></table></html>')).rejects.toThrow(
      '"list.csv" is a page of the web',
    );
  });

  test('refuses what is no workbook with a sentence that names the file', async () => {
    await expect(opened('notes.xlsx', 'no workbook')).rejects.toThrow(
      /^"notes\.xlsx" could not be read \(.+\): expected a workbook \(\.xlsx, \.xlsm, \.xls, \.ods\) or text \(\.csv\)\.$/,
    );
    await expect(opened('photo.png', new Uint8Array([1, 2, 3]))).rejects.toThrow(/^"photo\.png" could not/);
    await expect(opened('empty.xlsx', '')).rejects.toThrow(/^"empty\.xlsx" could not/);
    await expect(opened('empty.csv', '')).rejects.toThrow(/^"empty\.csv" could not be read .*column names/);
    await expect(opened('zip.csv', new Uint8Array([80, 75, 3, 4, 0, 0]))).rejects.toThrow(/and no text/);
  });
});
