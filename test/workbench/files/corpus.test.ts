/** 200 variants of one good file, as programs and accidents make them; the outcome of each is stated. */

import type { ICellData, IWorkbookData } from '@univerjs/core';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src/random/stream';
import { readWorkbook } from '../../../workbench/files/read';
import { savedFile } from '../../../workbench/files/saved';
import { fullBook } from './full';
import { archive } from './hostile';
import { partsOf } from './parts';

type Parts = Map<string, string>;
type Draw = (count: number) => number;

interface Variant {
  readonly name: string;
  readonly change: (parts: Parts, draw: Draw) => void;
  /** The sentence where it is refused; else all cells are as in the good file. */
  readonly refused?: RegExp;
}

const SHEET = 'xl/worksheets/sheet1.xml';
const BOOK = 'xl/workbook.xml';

function edit(parts: Parts, path: string, from: string | RegExp, to: string): void {
  const text = parts.get(path)!;
  if (!text.match(from)) throw new Error(`there is no ${String(from)} in ${path}`);
  parts.set(path, text.replace(from, to));
}

/** The first of the parts with a name in front of all elements, as some programs write it. */
function withPrefix(xml: string): string {
  return xml
    .replace(/<(\/?)(?![?!])(?=[a-zA-Z]+[\s/>])/g, '<$1x:')
    .replace(
      'xmlns="http://schemas.openxmlformats.org/spreadsheetml',
      'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml',
    );
}

const drop = (path: string) => (parts: Parts) => void parts.delete(path);
const cell = (address: string, content = ''): string => `<c r="${address}" s="1">${content}</c>`;

const VARIANTS: readonly Variant[] = [
  { name: 'nothing changed', change: () => undefined },
  { name: 'without a theme', change: drop('xl/theme/theme1.xml') },
  { name: 'without properties', change: drop('docProps/app.xml') },
  { name: 'without a title', change: drop('docProps/core.xml') },
  { name: 'without notes', change: drop('xl/comments1.xml') },
  { name: 'without the part of its table', change: drop('xl/tables/table1.xml') },
  { name: 'without a drawing', change: drop('xl/drawings/drawing1.xml') },
  { name: 'without a chart', change: drop('xl/charts/chart1.xml') },
  { name: 'without formats', change: drop('xl/styles.xml') },
  {
    name: 'without its texts',
    change: drop('xl/sharedStrings.xml'),
    refused: /the texts of its cells are missing/,
  },
  { name: 'without a sheet', change: drop(SHEET), refused: /is damaged/ },
  {
    name: 'without a workbook',
    change: drop(BOOK),
    refused: /is damaged: it does not say which of its parts is the workbook/,
  },
  { name: 'without relations', change: drop('xl/_rels/workbook.xml.rels'), refused: /is damaged/ },
  {
    name: 'a sheet that is cut off',
    change: (parts, draw) => {
      const xml = parts.get(SHEET)!;
      const start = xml.indexOf('<sheetData>');
      parts.set(SHEET, xml.slice(0, start + 12 + draw(xml.length - start - 30)));
    },
    refused: /a sheet in it is not whole \(xl\/worksheets\/sheet1\.xml\)/,
  },
  {
    name: 'a format far away',
    change: (parts, draw) =>
      edit(
        parts,
        SHEET,
        '</sheetData>',
        `<row r="${90_000 + draw(900_000)}">${cell(`XF${90_000 + draw(9)}`)}</row></sheetData>`.replace(
          /r="(\d+)"><c r="XF\d+"/,
          'r="$1"><c r="XF$1"',
        ),
      ),
  },
  {
    name: 'dimensions of all cells that there are',
    change: (parts) => edit(parts, SHEET, /<dimension ref="[^"]*"\/>/, '<dimension ref="A1:XFD1048576"/>'),
  },
  { name: 'no dimensions', change: (parts) => edit(parts, SHEET, /<dimension [^>]*>/, '') },
  {
    name: 'texts in their cells',
    change: (parts) => {
      const texts = [...parts.get('xl/sharedStrings.xml')!.matchAll(/<si>(.*?)<\/si>/g)].map(
        ([, text]) => text,
      );
      for (const [path, xml] of parts)
        if (path.startsWith('xl/worksheets/sheet'))
          parts.set(
            path,
            xml.replace(
              / t="s"><v>(\d+)<\/v>/g,
              (_, i: string) => ` t="inlineStr"><is>${texts[Number(i)]}</is>`,
            ),
          );
      parts.delete('xl/sharedStrings.xml');
    },
  },
  {
    name: 'prefixes in a sheet',
    change: (parts) =>
      void parts.set('xl/worksheets/sheet2.xml', withPrefix(parts.get('xl/worksheets/sheet2.xml')!)),
  },
  {
    name: 'a mark of the order of bytes',
    change: (parts) => void parts.set(SHEET, `\ufeff${parts.get(SHEET)!}`),
  },
  {
    name: 'a comment and line breaks',
    change: (parts) => edit(parts, SHEET, '<sheetData>', '<!-- <c r="A1"> > -->\r\n<sheetData>\r\n'),
  },
  {
    name: 'a rectangle of merged cells, twice',
    change: (parts, draw) => {
      const row = 50 + draw(40);
      const merged = `<mergeCell ref="A${row}:C${row + 1}"/>`;
      edit(
        parts,
        SHEET,
        /(?=<conditionalFormatting)/,
        `<mergeCells count="2">${merged}${merged}</mergeCells>`,
      );
    },
  },
  {
    name: 'whole columns that are formatted',
    change: (parts) =>
      edit(
        parts,
        SHEET,
        '<sheetData>',
        '<cols><col min="1" max="16384" width="12" style="1"/></cols><sheetData>',
      ),
  },
  {
    name: 'columns described twice',
    change: (parts) =>
      edit(
        parts,
        SHEET,
        '<sheetData>',
        `<cols>${'<col min="1" max="16384" width="12"/>'.repeat(2)}</cols><sheetData>`,
      ),
    refused: /it describes its columns more than once/,
  },
  {
    name: 'a cell beyond the last column',
    change: (parts) =>
      edit(parts, SHEET, '</sheetData>', `<row r="99">${cell('XFE99', '<v>1</v>')}</row></sheetData>`),
    refused: /is damaged: it has a cell in row 99 and column 16385/,
  },
  {
    name: 'entities that stand for each other',
    change: (parts) => {
      const entities = Array.from(
        { length: 9 },
        (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
      ).join('');
      edit(parts, 'xl/sharedStrings.xml', '?>', `?><!DOCTYPE sst [<!ENTITY e0 "ha">${entities}]>`);
      edit(parts, 'xl/sharedStrings.xml', '<t>Region</t>', '<t>&e9;</t>');
    },
    refused: /is damaged/,
  },
  {
    name: 'a part that nobody knows',
    change: (parts, draw) => void parts.set(`xl/unknown/part${draw(1000)}.xml`, '<a xmlns="urn:b"/>'),
  },
  {
    name: 'two sheets of one name',
    change: (parts) => edit(parts, BOOK, 'name="Key"', 'name="Other"'),
  },
  {
    name: 'a sheet without a name',
    change: (parts) => edit(parts, BOOK, 'name="Key"', 'name=""'),
    refused: /a sheet in it has no name/,
  },
  {
    name: 'a name that needs itself',
    change: (parts) =>
      edit(parts, BOOK, '</definedNames>', '<definedName name="again">again+1</definedName></definedNames>'),
  },
  {
    name: 'paths from the root',
    change: (parts) =>
      edit(parts, 'xl/_rels/workbook.xml.rels', /Target="worksheets\//g, 'Target="/xl/worksheets/'),
  },
  {
    name: 'a sheet that is two',
    change: (parts) =>
      edit(parts, 'xl/_rels/workbook.xml.rels', 'worksheets/sheet2.xml', 'worksheets/sheet1.xml'),
    refused: /is damaged/,
  },
  {
    name: 'a formula of too many levels',
    change: (parts) =>
      edit(
        parts,
        SHEET,
        '</sheetData>',
        `<row r="60">${cell('H60', `<f>${'SUM('.repeat(99)}1${')'.repeat(99)}</f><v>1</v>`)}</row></sheetData>`,
      ),
  },
  {
    name: 'a row of a number that is none',
    change: (parts) =>
      edit(parts, SHEET, '</sheetData>', '<row r="x"><c r="Q"><v>1</v></c></row></sheetData>'),
    refused: /is damaged: it has a cell whose address is none/,
  },
];

const COUNT = 200;

/** Cells of the file itself: those that variants add stand elsewhere. */
function cellsOf({ sheets, sheetOrder }: IWorkbookData): unknown[] {
  return sheetOrder.map((id) => {
    const cells = (sheets[id].cellData ?? {}) as Record<number, Record<number, ICellData>>;
    return Array.from({ length: 8 }, (_, row) =>
      Array.from({ length: 4 }, (__, column) => [
        cells[row]?.[column]?.v ?? null,
        cells[row]?.[column]?.f !== undefined,
      ]),
    );
  });
}

async function read(parts: Parts, name: string) {
  const bytes = archive([...parts].map(([path, content]) => ({ path, content })));
  return readWorkbook(new File([bytes], name));
}

test(`each of ${COUNT} variants opens with all its cells and is saved with them, or says what is wrong with it`, async () => {
  const good = partsOf(await fullBook());
  const expected = cellsOf((await read(good, 'good.xlsx')).workbook);
  const random = randomStream(20);
  const draw: Draw = (count) => Math.floor(random.uniform() * count);
  const outcomes = { same: 0, refused: 0 };
  for (let i = 0; i < COUNT; i++) {
    const variant = VARIANTS[i % VARIANTS.length];
    // Each time round another harmless change comes with it.
    const harmless = VARIANTS.filter(({ refused, name }) => !refused && name !== variant.name);
    const second = i < VARIANTS.length ? VARIANTS[0] : harmless[draw(harmless.length)];
    const what = `variant ${i}: ${variant.name}, ${second.name}`;
    const parts = new Map(good);
    try {
      variant.change(parts, draw);
      second.change(parts, draw);
    } catch {
      // One has taken away what the other would change.
      continue;
    }
    if (variant.refused) {
      await expect(read(parts, 'v.xlsx'), what).rejects.toThrow(variant.refused);
      outcomes.refused++;
      continue;
    }
    const { workbook, kept } = await read(parts, 'v.xlsx');
    const cells = cellsOf(workbook);
    expect(cells, what).toEqual(expected);
    const saving = { snapshot: workbook, spills: {}, sharedFormula: () => null, names: [], settings: {} };
    const { bytes } = await savedFile(saving, 'sheet-1', { kept, shifts: [] });
    const again = await readWorkbook(new File([bytes], 'again.xlsx'));
    expect(cellsOf(again.workbook), `${what}, saved`).toEqual(expected);
    outcomes.same++;
  }
  expect(outcomes.same + outcomes.refused).toBeGreaterThan(0.9 * COUNT);
  expect(outcomes.refused).toBeGreaterThan(40);
}, 120_000);
