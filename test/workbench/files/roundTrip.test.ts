import { IUniverInstanceService, type IWorkbookData } from '@univerjs/core';
import { describe, expect, test } from 'vitest';
import type { Shift } from '../../../workbench/charts/stored';
import { readWorkbook, type OpenedFile } from '../../../workbench/files/read';
import { logShifts } from '../../../workbench/files/package/log';
import { savedFile } from '../../../workbench/files/saved';
import type { WorkbookParts } from '../../../workbench/files/toXlsx';
import { writeWorkbook } from '../../../workbench/files/write';
import { openHeadless } from '../headless';
import { fullBook, macroBook } from './full';
import { archive } from './hostile';
import { partsOf } from './parts';

type Names = Record<string, { name: string; formulaOrRefString: string; localSheetId: string }>;

function open(bytes: Uint8Array<ArrayBuffer>): Promise<OpenedFile> {
  return readWorkbook(new File([bytes], 'full.xlsx'));
}

/** As the workbench saves it, with what it has of names. */
function partsToSave(snapshot: IWorkbookData): WorkbookParts {
  const names = Object.values(
    JSON.parse(snapshot.resources!.find(({ name }) => name.includes('DEFINED_NAME'))!.data) as Names,
  );
  return {
    snapshot,
    spills: {},
    sharedFormula: () => null,
    names: names.map(({ name, formulaOrRefString, localSheetId }) => ({
      name,
      range: formulaOrRefString,
      scope: snapshot.sheets[localSheetId]?.name,
    })),
    settings: {},
  };
}

async function saved(
  { workbook, kept }: OpenedFile,
  change: (workbook: IWorkbookData) => unknown = () => undefined,
  shifts: readonly Shift[] = [],
) {
  const snapshot = structuredClone(workbook);
  for (const shift of shifts) moveCells(snapshot, shift);
  change(snapshot);
  const { bytes, lost } = await savedFile(partsToSave(snapshot), 'sheet-2', { kept, shifts });
  return { bytes, lost, parts: partsOf(bytes) };
}

/** Moves cells as the grid does. */
function moveCells({ sheets }: IWorkbookData, { sheetId, along, from, count }: Shift): void {
  const moved = <T>(line: Record<number, T>): Record<number, T> =>
    Object.fromEntries(
      Object.entries(line)
        .filter(([place]) => !(Number(place) >= from && Number(place) < from - count))
        .map(([place, value]) => [Number(place) + (Number(place) >= from ? count : 0), value]),
    );
  const sheet = sheets[sheetId];
  const cells = sheet.cellData as Record<number, Record<number, object>>;
  const across = Object.entries(cells).map(([row, line]) => [row, moved(line)] as const);
  sheet.cellData = along === 'rows' ? moved(cells) : Object.fromEntries(across);
}

const SHEET = 'xl/worksheets/sheet1.xml';
const inside = (xml: string | undefined, name: string): string =>
  new RegExp(`<${name}[\\s>].*?</${name}>|<${name}\\s[^>]*/>`, 's').exec(xml ?? '')?.[0] ?? '';
const rows = (from: number, count: number): Shift => ({ sheetId: 'sheet-1', along: 'rows', from, count });

describe('a file that is saved as it was opened', () => {
  test('has every part that the workbench does not write, byte for byte', async () => {
    const bytes = await fullBook();
    const [before, { parts: after, lost }] = [partsOf(bytes), await saved(await open(bytes))];
    expect(lost).toEqual([]);
    const OWN =
      /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(?:app|custom)\.xml|xl\/(?:_rels\/.*|workbook\.xml|styles\.xml|sharedStrings\.xml|worksheets\/.*))$/;
    const others = [...before.keys()].filter((path) => !OWN.test(path));
    expect(others).toEqual(
      expect.arrayContaining([
        'xl/tables/table1.xml',
        'xl/comments1.xml',
        'xl/drawings/drawing1.xml',
        'xl/drawings/vmlDrawing1.vml',
        'xl/charts/chart1.xml',
        'xl/charts/chart2.xml',
        'xl/media/image1.png',
        'xl/threadedComments/threadedComment1.xml',
        'xl/persons/person.xml',
        'xl/theme/theme1.xml',
        'customXml/item1.xml',
        'docProps/core.xml',
      ]),
    );
    for (const path of others) expect([path, after.get(path)]).toEqual([path, before.get(path)]);
  });

  test('has what stands on its sheets beside cells, word for word', async () => {
    const bytes = await fullBook();
    const [before, { parts: after }] = [partsOf(bytes), await saved(await open(bytes))];
    for (const name of [
      'sheetProtection',
      'conditionalFormatting',
      'dataValidations',
      'pageMargins',
      'headerFooter',
      'rowBreaks',
      'extLst',
    ]) {
      expect(inside(before.get(SHEET), name)).not.toBe('');
      expect(inside(after.get(SHEET), name)).toBe(inside(before.get(SHEET), name));
    }
    expect(inside(after.get('xl/styles.xml'), 'dxfs')).toBe(inside(before.get('xl/styles.xml'), 'dxfs'));
  });

  test('refers to nothing that is not there, and says of every part what it is', async () => {
    const { parts } = await saved(await open(await fullBook()));
    for (const [path, xml] of parts) {
      if (!path.endsWith('.rels')) continue;
      const ids = [...xml.matchAll(/\sId="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const owner = path.replace('_rels/', '').replace(/\.rels$/, '');
      for (const [, id] of (parts.get(owner) ?? '').matchAll(/\sr:(?:id|embed)="([^"]*)"/g))
        expect(ids).toContain(id);
      const folder = owner.slice(0, owner.lastIndexOf('/') + 1);
      for (const [tag, target] of xml.matchAll(/<Relationship\s[^>]*Target="([^"]*)"[^>]*>/g))
        if (!tag.includes('External'))
          expect([...parts.keys()]).toContain(new URL(target, `file:///${folder}`).pathname.slice(1));
    }
    const types = parts.get('[Content_Types].xml')!;
    const endings = [...types.matchAll(/Extension="([^"]*)"/g)].map(([, ending]) => ending);
    for (const path of parts.keys())
      if (path !== '[Content_Types].xml')
        expect(types.includes(`PartName="/${path}"`) || endings.includes(path.split('.').at(-1)!)).toBe(true);
  });

  test('has its names, hidden sheets, properties and the sheet in view', async () => {
    const { parts } = await saved(await open(await fullBook()));
    const book = parts.get('xl/workbook.xml')!;
    expect(book).toContain('<definedName name="amounts">Data!$B$2:$B$4</definedName>');
    expect(book).toContain(
      '<definedName name="_xlnm.Print_Area" localSheetId="0">Data!$A$1:$C$7</definedName>',
    );
    expect(book).toMatch(/<sheet name="Key" [^>]*state="veryHidden"/);
    expect(book).toContain('activeTab="1"');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('tabSelected="1"');
    expect(parts.get('docProps/custom.xml')).toMatch(/name="client"><vt:lpwstr>ACME</);
  });

  test('has the formats of cells that the workbench cannot show, also where another one is changed', async () => {
    const opened = await open(await fullBook());
    const { parts } = await saved(opened, (book) => {
      const cell = book.sheets['sheet-1'].cellData![1][1];
      cell.s = { ...(book.styles[cell.s as string] as object), it: 1, bl: 0 };
    });
    const styles = parts.get('xl/styles.xml')!;
    expect(styles).toContain('<protection locked="0"/>');
    expect(styles).toMatch(/<font><i\/><sz val="11"\/><name val="Georgia"\/><\/font>/);
  });
});

/** The same file with some parts changed. */
async function changed(
  changes: readonly (readonly [string, string | RegExp, string])[],
): Promise<OpenedFile> {
  const parts = partsOf(await fullBook());
  for (const [path, from, to] of changes) {
    const text = parts.get(path)!.replace(from, to);
    if (text === parts.get(path)) throw new Error(`there is no ${String(from)} in ${path}`);
    parts.set(path, text);
  }
  return open(archive([...parts].map(([path, content]) => ({ path, content }))));
}

test('columns that are formatted as a whole are so again, each where it has gone', async () => {
  const opened = await changed([
    [SHEET, '<sheetData>', '<cols><col min="3" max="4" width="12" style="2"/></cols><sheetData>'],
    [
      'xl/styles.xml',
      '<fonts ',
      '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0 &quot;kg&quot;"/></numFmts><fonts ',
    ],
    [
      'xl/styles.xml',
      '</cellXfs>',
      '<xf numFmtId="170" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><alignment horizontal="right"/></xf></cellXfs>',
    ],
  ]);
  const shifts: Shift[] = [{ sheetId: 'sheet-1', along: 'columns', from: 0, count: 1 }];
  const { parts } = await saved(
    opened,
    (book) => {
      const columns = book.sheets['sheet-1'].columnData as Record<number, object>;
      book.sheets['sheet-1'].columnData = { 3: columns[2], 4: columns[3] };
    },
    shifts,
  );
  const columns = [...parts.get(SHEET)!.matchAll(/<col min="(\d+)"[^>]*?style="(\d+)"/g)].map(
    ([, min, style]) => [min, style],
  );
  expect(columns.map(([min]) => min)).toEqual(['4', '5']);
  const styles = parts.get('xl/styles.xml')!;
  const format = /<cellXfs.*?<\/cellXfs>/s.exec(styles)![0].split('<xf ')[Number(columns[0][1]) + 1];
  expect(format).toContain('<alignment horizontal="right"/>');
  const [, id, font] = /numFmtId="(\d+)" fontId="(\d+)"/.exec(format)!;
  expect(styles).toContain(`<numFmt numFmtId="${id}" formatCode="0.0 &quot;kg&quot;"/>`);
  const fonts = /<fonts[^>]*>.*?<\/fonts>/s.exec(styles)![0];
  expect(fonts.split('<font>')[Number(font) + 1]).toContain('Georgia');
  for (const [, list, count, entries] of styles.matchAll(
    /<(numFmts|fonts|fills|borders|cellXfs) count="(\d+)">(.*?)<\/\1>/gs,
  ))
    expect([list, entries.match(/<(?:xf|font|fill|border|numFmt)[ >]/g)?.length]).toEqual([
      list,
      Number(count),
    ]);
});

test('rules of a file that counts its days from 1904 are listed before saving', async () => {
  const { lost, parts } = await saved(
    await changed([['xl/workbook.xml', '<bookViews>', '<workbookPr date1904="1"/><bookViews>']]),
  );
  expect(lost).toEqual([
    expect.stringMatching(/^days in conditional formats and in rules .*, which count from 1904$/),
  ]);
  expect(parts.get('xl/workbook.xml')).not.toContain('1904');
});

describe('a file that is saved after edits', () => {
  test('has rules, notes, tables, names and charts where their cells have gone', async () => {
    const { parts, lost } = await saved(await open(await fullBook()), undefined, [rows(1, 2), rows(0, 1)]);
    const xml = parts.get(SHEET)!;
    expect(lost).toEqual([]);
    expect(inside(xml, 'conditionalFormatting')).toContain('sqref="B5:B7"');
    expect(inside(xml, 'dataValidations')).toContain('sqref="B5:B7"');
    expect(xml).toContain('<xm:f>Data!B5:B7</xm:f><xm:sqref>D5</xm:sqref>');
    expect(parts.get('xl/comments1.xml')).toContain('ref="A5"');
    expect(parts.get('xl/threadedComments/threadedComment1.xml')).toContain('ref="A5"');
    expect(parts.get('xl/drawings/vmlDrawing1.vml')).toContain('<x:Row>4</x:Row>');
    expect(parts.get('xl/workbook.xml')).toContain('Data!$A$2:$C$10</definedName>');
    expect([...parts.values()].find((part) => part.includes('>Shares<'))).toContain('Data!$C$5:$C$7');
  });

  test('loses what belongs to rows that are deleted, and nothing else', async () => {
    const { parts } = await saved(await open(await fullBook()), undefined, [rows(1, -1)]);
    expect(inside(parts.get(SHEET), 'dataValidations')).toContain('sqref="B2:B3"');
    expect(parts.get('xl/comments1.xml')).not.toContain('<comment ');
    expect(parts.get('xl/drawings/vmlDrawing1.vml')).not.toContain('<v:shape ');
    const all = await saved(await open(await fullBook()), undefined, [rows(0, -7)]);
    expect(inside(all.parts.get(SHEET), 'dataValidations')).toBe('');
    expect(all.parts.get(SHEET)).not.toContain('tablePart');
    expect(all.parts.get('xl/workbook.xml')).not.toContain('Print_Area');
  });

  test('calls sheets by the names that they have today', async () => {
    const { parts } = await saved(await open(await fullBook()), (book) => {
      book.sheets['sheet-2'].name = "It's new";
      book.sheets['sheet-1'].name = 'All';
    });
    expect(inside(parts.get(SHEET), 'conditionalFormatting')).toContain(
      "<formula>'It''s new'!$A$1</formula>",
    );
    expect([...parts.values()].find((part) => part.includes('>Shares<'))).toContain('All!$C$2:$C$4');
  });

  test('has no rules that ask a sheet that is gone', async () => {
    const { parts } = await saved(await open(await fullBook()), (book) => {
      book.sheetOrder = ['sheet-1', 'sheet-3'];
      delete book.sheets['sheet-2'];
    });
    expect(inside(parts.get(SHEET), 'conditionalFormatting')).toContain('<formula>#REF!</formula>');
    expect(parts.get('xl/workbook.xml')).toMatch(/<sheet name="Key" sheetId="3" [^>]*state="veryHidden"/);
  });

  test('has formulas that name a table as the file has them, unless they were changed', async () => {
    const opened = await open(await fullBook());
    const formula = (xml: string | undefined, address: string): string | undefined =>
      new RegExp(`<c r="${address}"[^>]*><f>([^<]*)</f>`).exec(xml ?? '')?.[1];
    const cells = (book: IWorkbookData) => book.sheets['sheet-1'].cellData!;
    expect(cells(opened.workbook)[6][0].f).toBe('=SUM($B$2:$B$4)');
    const { parts } = await saved(opened);
    expect(formula(parts.get(SHEET), 'A7')).toBe('SUM(Sales[Amount])');
    const moved = await saved(opened, (book) => (cells(book)[8][0].f = '=SUM($B$2:$B$6)'), [rows(2, 2)]);
    expect(formula(moved.parts.get(SHEET), 'A9')).toBe('SUM(Sales[Amount])');
    const typed = await saved(opened, (book) => (cells(book)[6][0].f = '=SUM($B$2:$B$3)'));
    expect(formula(typed.parts.get(SHEET), 'A7')).toBe('SUM($B$2:$B$3)');
    const renamed = await saved(opened, (book) => (cells(book)[0][1].v = 'Sum'));
    expect(formula(renamed.parts.get(SHEET), 'A7')).toBe('SUM($B$2:$B$4)');
  });

  test('has the headers of its tables as their cells have them', async () => {
    const opened = await open(await fullBook());
    const { parts } = await saved(opened, (book) => {
      book.sheets['sheet-1'].cellData![0][1].v = 'Amount & more';
    });
    expect(parts.get('xl/tables/table1.xml')).toContain('name="Amount &amp; more"');
    const { parts: without, lost } = await saved(opened, (book) => {
      book.sheets['sheet-1'].cellData![0][1].v = 'Share';
    });
    expect(lost).toEqual(['the table “Sales”, whose headers are not texts that differ']);
    expect(without.get(SHEET)).not.toContain('tablePart');
    expect([...without.keys()].some((path) => path.startsWith('xl/tables/'))).toBe(false);
  });

  test('lists a table in which columns have come', async () => {
    const shifts: Shift[] = [{ sheetId: 'sheet-1', along: 'columns', from: 1, count: 1 }];
    const { lost } = await saved(await open(await fullBook()), undefined, shifts);
    expect(lost).toEqual(['the table “Sales”, in which columns have come or gone']);
  });

  test('has a chart that was changed as it is now, beside those of the file', async () => {
    const opened = await open(await fullBook());
    const { parts } = await saved(opened, (book) => {
      const resource = book.resources!.find(({ name }) => name === 'SHEET_DRAWING_PLUGIN')!;
      resource.data = resource.data.replace('"title":"Points"', '"title":"Changed"');
    });
    const charts = [...parts].filter(([path]) => /^xl\/charts\/[^/]*$/.test(path));
    const titles = charts.map(([, xml]) => /<a:t>([^<]*)</.exec(xml)?.[1]);
    expect(titles.sort()).toEqual(['Changed', 'Shares']);
    expect([...parts.keys()].filter((path) => path.startsWith('xl/media/'))).toHaveLength(1);
    const drawing = parts.get('xl/drawings/drawing1.xml')!;
    expect(drawing.match(/<xdr:graphicFrame[\s>]/g)).toHaveLength(2);
    expect(drawing.match(/<xdr:pic>/g)).toHaveLength(1);
  });
});

describe('the grid', () => {
  test('remembers which rows have come and gone, and what was taken back', async () => {
    const { workbook, kept } = await open(await fullBook());
    const book = openHeadless([[1]]);
    try {
      logShifts(book);
      book.api.disposeUnit(book.api.getActiveWorkbook()!.getId());
      const opened = book.api.createWorkbook(workbook);
      book.get<IUniverInstanceService>(IUniverInstanceService).focusUnit(workbook.id);
      const [sheet] = opened.getSheets();
      sheet.insertRows(1, 2);
      const now = async (): Promise<string> =>
        inside(partsOf((await writeWorkbook(book, kept)).bytes).get(SHEET), 'dataValidations');
      expect(await now()).toContain('sqref="B4:B6"');
      await sheet.deleteRows(3, 1);
      expect(await now()).toContain('sqref="B4:B5"');
      opened.undo();
      await expect.poll(now).toContain('sqref="B4:B6"');
    } finally {
      book.close();
    }
  });
});

test('macros are left out, which is said before saving, and the file is no longer one for macros', async () => {
  const { parts, lost } = await saved(await open(await macroBook()));
  expect(lost).toEqual(['macros']);
  expect([...parts.keys()].some((path) => path.includes('vba'))).toBe(false);
  expect([...parts.values()].some((xml) => /vbaProject|macroEnabled/.test(xml))).toBe(false);
});
