import { CellValueType, type ICellData, type IWorksheetData } from '@univerjs/core';
import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../../../workbench/files/read';
import { archive, chartSheetBook, plainBook, RELATIONSHIPS, withSheet, type Part } from './hostile';
import { partsOf } from './parts';

type Rows = Record<number, Record<number, ICellData>>;

async function opened(content: string | Uint8Array<ArrayBuffer>, name = 'x.xlsx') {
  const { workbook, differences } = await readWorkbook(new File([content], name));
  const sheet = workbook.sheets['sheet-1'] as IWorksheetData;
  return { sheet, rows: sheet.cellData as Rows, differences };
}

const cell = (address: string, content: string): string =>
  `<row r="${/\d+/.exec(address)![0]}"><c r="${address}">${content}</c></row>`;
const text = (value: string): string => `<is><t>${value}</t></is>`;
const data = (...rows: string[]): string => `<sheetData>${rows.join('')}</sheetData>`;
const merges = (...ranges: string[]): string =>
  `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;

type Changes = Readonly<Record<string, Partial<Part>>>;

/** A workbook part by part, with another content of one of them or more. */
async function parts(changes: Changes = {}): Promise<Part[]> {
  return [...partsOf(await plainBook())].map(([path, content]) => ({ path, content, ...changes[path] }));
}

const SHEET = 'xl/worksheets/sheet1.xml';

describe('formats', () => {
  test('far away from all values are no data, and make the sheet no larger', async () => {
    const { sheet, rows, differences } = await opened(
      await withSheet(
        data(
          cell('A1', '<v>7</v>'),
          '<row r="60001"><c r="OK60001" s="1"/></row>',
          '<row r="1048576"><c r="XFD1048576" s="1"></c></row>',
        ),
      ),
    );
    expect([sheet.rowCount, sheet.columnCount]).toEqual([2000, 60]);
    expect(Object.keys(rows)).toEqual(['0']);
    expect(rows[0][0].v).toBe(7);
    expect(differences).toBeNull();
  });

  test('near values are kept', async () => {
    const { rows } = await opened(
      await withSheet(data(cell('A1', '<v>7</v>'), '<row r="9"><c r="C9" s="1"/></row>')),
    );
    expect(rows[8][2]).toEqual({ s: { bl: 1 } });
  });

  test('are left out of a sheet that has more of them than can be opened', async () => {
    const row = `<c s="1"/>`.repeat(16_384);
    const lines = Array.from({ length: 320 }, () => `<row>${row}</row>`);
    const { rows } = await opened(await withSheet(data(...lines, '<row><c><v>7</v></c></row>')));
    expect(Object.keys(rows)).toEqual(['320']);
  });
});

describe('values', () => {
  test('at the other end of a sheet are read, where nearly all between is blank', async () => {
    const { sheet, rows } = await opened(
      await withSheet(
        data(
          '<row r="1" ht="30" customHeight="1"><c r="A1"><v>1</v></c><c><v>2</v></c></row>',
          '<row r="5"/>',
          '<row r="70000"><c r="B70000" t="array"><f t="array" ref="B70000:B70001">{1;2}</f><v>1</v></c></row>',
          '<row r="70001" ht="40" customHeight="1"><c r="B70001"><v>2</v></c></row>',
          '<row r="1048576"><c r="XFD1048576"><v>3</v></c><c r="A1048576" s="1"/></row>',
        ) + merges('A70000:A70002'),
      ),
    );
    expect([sheet.rowCount, sheet.columnCount]).toEqual([1_048_576, 16_384]);
    expect(Object.keys(rows).map(Number)).toEqual([0, 69_999, 1_048_575]);
    expect([rows[0][0].v, rows[0][1].v, rows[1_048_575][16_383].v]).toEqual([1, 2, 3]);
    expect(rows[69_999][1].f).toBe('={1;2}');
    expect(sheet.rowData).toMatchObject({ 0: { h: 40 }, 70_000: { h: 53 } });
    expect(sheet.mergeData).toEqual([{ startRow: 69_999, startColumn: 0, endRow: 70_001, endColumn: 0 }]);
  });

  test('too far apart on both sides are refused', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => cell(`A${i * 200 + 1}`, '<v>1</v>'));
    rows.push(cell('XFD1048576', '<v>3</v>'));
    await expect(opened(await withSheet(data(...rows)))).rejects.toThrow(
      '"x.xlsx" is too large: it has values in 5,001 rows of a sheet and up to its column XFD.',
    );
  });

  test('outside of every sheet are refused', async () => {
    await expect(opened(await withSheet(data(cell('A1048577', '<v>1</v>'))))).rejects.toThrow(
      '"x.xlsx" is damaged: it has a cell in row 1048577 and column 1.',
    );
  });

  test('of 32,767 characters are whole, and of more are cut, which is said', async () => {
    const inline = (address: string, value: string): string =>
      cell(address, text(value)).replace('<c ', '<c t="inlineStr" ');
    const { rows, differences } = await opened(
      await withSheet(
        data(
          inline('A1', 'x'.repeat(32_767)),
          inline('A2', 'y'.repeat(32_768)),
          inline('A3', `${'z'.repeat(32_766)}😀`),
        ),
      ),
    );
    expect([0, 1, 2].map((row) => String(rows[row][0].v).length)).toEqual([32_767, 32_767, 32_766]);
    expect(differences).toBe(
      '“x.xlsx” is open, but texts are cut behind 32,767 characters (A2 of S, A3 of S).',
    );
  });

  test('of delimited text are cut likewise', async () => {
    const { rows, differences } = await opened(`a,b\n1,${'x'.repeat(40_000)}\n`, 'x.csv');
    expect(String(rows[1][1].v).length).toBe(32_767);
    expect(differences).toContain('(B2)');
  });

  test('that many cells share take no more than their characters together may', async () => {
    const cells = Array.from({ length: 6200 }, (_, i) => `<row r="${i + 1}"><c t="s"><v>0</v></c></row>`);
    const shared = `<sst><si><t>${'x'.repeat(32_767)}</t></si></sst>`;
    const bytes = archive(
      await parts({
        [SHEET]: { content: `<worksheet>${data(...cells)}</worksheet>` },
        'xl/sharedStrings.xml': { content: shared },
      }),
    );
    await expect(opened(bytes)).rejects.toThrow(
      '"x.xlsx" is too large: it has more than 200,000,000 characters in its cells.',
    );
  });
});

describe('formulas', () => {
  const formula = (source: string): Promise<Uint8Array<ArrayBuffer>> =>
    withSheet(data(cell('A1', `<f>${source}</f><v>5</v>`)));
  const nested = (levels: number): string => `${'ABS('.repeat(levels)}1${')'.repeat(levels)}`;

  test('in 64 levels are formulas, and in more are text, which is said', async () => {
    expect((await opened(await formula(nested(64)))).rows[0][0].f).toBe(`=${nested(64)}`);
    const { rows, differences } = await opened(await formula(nested(65)));
    expect(rows[0][0]).toEqual({ v: `=${nested(65)}`, t: CellValueType.STRING });
    expect(differences).toContain('nested in more than 64 levels, are text (A1 of S)');
  });

  test('with brackets alone are counted too, but not what stands in texts and names of sheets', async () => {
    const brackets = `${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
    expect((await opened(await formula(brackets))).rows[0][0].f).toBeUndefined();
    expect((await opened(await formula(`${'('.repeat(300)}1`))).rows[0][0].f).toBeUndefined();
    const quoted = `"${'F('.repeat(100)}"&amp;'${'F('.repeat(10)}'!A1&amp;${'F(1)+'.repeat(100)}1`;
    expect((await opened(await formula(quoted))).rows[0][0].f).toBeDefined();
  });

  test('of more than 8,192 characters are text, and what shares them keeps its value', async () => {
    const long = `1${'+1'.repeat(4100)}`;
    const { rows } = await opened(
      await withSheet(
        data(
          cell('A1', `<f t="shared" si="0" ref="A1:A2">${long}</f><v>5</v>`),
          cell('A2', '<f t="shared" si="0"/><v>6</v>'),
        ),
      ),
    );
    expect(rows[0][0]).toMatchObject({ v: `=${long}`, t: CellValueType.STRING });
    expect(rows[1][0]).toEqual({ v: 6, t: CellValueType.NUMBER });
  });

  test('whose ranges lie over each other are read in no more time than their cells take', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>`,
    );
    const start = performance.now();
    const read = await opened(await withSheet(data(...rows)));
    expect(Object.keys(read.rows).length).toBe(3000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('merged cells', () => {
  test('of whole sheets, columns and rows end where the sheet does', async () => {
    for (const [range, endRow, endColumn] of [
      ['A1:XFD1048576', 1999, 59],
      ['A1:B1048576', 1999, 1],
      ['A1:XFD2', 1, 59],
      ['A:B', 1999, 1],
    ] as const) {
      const { sheet, differences } = await opened(
        await withSheet(data(cell('A1', '<v>1</v>')) + merges(range)),
      );
      expect(sheet.mergeData).toEqual([{ startRow: 0, startColumn: 0, endRow, endColumn }]);
      expect(differences).toBeNull();
    }
  });

  test('that lie in others, or are too many, are not merged, which is said', async () => {
    const { sheet, differences } = await opened(
      await withSheet(
        data(cell('A1', '<v>1</v>'), cell('A900000', '<v>1</v>')) + merges('A1:B2', 'B2:C3', 'D1:E1048576'),
      ),
    );
    expect(sheet.mergeData).toEqual([{ startRow: 0, startColumn: 0, endRow: 1, endColumn: 1 }]);
    expect(differences).toMatch(/are not merged \(B2:C3 of S, D1:E900200 of S\)/);
  });
});

describe('an archive', () => {
  test('that unpacks to too much is refused by what it says', async () => {
    const bytes = archive(await parts({ [SHEET]: { said: 3_000_000_000 } }));
    await expect(opened(bytes)).rejects.toThrow(
      /^"x\.xlsx" is too large: it unpacks to 3,000 MB, and at most 500 MB can be opened\.$/,
    );
  });

  test('that says less than it unpacks to is refused, as is one that says nothing', async () => {
    const content = `<worksheet>${data(cell('A1', '<v>1</v>'))}${' '.repeat(1_000_000)}</worksheet>`;
    await expect(opened(archive(await parts({ [SHEET]: { content, said: 1000 } })))).rejects.toThrow(
      `"x.xlsx" is damaged: ${SHEET} cannot be unpacked.`,
    );
    await expect(opened(archive(await parts({ [SHEET]: { content, said: 0 } })))).rejects.toThrow(
      `"x.xlsx" is damaged: a sheet in it is not whole (${SHEET}).`,
    );
    const other = { content: 'x'.repeat(1_000_000), said: 10 };
    await expect(opened(archive(await parts({ 'xl/styles.xml': other })))).rejects.toThrow(/ is damaged: /);
  });

  test('with sizes of eight bytes is read', async () => {
    const content = `<worksheet>${data(cell('A1', '<v>42</v>'))}</worksheet>`;
    const { rows } = await opened(archive(await parts({ [SHEET]: { content, inExtra: true } })));
    expect(rows[0][0].v).toBe(42);
  });

  test('whose parts lie over each other is refused', async () => {
    const bytes = Buffer.from(archive(await parts()));
    // Every part is where the first is, and as long as the whole.
    for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1)) {
      bytes.writeUInt32LE(bytes.length - 100, at + 20);
      bytes.writeUInt32LE(0, at + 42);
    }
    await expect(opened(new Uint8Array(bytes))).rejects.toThrow(
      '"x.xlsx" is damaged: parts of it lie over each other.',
    );
  });

  test('that is cut off anywhere, or has another byte anywhere, is read or refused in our words', async () => {
    const whole = await plainBook();
    for (let i = 0; i < whole.length; i += 7) {
      const wrong = new Uint8Array(whole);
      wrong[i] ^= 0xff;
      for (const bytes of [whole.slice(0, i), wrong]) {
        const problem = await opened(bytes).then(
          () => null,
          (error: Error) => error.message,
        );
        if (problem !== null)
          expect(problem).toMatch(
            /^"x\.xlsx" (?:is damaged: |is too large: |could not be read \((?:it is (?:no workbook|an archive without a workbook)|something in it is not as expected)\): )/,
          );
      }
    }
  });
});

describe('a workbook', () => {
  const WORKBOOK = 'xl/workbook.xml';
  const RELATIONS = 'xl/_rels/workbook.xml.rels';
  const withSheets = async (count: number, id: (i: number) => string, changes: Changes = {}) => {
    const [own] = (await parts()).filter(({ path }) => path === WORKBOOK);
    const sheets = Array.from(
      { length: count },
      (_, i) => `<sheet name="S${i}" sheetId="${i}" r:id="${id(i)}"/>`,
    );
    const content = String(own.content).replace(
      /<sheets>.*<\/sheets>/s,
      `<sheets>${sheets.join('')}</sheets>`,
    );
    return archive(await parts({ ...changes, [WORKBOOK]: { content } }));
  };

  test('without sheets, with too many, with one of them twice or without a name is refused', async () => {
    await expect(opened(await withSheets(0, () => ''))).rejects.toThrow(
      '"x.xlsx" is damaged: it has no sheets.',
    );
    await expect(opened(await withSheets(1001, (i) => `rId${i}`))).rejects.toThrow(
      '"x.xlsx" is too large: it has 1,001 sheets, and at most 1,000 can be opened.',
    );
    await expect(opened(await withSheets(2, () => 'rId1'))).rejects.toThrow(
      '"x.xlsx" is damaged: two of its sheets are the same part of it.',
    );
    const [own] = (await parts()).filter(({ path }) => path === WORKBOOK);
    const nameless = String(own.content).replace('name="S"', 'name=""');
    await expect(opened(archive(await parts({ [WORKBOOK]: { content: nameless } })))).rejects.toThrow(
      '"x.xlsx" is damaged: a sheet in it has no name.',
    );
  });

  test.each([
    ['behind a cell', '<row><c><v>1</v></c>'],
    ['behind a row', '<row><c><v>1</v></c></row>'],
    ['in a text', '<row><c t="inlineStr"><is><t>a &lt; b'],
    ['in a tag', '<row><c r="A1'],
    ['in a comment', '<row><c><v>1</v></c></row><!-- </sheetData></worksheet>'],
    ['in its midst', '<row><c><v>1</v></c></row></worksheet>'],
  ])('whose sheet is cut off %s is refused', async (_, content) => {
    const bytes = archive(await parts({ [SHEET]: { content: `<worksheet><sheetData>${content}` } }));
    await expect(opened(bytes)).rejects.toThrow(
      '"x.xlsx" is damaged: a sheet in it is not whole (xl/worksheets/sheet1.xml).',
    );
  });

  test.each(['', 'no markup', '<html><body/></html>'])('whose sheet is %j is refused', async (content) => {
    await expect(opened(archive(await parts({ [SHEET]: { content } })))).rejects.toThrow(
      '"x.xlsx" is damaged: a sheet in it is not whole (xl/worksheets/sheet1.xml).',
    );
  });

  test('without the texts that its cells share is refused, unless they share none', async () => {
    const without = async (changes: Changes) =>
      opened(archive((await parts(changes)).filter(({ path }) => path !== 'xl/sharedStrings.xml')));
    await expect(without({})).rejects.toThrow('"x.xlsx" is damaged: the texts of its cells are missing.');
    const { rows } = await without({
      [SHEET]: { content: `<worksheet>${data(cell('A1', '<v>7</v>'))}</worksheet>` },
    });
    expect(rows[0][0].v).toBe(7);
  });

  test('whose sheet has markup in texts, comments and values of attributes is whole', async () => {
    const sheet =
      '<?xml version="1.0"?><!-- <worksheet> --><worksheet><dimension ref="A1>/"/><sheetData>' +
      `<row><c t="inlineStr"><is><t><![CDATA[a <b> c]]></t></is></c><c r='B1'><v>7</v></c></row></sheetData></worksheet>`;
    const { rows } = await opened(archive(await parts({ [SHEET]: { content: sheet } })));
    expect([rows[0][0].v, rows[0][1].v]).toEqual(['a <b> c', 7]);
  });

  test('whose sheets have the same name, or one without end, has others in their place, which is said', async () => {
    const names = ['A', 'a', 'A', 'A (2)', 'x'.repeat(100_000), 'y'.repeat(255)];
    const own = await parts();
    const text = (path: string): string => String(own.find((part) => part.path === path)!.content);
    const sheets = names.map((name, i) => `<sheet name="${name}" sheetId="${i}" r:id="s${i}"/>`);
    const relations = names.map(
      (_, i) => `<Relationship Id="s${i}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/${i}.xml"/>`,
    );
    const bytes = archive([
      ...(await parts({
        [WORKBOOK]: { content: text(WORKBOOK).replace(/(?<=<sheets>).*(?=<\/sheets>)/s, sheets.join('')) },
        [RELATIONS]: { content: text(RELATIONS).replace('</Relationships>', `${relations.join('')}$&`) },
      })),
      ...names.map((_, i) => ({
        path: `xl/worksheets/${i}.xml`,
        content: '<worksheet><sheetData/></worksheet>',
      })),
    ]);
    const { workbook, differences } = await readWorkbook(new File([bytes], 'x.xlsx'));
    expect(workbook.sheetOrder.map((id) => workbook.sheets[id].name)).toEqual([
      'A',
      'a (3)',
      'A (4)',
      'A (2)',
      'x'.repeat(255),
      'y'.repeat(255),
    ]);
    expect(differences).toBe(
      '“x.xlsx” is open, but sheets whose names have more than 255 characters, or are there twice, have other names ' +
        `(“a (3)”, “A (4)”, “${'x'.repeat(255)}”).`,
    );
  });

  test('whose sheet lies in another folder is bounded likewise', async () => {
    const own = await parts();
    const far = '<worksheet><sheetData><row><c r="A1048577"><v>1</v></c></row></sheetData></worksheet>';
    const moved = own.map((part): Part => {
      if (part.path === SHEET) return { path: 'xl/pictures/1.png', content: far };
      if (part.path !== RELATIONS) return part;
      return { ...part, content: String(part.content).replace('worksheets/sheet1.xml', './pictures/1.png') };
    });
    await expect(opened(archive(moved))).rejects.toThrow('it has a cell in row 1048577 and column 1.');
  });

  test('that describes columns more often than there are, or cells at no address, is refused', async () => {
    const columns = '<col min="1" max="16384" width="9"/>'.repeat(100_000);
    const start = performance.now();
    await expect(
      opened(await withSheet(`<cols>${columns}</cols>${data(cell('A1', '<v>1</v>'))}`)),
    ).rejects.toThrow('"x.xlsx" is damaged: it describes its columns more than once.');
    expect(performance.now() - start).toBeLessThan(5000);
    await expect(opened(await withSheet(data('<row><c r="!!"><v>1</v></c></row>')))).rejects.toThrow(
      '"x.xlsx" is damaged: it has a cell whose address is none.',
    );
  });

  test('with a format of numbers that takes a megabyte is read without it', async () => {
    const format = '[h]&quot;x&quot;0.0'.repeat(100_000);
    const styles =
      `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${format}"/><numFmt numFmtId="201" formatCode="0.00"/></numFmts>` +
      '<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs>' +
      '<xf numFmtId="200" applyNumberFormat="1"/><xf numFmtId="201" applyNumberFormat="1"/></cellXfs></styleSheet>';
    const rows = Array.from(
      { length: 20_000 },
      () => '<row><c s="0"><v>1</v></c><c s="1"><v>1</v></c></row>',
    );
    const start = performance.now();
    const { rows: read } = await opened(
      archive(
        await parts({
          'xl/styles.xml': { content: styles },
          [SHEET]: { content: `<worksheet>${data(...rows)}</worksheet>` },
        }),
      ),
    );
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(read[19_999][0].s).toBeUndefined();
    expect(read[19_999][1].s).toEqual({ n: { pattern: '0.00' } });
  });

  test('with a sheet that is a chart alone has an empty sheet with the chart in its place', async () => {
    const { workbook, differences } = await readWorkbook(new File([await chartSheetBook()], 'x.xlsx'));
    expect(workbook.sheetOrder.map((id) => workbook.sheets[id].name)).toEqual(['Chart1', 'Data']);
    const drawings = workbook.resources!.find(({ name }) => name === 'SHEET_DRAWING_PLUGIN')!;
    const [chart] = Object.values<{ data: unknown }>(JSON.parse(drawings.data)['sheet-1'].data);
    expect(chart.data).toMatchObject({
      title: 'T',
      series: [{ name: 'y', y: { sheetId: 'sheet-2', rows: 3 } }],
    });
    expect(differences).toBe(
      '“x.xlsx” is open, but sheets that have a chart or a dialog in place of cells are empty but for charts of points and ' +
        'lines (“Chart1”).',
    );
  });
});

describe('formulas that look into other files', () => {
  test('are the values they had, which is said, also where several cells share one', async () => {
    const { rows, differences } = await opened(
      await withSheet(
        data(
          "<row><c><f>[1]Sheet1!A1*2</f><v>5</v></c><c><f>'C:\\x\\[Book 2.xlsx]It''s'!B2</f><v>6</v></c></row>",
          '<row><c><f t="shared" si="0" ref="A2:A3">[2]!rate</f><v>7</v></c></row>',
          '<row><c><f t="shared" si="0"/><v>8</v></c></row>',
          '<row><c><f t="array" ref="A4:B4">[1]Sheet1!A1:B1</f><v>9</v></c><c><v>10</v></c></row>',
          '<row><c><f>T[2020]+S!A1&amp;"[1]S!A1"</f><v>1</v></c></row>',
        ),
      ),
    );
    const values = [0, 1, 2, 3].map((row) => Object.values(rows[row]).map(({ v, f }) => f ?? v));
    expect(values).toEqual([[5, 6], [7], [8], [9, 10]]);
    expect(rows[4][0].f).toBe('=T[2020]+S!A1&"[1]S!A1"');
    expect(differences).toMatch(
      /formulas that look into other files are the values they had, .* \(A1 of S, B1 of S, A2 of S and 1 more\)/,
    );
  });
});

describe('what is no .xlsx workbook is called by its name', () => {
  /** The first record of a workbook, and the one that says that all others are encrypted. */
  const PASSWORD = Buffer.from([
    9,
    8,
    16,
    0,
    0,
    6,
    5,
    0,
    ...Array<number>(12).fill(0),
    0x2f,
    0,
    4,
    0,
  ]).toString('utf16le');
  const container = (...names: string[]): Uint8Array<ArrayBuffer> =>
    new Uint8Array(
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(600),
        ...names.map((name) => Buffer.from(name, 'utf16le')),
      ]),
    );

  test.each([
    ['with a password', container('EncryptionInfo', 'EncryptedPackage'), /is locked with a password: /],
    ['of Excel 2003, damaged', container('Workbook'), /is damaged: its parts do not fit together/],
    ['of Excel 2003, with a password', container('Workbook', PASSWORD), /is locked with a password: /],
    ['of Excel 95', container('Book'), /is a workbook of Excel 95 or before: save it as \.xlsx/],
    ['of Word', container('WordDocument'), /it is a document of another program than Excel/],
    [
      'of LibreOffice, damaged',
      archive([{ path: 'content.xml', content: '<x/>' }]),
      /is damaged: its parts do not/,
    ],
    [
      'of LibreOffice, with a password',
      archive([
        { path: 'content.xml', content: 'x' },
        { path: 'META-INF/manifest.xml', content: '<manifest:encryption-data/>' },
      ]),
      /is locked with a password: save it without one in LibreOffice/,
    ],
    [
      'of Numbers',
      archive([{ path: 'Index/Document.iwa', content: 'x' }]),
      /is a workbook of Numbers: export it/,
    ],
    [
      'a page',
      new Uint8Array(Buffer.from('<html><table><tr><td>1')),
      /is a page of the web, whatever its name says: open it in Excel/,
    ],
    [
      'as XML',
      new Uint8Array(Buffer.from('<?xml version="1.0"?><Workbook/>')),
      /is a workbook as XML: open it in Excel/,
    ],
    [
      'of SPSS',
      new Uint8Array(Buffer.from('$FL2@(#) SPSS DATA FILE')),
      /is a file of SPSS: save it as \.csv/,
    ],
    ['a document to print', new Uint8Array(Buffer.from('%PDF-1.7\n1, 2\n3')), /is a PDF document: /],
    [
      'of Word today',
      archive([{ path: '[Content_Types].xml', content: '<Types/>' }]),
      /a document of another program/,
    ],
    ['binary', archive([{ path: 'xl/workbook.bin', content: 'x' }]), /\(\.xlsb\): save it as \.xlsx/],
    ['an archive', archive([{ path: 'a.txt', content: 'x' }]), /an archive without a workbook/],
    ['a text', new Uint8Array(Buffer.from('a long enough text, but no workbook')), /it is no workbook\)/],
  ])('%s', async (_, bytes, sentence) => {
    await expect(opened(bytes)).rejects.toThrow(sentence);
  });
});

describe('delimited text', () => {
  test('with more lines than a sheet has rows is refused', async () => {
    await expect(opened(`a\n${'1\n'.repeat(1_048_576)}`, 'x.csv')).rejects.toThrow(
      '"x.csv" is too large: it has 1,048,577 lines, and at most 1,048,576 can be opened.',
    );
  });

  test('with more columns than a sheet has is refused', async () => {
    const names = Array.from({ length: 16_385 }, (_, i) => `c${i}`).join(',');
    await expect(opened(`${names}\n${names}\n`, 'x.csv')).rejects.toThrow('it has 16,385 columns');
  });

  test('with more cells than can be opened is refused before they cost memory', async () => {
    const start = performance.now();
    await expect(opened(`a,b,c\n${'1,2,3\n'.repeat(1_700_000)}`, 'x.csv')).rejects.toThrow(
      /is too large: it has 5,100,003 cells in use, and at most 5,000,000 can be opened/,
    );
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
