import { CellValueType, type BorderStyleTypes, type ICellData, type IWorkbookData } from '@univerjs/core';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { fromXlsx } from '../../../workbench/files/fromXlsx';
import { toXlsx, type WorkbookParts } from '../../../workbench/files/toXlsx';
import { buildWorkbook, SheetBuilder } from '../../../workbench/workbook/build';

/** Longer than Excel lets one property be. */
const FORM = JSON.stringify({ formula: `y ~ 1 + ${'long_name + '.repeat(40)}(1 | g)` });

const SPILL = { startRow: 0, startColumn: 4, endRow: 2, endColumn: 5 };

function parts(snapshot: IWorkbookData, more: Partial<WorkbookParts> = {}): WorkbookParts {
  return { snapshot, spills: {}, sharedFormula: () => null, names: [], settings: {}, ...more };
}

async function reopened(given: WorkbookParts): Promise<IWorkbookData> {
  const bytes = await writeXlsx(toXlsx(given));
  return fromXlsx(await readXlsx(bytes, { readStyles: true }), 'again', 'Again');
}

/** The cells of one sheet as they come back from a file. */
async function cellsAgain(sheet: SheetBuilder, more: Partial<WorkbookParts> = {}) {
  const workbook = await reopened(parts(buildWorkbook('book', 'Book', [sheet]), more));
  return workbook.sheets[workbook.sheetOrder[0]].cellData as Record<number, Record<number, ICellData>>;
}

/** Colours in capitals, as files may have them. */
function upper(style: ICellData['s']): unknown {
  return JSON.parse(JSON.stringify(style).replace(/#[0-9a-f]{6}/gi, (color) => color.toUpperCase()));
}

describe('a workbook saved as .xlsx and opened again', () => {
  test('keeps numbers to the last digit, booleans, and text that looks like something else', async () => {
    const values = [[Math.PI, -1e-300, 123456789.123, true, false, '007', '=1+1', '+1', '@x', '1e5', 'NA']];
    const cells = await cellsAgain(new SheetBuilder('S').values(0, 0, values));
    const row = values[0].map((_, j) => cells[0][j]);
    expect(row.map(({ v }) => v)).toEqual([Math.PI, -1e-300, 123456789.123, 1, 0, ...values[0].slice(5)]);
    expect(row.slice(0, 3).map(({ t }) => t)).toEqual(Array(3).fill(CellValueType.NUMBER));
    expect(row.slice(3, 5).map(({ t }) => t)).toEqual(Array(2).fill(CellValueType.BOOLEAN));
    expect(row.slice(5).map(({ t }) => t)).toEqual(Array(6).fill(CellValueType.STRING));
    expect(row.some(({ f }) => f !== undefined)).toBe(false);
  });

  test('keeps the lines of a cell that holds a document in place of a value', async () => {
    const snapshot = buildWorkbook('book', 'Book', [new SheetBuilder('S').values(0, 0, [['x']])]);
    const cell = (snapshot.sheets[snapshot.sheetOrder[0]].cellData as Record<number, ICellData[]>)[0][0];
    Object.assign(cell, {
      v: null,
      p: { id: 'd', documentStyle: {}, body: { dataStream: 'two\rlines\r\n' } },
    });
    const { sheets, sheetOrder } = await reopened(parts(snapshot));
    expect(sheets[sheetOrder[0]].cellData?.[0]?.[0]).toMatchObject({ v: 'two\nlines' });
  });

  test('keeps error values', async () => {
    const errors = ['#N/A', '#DIV/0!', '#VALUE!', '#NUM!'];
    const cells = await cellsAgain(new SheetBuilder('S').values(0, 0, [errors.map((error) => ({ error }))]));
    expect(errors.map((_, j) => cells[0][j].v)).toEqual(errors);
  });

  test('keeps the number format, the weight and the colour of a cell, and the widths of columns', async () => {
    const sheet = new SheetBuilder('S')
      .values(0, 0, [['Estimate', 251.40510485]])
      .heading(1, 0, 'Heading')
      .header(0, 0, 1, 0)
      .format(0, 1, 1, 1, '0.000')
      .columns(0, [140, 63])
      .freeze(1);
    const workbook = await reopened(parts(buildWorkbook('book', 'Book', [sheet])));
    const { cellData, columnData, freeze } = workbook.sheets[workbook.sheetOrder[0]];
    expect(cellData![0][1].s).toEqual({ n: { pattern: '0.000' } });
    expect(cellData![0][0].s).toEqual({ bl: 1 });
    expect(cellData![1][0].s).toMatchObject({ bl: 1, fs: 13, cl: { rgb: '#047482' } });
    expect(columnData).toEqual({ 0: { w: 140 }, 1: { w: 63 } });
    expect(freeze).toMatchObject({ ySplit: 1, xSplit: 0 });
  });

  test('keeps the lines at the sides of a cell, each kind of them with its colour', async () => {
    const side = (s: BorderStyleTypes, rgb: string) => ({ s, cl: { rgb } });
    const kinds = Array.from({ length: 13 }, (_, i) => (i + 1) as BorderStyleTypes);
    const sheet = new SheetBuilder('S')
      .values(
        0,
        0,
        kinds.map(() => [1, 2]),
      )
      .build('sheet-1');
    const styles = kinds.map((kind) => ({ bd: { t: side(kind, '#000000'), l: side(kind, '#0055aa') } }));
    styles.forEach((style, i) => (sheet.cellData![i][0].s = style));
    sheet.cellData![0][1].s = { bd: { b: side(1, '#000000'), r: side(8, '#ff0000') } };
    const book = buildWorkbook('book', 'Book', [new SheetBuilder('S')]);
    const workbook = await reopened(parts({ ...book, sheets: { 'sheet-1': sheet } }));
    const { cellData } = workbook.sheets[workbook.sheetOrder[0]];
    expect(styles.map((_, i) => upper(cellData![i][0].s))).toEqual(styles.map(upper));
    expect(upper(cellData![0][1].s)).toEqual(upper(sheet.cellData![0][1].s));
  });

  test('keeps the look of a table whose cells a formula fills', async () => {
    const sheet = new SheetBuilder('S').formula(0, 0, '=LMER.FIXEF(A9:C99)').build('sheet-1');
    const p = { n: { pattern: '[<0.001]"<.001";0.000' }, ht: 3, bg: { rgb: '#FFFFFF' } } as const;
    const head = {
      bl: 1,
      bd: { t: { s: 1, cl: { rgb: '#000000' } }, b: { s: 1, cl: { rgb: '#000000' } } },
    } as const;
    sheet.cellData![0] = { 0: { ...sheet.cellData![0][0], s: head }, 1: { s: head } };
    sheet.cellData![1] = { 1: { s: p } };
    sheet.columnData = { 1: { w: 91 } };
    const book = buildWorkbook('book', 'Book', [new SheetBuilder('S')]);
    const ranges = { 0: { 0: { startRow: 0, startColumn: 0, endRow: 1, endColumn: 1 } } };
    const cells = {
      0: { 0: { v: 'Term' }, 1: { v: 'p value' } },
      1: { 0: { v: 'x' }, 1: { v: 1e-5, t: 2 } },
    };
    const spills = { 'sheet-1': { ranges, cells } };
    const workbook = await reopened(parts({ ...book, sheets: { 'sheet-1': sheet } }, { spills }));
    const again = workbook.sheets[workbook.sheetOrder[0]];
    expect(again.cellData![0][0].s).toEqual(head);
    expect(again.cellData![0][1].s).toEqual(head);
    expect(again.cellData![1][1].s).toEqual(p);
    expect(again.columnData![1].w).toBe(91);
  });

  test('keeps the day and the hour of a date', async () => {
    const sheet = new SheetBuilder('S').values(0, 0, [[45_000.25]]).format(0, 0, 1, 1, 'yyyy-mm-dd hh:mm');
    const [cell] = Object.values((await cellsAgain(sheet))[0]);
    expect(cell.v).toBeCloseTo(45_000.25, 8);
    expect(cell.s).toEqual({ n: { pattern: 'yyyy-mm-dd hh:mm' } });
  });

  test('keeps dates and times to the last digit, those of 1900 and times without a day too', async () => {
    const serials = [1, 59, 61, 0.5, 1 / 3, 45_000, 45_000.1, 45_000 + 1 / 3, 2_958_465];
    const sheet = new SheetBuilder('S')
      .values(0, 0, [serials])
      .format(0, 0, 1, serials.length, 'd/m/yy h:mm');
    const cells = await cellsAgain(sheet);
    expect(serials.map((_, j) => cells[0][j].v)).toEqual(serials);
    expect(cells[0][3]).toMatchObject({ t: CellValueType.NUMBER, s: { n: { pattern: 'd/m/yy h:mm' } } });
  });

  test('keeps text apart from the error it reads like, and text that looks like an escape', async () => {
    const texts = [
      '#N/A',
      '_x0041_',
      '_x0041_x0042_',
      ' padded ',
      'two\nlines',
      'a\tb',
      'bell\u0007',
      '<&">',
    ];
    const snapshot = buildWorkbook('book', 'Book', [new SheetBuilder('S').values(0, 0, [texts])]);
    snapshot.sheets['sheet-1'].cellData![0][0] = { v: '#N/A', t: CellValueType.FORCE_STRING };
    const [row] = Object.values((await reopened(parts(snapshot))).sheets['sheet-1'].cellData!);
    expect(texts.map((_, j) => row[j].v)).toEqual(texts);
    expect(row[0].t).toBe(CellValueType.FORCE_STRING);
  });

  test('keeps heights of rows, indentation, wrapping and fills', async () => {
    const snapshot = buildWorkbook('book', 'Book', [new SheetBuilder('S').values(0, 0, [['a', 'b']])]);
    const sheet = snapshot.sheets['sheet-1'];
    const style = { bg: { rgb: '#ebf4f6' }, pd: { l: 9 }, ht: 1, tb: 3, it: 1 };
    sheet.cellData![0][0].s = style;
    sheet.rowData = { 0: { h: 40, ia: 0 }, 1: { h: 19, ia: 1 } };
    const again = (await reopened(parts(snapshot))).sheets['sheet-1'];
    expect(again.cellData![0][0].s).toEqual(style);
    expect(again.cellData![0][1].s).toBeUndefined();
    expect(again.rowData).toEqual({ 0: { h: 40, ia: 0 } });
  });

  test('keeps the value that is in the way of a block', async () => {
    const sheet = new SheetBuilder('S').formula(0, 0, '=F(1)').values(1, 0, [[99]]);
    const ranges = { 0: { 0: { startRow: 0, startColumn: 0, endRow: 1, endColumn: 1 } } };
    const blocked: ICellData = { v: '#SPILL!', t: CellValueType.STRING };
    const cells = await cellsAgain(sheet, {
      spills: { 'sheet-1': { ranges, cells: { 0: { 0: blocked } } } },
    });
    expect(cells[0][0].f).toBe('=F(1)');
    expect(cells[1][0].v).toBe(99);
  });

  test('keeps functions of the add-in and newer ones as they were typed', async () => {
    const formulas = ['=LMER.STAT(A1:C9, "y ~ x", "AIC")', '=SORT(NORM.S.DIST(A1:A3,TRUE))', '=A1&"_xlfn."'];
    const sheet = new SheetBuilder('S');
    formulas.forEach((formula, i) => sheet.formula(i, 5, formula));
    const cells = await cellsAgain(sheet);
    expect(formulas.map((_, i) => cells[i][5].f)).toEqual(formulas);
  });

  test('keeps a spilling formula live: its values are not stored as cells of their own', async () => {
    const sheet = new SheetBuilder('S').formula(0, 4, '=LMER.FIXEF(A1:C9, "y ~ x & ""z""")');
    const text = (v: string): ICellData => ({ v, t: CellValueType.STRING });
    const spilled = { 0: { 4: text('Term'), 5: text('Estimate') }, 1: { 4: text('x'), 5: { v: 2.5 } } };
    const spills = { 'sheet-1': { ranges: { 0: { 4: SPILL } }, cells: spilled } };
    const cells = await cellsAgain(sheet, { spills });
    expect(cells[0][4].f).toBe('=LMER.FIXEF(A1:C9, "y ~ x & ""z""")');
    expect(cells[0][5]).toBeUndefined();
    expect(cells[1]).toBeUndefined();
  });

  test('says which sheet has a name that Excel does not open', () => {
    const write = (length: number) =>
      toXlsx(parts(buildWorkbook('b', 'B', [new SheetBuilder('x'.repeat(length))])));
    expect(write(31).sheets[0].name).toHaveLength(31);
    expect(() => write(32)).toThrow(
      /^The workbook is not saved: the name of its sheet “x{31}…” has 32 characters, and Excel opens no more than 31\. Rename/,
    );
  });

  test('writes a spill as Excel does: a dynamic array over its range, values in every cell', async () => {
    const sheet = new SheetBuilder('S').formula(0, 4, '=F(1)');
    const cells = { 0: { 4: { v: 7 } }, 1: { 4: { v: 8 }, 5: { v: '', t: CellValueType.STRING } } };
    const spills = { 'sheet-1': { ranges: { 0: { 4: SPILL } }, cells } };
    const bytes = await writeXlsx(toXlsx(parts(buildWorkbook('book', 'Book', [sheet]), { spills })));
    const [read] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(read.cells?.get('0,4')).toMatchObject({
      formula: 'F(1)',
      formulaType: 'array',
      formulaDynamic: true,
      formulaRef: 'E1:F3',
    });
    expect(read.rows[0][4]).toBe(7);
    expect(read.rows[1][4]).toBe(8);
  });

  test('writes out a formula that a cell shares with the one above it', async () => {
    const snapshot = buildWorkbook('book', 'Book', [new SheetBuilder('S').formula(0, 1, '=A1*2')]);
    snapshot.sheets['sheet-1'].cellData![1] = { 1: { si: 'x', v: 4 } };
    const given = parts(snapshot, { sharedFormula: (_, row) => `=A${row + 1}*2` });
    const { sheets } = await reopened(given);
    expect(sheets['sheet-1'].cellData![1][1].f).toBe('=A2*2');
  });

  test('keeps names, merged cells, hidden sheets and the settings of the pane', async () => {
    const snapshot = buildWorkbook('book', 'Book', [
      new SheetBuilder('Data').values(0, 0, [['y', 'g']]),
      new SheetBuilder('Notes'),
    ]);
    snapshot.sheets['sheet-1'].mergeData = [{ startRow: 3, startColumn: 0, endRow: 4, endColumn: 2 }];
    snapshot.sheets['sheet-2'].hidden = 1;
    const again = await reopened(
      parts(snapshot, {
        names: [
          { name: 'sleep', range: 'Data!$A$1:$B$1' },
          { name: 'rate', range: '=1/3' },
          { name: 'here', range: 'Notes!$A$1', scope: 'Notes' },
        ],
        settings: { 'cellmer.form': FORM },
      }),
    );
    const [names] = again.resources!.map(({ data }) => Object.values(JSON.parse(data)) as object[]);
    expect(names).toMatchObject([
      { name: 'sleep', formulaOrRefString: 'Data!$A$1:$B$1', localSheetId: 'AllDefaultWorkbook' },
      { name: 'rate', formulaOrRefString: '=1/3' },
      { name: 'here', formulaOrRefString: 'Notes!$A$1', localSheetId: 'sheet-2' },
    ]);
    expect(again.sheets['sheet-1'].mergeData).toEqual(snapshot.sheets['sheet-1'].mergeData);
    expect(again.sheets['sheet-2'].hidden).toBe(1);
    expect(again.custom).toEqual({ 'cellmer.form': FORM });
  });
});

describe('a workbook written by Excel', () => {
  const written = (cells: [string, object][]) =>
    fromXlsx(
      { sheets: [{ name: 'S', rows: [], cells: new Map(cells) }] } as unknown as Parameters<
        typeof fromXlsx
      >[0],
      'book',
      'Book',
    ).sheets['sheet-1'].cellData!;

  test('shares formulas between cells by a number', () => {
    const cells = written([
      ['0,1', { formula: 'A1*2', formulaType: 'shared', formulaSharedIndex: 0, formulaRef: 'B1:B2' }],
      ['1,1', { formula: '', formulaType: 'shared', formulaSharedIndex: 0 }],
    ]);
    expect(cells[0][1].f).toBe('=A1*2');
    expect(cells[1][1].f).toBeUndefined();
    expect(cells[1][1].si).toBe(cells[0][1].si);
  });

  test('has marks before the names of newer functions, and loses them', () => {
    const cells = written([
      ['0,0', { formula: '_xlfn._xlws.SORT(A1:A9)' }],
      ['1,0', { formula: '_xlfn.CONCAT(A1,_xldudf_LMER.STAT(A1:B9,1,"n"))' }],
    ]);
    expect(cells[0][0].f).toBe('=SORT(A1:A9)');
    expect(cells[1][0].f).toBe('=CONCAT(A1,LMER.STAT(A1:B9,1,"n"))');
  });

  test('that is one of several cells, as Excel shows it with @, is one here, and an array is none', () => {
    const cells = written([
      ['0,1', { formula: 'A1:A9' }],
      ['0,2', { formula: 'A1:A9', formulaType: 'array', formulaDynamic: true, formulaRef: 'C1:C9' }],
      ['0,3', { formula: 'A1' }],
      ['0,4', { formula: 'SUM(A1:A9)' }],
    ]);
    expect([1, 2, 3, 4].map((column) => cells[0][column].f)).toEqual([
      '=@A1:A9',
      '=A1:A9',
      '=A1',
      '=SUM(A1:A9)',
    ]);
  });
});
