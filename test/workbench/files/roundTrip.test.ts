import { IUniverInstanceService, type IWorkbookData } from '@univerjs/core';
import type { FWorksheet } from '@univerjs/preset-sheets-core';
import { describe, expect, test } from 'vitest';
import type { Growth } from '../../../workbench/shifts';
import { readWorkbook, type OpenedFile } from '../../../workbench/files/read';
import { logShifts } from '../../../workbench/files/package/log';
import { savedFile } from '../../../workbench/files/saved';
import type { WorkbookParts } from '../../../workbench/files/toXlsx';
import { writeWorkbook } from '../../../workbench/files/write';
import { markMovedCells } from '../../../workbench/shiftWatch';
import { openHeadless, type Headless } from '../headless';
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
  shifts: readonly Growth[] = [],
) {
  const snapshot = structuredClone(workbook);
  for (const shift of shifts) moveCells(snapshot, shift);
  change(snapshot);
  const { bytes, lost } = await savedFile(partsToSave(snapshot), 'sheet-2', { kept, shifts });
  return { bytes, lost, parts: partsOf(bytes) };
}

/** Moves cells as the grid does. */
function moveCells({ sheets }: IWorkbookData, { sheetId, along, from, count }: Growth): void {
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
const rows = (from: number, count: number): Growth => ({ sheetId: 'sheet-1', along: 'rows', from, count });

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
  const shifts: Growth[] = [{ sheetId: 'sheet-1', along: 'columns', from: 0, count: 1 }];
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

const FORMATTED = [
  'xl/styles.xml',
  '</cellXfs>',
  '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>',
] as const;
/** The number format of the style that an attribute names. */
const numberFormat = (parts: ReadonlyMap<string, string>, style: string | undefined): string | undefined => {
  const formats = /<cellXfs.*?<\/cellXfs>/s.exec(parts.get('xl/styles.xml')!)![0].split('<xf ');
  return /numFmtId="(\d+)"/.exec(formats[Number(style) + 1])?.[1];
};
const formatsBefore = async (): Promise<number> =>
  /<cellXfs.*?<\/cellXfs>/s.exec(partsOf(await fullBook()).get('xl/styles.xml')!)![0].split('<xf ').length -
  1;

test('rows that are formatted as a whole are so again, with cells and without', async () => {
  const number = await formatsBefore();
  const formatted = `s="${number}" customFormat="1"`;
  const opened = await changed([
    FORMATTED,
    [SHEET, '<row r="2"', `<row r="2" ${formatted}`],
    [SHEET, '</sheetData>', `<row r="20" ${formatted}/><row r="21" ${formatted}/></sheetData>`],
  ]);
  const { parts, lost } = await saved(opened);
  expect(lost).toEqual([]);
  const rows = [...parts.get(SHEET)!.matchAll(/<row r="(\d+)" s="(\d+)" customFormat="1"/g)];
  expect(rows.map(([, row, style]) => [row, numberFormat(parts, style)])).toEqual([
    ['2', '10'],
    ['20', '10'],
    ['21', '10'],
  ]);
  const numbers = [...parts.get(SHEET)!.matchAll(/<row r="(\d+)"/g)].map(([, row]) => Number(row));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

test('columns beyond the grid keep their formats and widths', async () => {
  const number = await formatsBefore();
  const opened = await changed([
    FORMATTED,
    [
      SHEET,
      '<sheetData>',
      `<cols><col min="4" max="16384" width="9.5" style="${number + 1}" customWidth="1"/></cols><sheetData>`,
    ],
  ]);
  const { parts, lost } = await saved(opened);
  expect(lost).toEqual([]);
  const [last] = [...parts.get(SHEET)!.matchAll(/<col [^>]*>/g)].map(([tag]) => tag).reverse();
  const columns = opened.workbook.sheets['sheet-1'].columnCount!;
  expect(last).toMatch(
    new RegExp(`min="${columns + 1}" max="16384" style="\\d+" width="9.5" customWidth="1"`),
  );
  expect(numberFormat(parts, /style="(\d+)"/.exec(last)![1])).toBe('14');
});

test('formats far away from all values are listed before saving', async () => {
  const far = '<row r="9000"><c r="A9000" s="1"/></row></sheetData>';
  const { lost } = await saved(await changed([[SHEET, '</sheetData>', far]]));
  expect(lost).toEqual(['formats of cells far away from all values (below or right of C7 of Data)']);
  const row = '<row r="9000" s="1" customFormat="1"/></sheetData>';
  const ofRow = await saved(await changed([[SHEET, '</sheetData>', row]]));
  expect(ofRow.lost).toEqual(lost);
});

test('a text with formats of single words has them again while it is the same', async () => {
  const runs =
    '<r><t xml:space="preserve">the </t></r><r><rPr><b/><color rgb="FFFF0000"/><rFont val="Georgia"/></rPr><t>source_x0007_</t></r>';
  const text = `<c r="A9" t="inlineStr"><is>${runs}</is></c>`;
  const opened = await changed([[SHEET, '</sheetData>', `<row r="9">${text}</row></sheetData>`]]);
  expect(opened.differences).toContain('formats of single words in a cell are not shown');
  const { parts, lost } = await saved(opened);
  expect(lost).toEqual([]);
  const cell = /<c r="A9".*?<\/c>/s.exec(parts.get(SHEET)!)![0];
  expect(cell).toMatch(/<rPr>(?=.*<b\/>)(?=.*rgb="FFFF0000")(?=.*Georgia).*<\/rPr>/);
  expect([...cell.matchAll(/<t[^>]*>([^<]*)</g)].map(([, part]) => part)).toEqual(['the ', 'source_x0007_']);
  const { parts: edited } = await saved(opened, (book) => {
    book.sheets['sheet-1'].cellData![8][0].v = 'another text';
  });
  expect(/<c r="A9".*?<\/c>/s.exec(edited.get(SHEET)!)![0]).not.toContain('rPr');
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
    const shifts: Growth[] = [{ sheetId: 'sheet-1', along: 'columns', from: 1, count: 1 }];
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
  /** What is saved of the rules of a workbook in the grid after edits of its first sheet. */
  async function inTheGrid(
    edits: (
      sheet: FWorksheet,
      rules: () => Promise<string | undefined>,
      undo: () => void,
      book: Headless,
    ) => Promise<void>,
  ): Promise<void> {
    const { workbook, kept } = await open(await fullBook());
    const book = openHeadless([[1]]);
    try {
      markMovedCells(book);
      logShifts(book);
      book.api.disposeUnit(book.api.getActiveWorkbook()!.getId());
      const opened = book.api.createWorkbook(workbook);
      book.get<IUniverInstanceService>(IUniverInstanceService).focusUnit(workbook.id);
      const [sheet] = opened.getSheets();
      opened.setActiveSheet(sheet);
      const rules = async (): Promise<string | undefined> => {
        const xml = partsOf((await writeWorkbook(book, kept)).bytes).get(SHEET);
        const places = ['dataValidations', 'conditionalFormatting'].map(
          (name) => /sqref="([^"]*)"/.exec(inside(xml, name))?.[1],
        );
        expect(places[1]).toBe(places[0]);
        return places[0];
      };
      await edits(sheet, rules, () => opened.undo(), book);
    } finally {
      book.close();
    }
  }

  test('remembers which rows have come and gone, and what was taken back', () =>
    inTheGrid(async (sheet, rules, undo) => {
      sheet.insertRows(1, 2);
      expect(await rules()).toBe('B4:B6');
      await sheet.deleteRows(3, 1);
      expect(await rules()).toBe('B4:B5');
      undo();
      await expect.poll(rules).toBe('B4:B6');
    }));

  test('remembers rows that were dragged, and cells that were put in, taken out or moved', () =>
    inTheGrid(async (sheet, rules, undo, { api }) => {
      sheet.moveRows(sheet.getRange('A2:C2'), 6);
      await expect.poll(rules).toBe('B2:B3 B6');
      undo();
      await expect.poll(rules).toBe('B2:B4');
      sheet.getRange('B3').insertCells(api.Enum.Dimension.ROWS);
      await expect.poll(rules).toBe('B2:B5');
      undo();
      await expect.poll(rules).toBe('B2:B4');
      sheet.getRange('B3').deleteCells(api.Enum.Dimension.ROWS);
      await expect.poll(rules).toBe('B2:B3');
      undo();
      await expect.poll(rules).toBe('B2:B4');
      sheet.getRange('A2').insertCells(api.Enum.Dimension.COLUMNS);
      await expect.poll(rules).toBe('C2 B3:B4');
      undo();
      await expect.poll(rules).toBe('B2:B4');
      await api.executeCommand('sheet.command.move-range', {
        fromRange: sheet.getRange('B2:B3').getRange(),
        toRange: sheet.getRange('D2:D3').getRange(),
      });
      await expect.poll(rules).toBe('D2:D3 B4');
      undo();
      await expect.poll(rules).toBe('B2:B4');
    }));
});

test('macros are left out, which is said before saving, and the file is no longer one for macros', async () => {
  const { parts, lost } = await saved(await open(await macroBook()));
  expect(lost).toEqual(['macros']);
  expect([...parts.keys()].some((path) => path.includes('vba'))).toBe(false);
  expect([...parts.values()].some((xml) => /vbaProject|macroEnabled/.test(xml))).toBe(false);
});
