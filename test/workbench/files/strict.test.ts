import { expect, test } from 'vitest';
import { writeXlsx } from 'hucre/xlsx';
import { readWorkbook } from '../../../workbench/files/read';
import { fullBook } from './full';
import { archive } from './hostile';
import { partsOf } from './parts';

const SHEET = 'xl/worksheets/sheet1.xml';
const PICTURE = /\.png$/;

/** The names of what files are made of, usual and strict (ISO/IEC 29500-4 and -1). */
const NAMES = [
  [
    'officeDocument/2006/relationships/extended-properties',
    'officeDocument/relationships/extendedProperties',
  ],
  ['officeDocument/2006/relationships/custom-properties', 'officeDocument/relationships/customProperties'],
  ['officeDocument/2006/extended-properties', 'officeDocument/extendedProperties'],
  ['officeDocument/2006/custom-properties', 'officeDocument/customProperties'],
  ['officeDocument/2006/docPropsVTypes', 'officeDocument/docPropsVTypes'],
  ['officeDocument/2006/relationships', 'officeDocument/relationships'],
  ['spreadsheetml/2006/main', 'spreadsheetml/main'],
  ['drawingml/2006/main', 'drawingml/main'],
  ['drawingml/2006/chart', 'drawingml/chart'],
  ['drawingml/2006/spreadsheetDrawing', 'drawingml/spreadsheetDrawing'],
] as const;

/** As Excel saves it as “Strict Open XML Workbook”. */
function strict(
  bytes: Uint8Array,
  change: (path: string, xml: string) => string = (_, xml) => xml,
): Uint8Array<ArrayBuffer> {
  const parts = [...partsOf(bytes)].map(([path, text]) => {
    if (PICTURE.test(path)) return { path, content: text };
    let xml = text;
    for (const [usual, name] of NAMES)
      xml = xml.replaceAll(
        `http://schemas.openxmlformats.org/${usual}`,
        `http://purl.oclc.org/ooxml/${name}`,
      );
    xml = path === 'xl/workbook.xml' ? xml.replace('<workbook ', '<workbook conformance="strict" ') : xml;
    return { path, content: change(path, xml) };
  });
  return archive(parts);
}

const open = (bytes: Uint8Array<ArrayBuffer>) => readWorkbook(new File([bytes], 'full.xlsx'));

test('a workbook that is saved as Strict Open XML opens as the usual one does, all of it', async () => {
  const bytes = await fullBook();
  const sheet = partsOf(strict(bytes)).get(SHEET);
  expect(sheet).toContain('http://purl.oclc.org/ooxml/spreadsheetml/main');
  expect(sheet).not.toContain('schemas.openxmlformats.org/spreadsheetml');
  const [usual, opened] = await Promise.all([open(bytes), open(strict(bytes))]);
  expect(opened.differences).toBe(usual.differences);
  // Ids are of the moment, and the picture went through a text.
  const plain = (book: unknown): string => JSON.stringify(book).replace(/book-\d+|base64,[^"\\]*/g, '');
  expect(JSON.parse(plain(opened.workbook))).toEqual(JSON.parse(plain(usual.workbook)));
  const [before, after] = [usual, opened].map(({ kept }) => partsOf(kept!.bytes));
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [path, xml] of before) if (!PICTURE.test(path)) expect(after.get(path), path).toBe(xml);
});

test.each([
  ['2023-03-15T12:00:00', '', 45000.5],
  ['2023-03-15', '', 45000],
  ['1900-01-01T00:00:00.000', '', 1],
  ['T06:00:00', '', 0.25],
  ['2023-03-15T12:00:00', '<workbookPr date1904="1"/>', 45000.5],
  ['soon', '', 'soon'],
])('a day that stands as %s is a number', async (text, system, number) => {
  const rows = [['day'], [7]];
  const cells = new Map([['1,0', { style: { numFmt: 'yyyy-mm-dd' } }]]);
  const bytes = new Uint8Array(await writeXlsx({ sheets: [{ name: 'S', rows, cells }] }));
  const asText = strict(bytes, (path, xml) =>
    path === SHEET
      ? xml.replace(/<c r="A2"([^>]*)><v>7<\/v>/, `<c r="A2"$1 t="d"><v>${text}</v>`)
      : path === 'xl/workbook.xml'
        ? xml.replace('<bookViews>', `${system}<bookViews>`)
        : xml,
  );
  expect(partsOf(asText).get(SHEET)).toContain('t="d"');
  if (system) expect(partsOf(asText).get('xl/workbook.xml')).toContain(system);
  const { workbook } = await open(asText);
  const cell = workbook.sheets['sheet-1'].cellData![1][0];
  expect(cell.v).toBe(number);
  expect(cell.s).toMatchObject({ n: { pattern: 'yyyy-mm-dd' } });
});
