/** A workbook with much that the workbench has no place for, as Excel writes it. */

import { writeXlsx } from 'hucre/xlsx';
import { archive, RELATIONSHIPS } from './hostile';
import { partsOf } from './parts';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const ROWS = [
  ['Region', 'Amount', 'Share'],
  ['North', 10, 0.1],
  ['South', 30, 0.3],
  ['West', 60, 0.6],
];

/** Two sheets that are seen, one that is very hidden; the second one is in view. */
export async function fullBook(): Promise<Uint8Array<ArrayBuffer>> {
  const cells = new Map([
    ['1,0', { comment: { author: 'Ann', text: 'the largest region' } }],
    ['1,1', { style: { protection: { locked: false }, font: { name: 'Georgia', bold: true, size: 11 } } }],
    ['5,0', { hyperlink: { target: 'https://example.org/', display: 'source' } }],
    ['6,0', { formula: 'SUM(Sales[Amount])', formulaResult: 100 }],
  ]);
  const written = await writeXlsx({
    sheets: [
      {
        name: 'Data',
        rows: [...ROWS, [], ['source'], [null]],
        cells: cells as never,
        tables: [
          {
            name: 'Sales',
            range: 'A1:C4',
            style: 'TableStyleLight1',
            columns: [{ name: 'Region' }, { name: 'Amount' }, { name: 'Share' }],
          },
        ],
        conditionalRules: [
          {
            type: 'cellIs',
            priority: 1,
            operator: 'greaterThan',
            formula: 'Other!$A$1',
            range: 'B2:B4',
            style: { font: { bold: true } },
          },
        ],
        dataValidations: [
          { type: 'whole', operator: 'between', formula1: '0', formula2: '99', range: 'B2:B4' },
        ],
        charts: [
          {
            type: 'pie',
            title: 'Shares',
            series: [{ name: 'Share', categories: 'Data!$A$2:$A$4', values: 'Data!$C$2:$C$4' }],
            anchor: { from: { row: 8, col: 4 }, to: { row: 20, col: 9 } },
          },
          {
            type: 'scatter',
            title: 'Points',
            series: [{ name: 'p', categories: 'Data!$B$2:$B$4', values: 'Data!$C$2:$C$4' }],
            anchor: { from: { row: 21, col: 4 }, to: { row: 30, col: 9 } },
          },
        ],
        images: [
          {
            data: new Uint8Array(PNG),
            type: 'png',
            anchor: { from: { row: 0, col: 5 }, to: { row: 3, col: 7 } },
          },
        ],
        protection: { sheet: true, formatColumns: false, sort: true },
        headerFooter: { oddHeader: '&CSales' },
        rowBreaks: [40],
        freezePane: { rows: 1 },
      },
      { name: 'Other', rows: [[20]] },
      { name: 'Key', rows: [['secret']], veryHidden: true },
    ],
    activeSheet: 1,
    namedRanges: [{ name: 'amounts', range: 'Data!$B$2:$B$4' }],
    properties: { title: 'Sales of the year', custom: { client: 'ACME' } },
  });
  const parts = partsOf(new Uint8Array(written));
  const change = (path: string, from: string | RegExp, to: string): void => {
    const text = parts.get(path)!;
    if (text.replace(from, to) === text) throw new Error(`there is no ${String(from)} in ${path}`);
    parts.set(path, text.replace(from, to));
  };
  const relate = (path: string, id: string, type: string, target: string): void =>
    change(
      path,
      '</Relationships>',
      `<Relationship Id="${id}" Type="${type}" Target="${target}"/></Relationships>`,
    );
  const list = (name: string, type: string): void =>
    change(
      '[Content_Types].xml',
      '</Types>',
      `<Override PartName="/${name}" ContentType="${type}"/></Types>`,
    );
  change(
    'xl/workbook.xml',
    '<definedNames>',
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Data!$A$1:$C$7</definedName>',
  );
  relate('xl/_rels/workbook.xml.rels', 'rId70', `${RELATIONSHIPS}/customXml`, '../customXml/item1.xml');
  parts.set(
    'customXml/item1.xml',
    '<?xml version="1.0"?><course xmlns="urn:example"><week>3</week></course>',
  );
  relate(
    'xl/_rels/workbook.xml.rels',
    'rId71',
    'http://schemas.microsoft.com/office/2017/10/relationships/person',
    'persons/person.xml',
  );
  parts.set(
    'xl/persons/person.xml',
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Ann" id="{1}"/></personList>',
  );
  list('xl/persons/person.xml', 'application/vnd.ms-excel.person+xml');
  const sheet = 'xl/worksheets/sheet1.xml';
  relate(
    'xl/worksheets/_rels/sheet1.xml.rels',
    'rId72',
    'http://schemas.microsoft.com/office/2017/10/relationships/threadedComment',
    '../threadedComments/threadedComment1.xml',
  );
  parts.set(
    'xl/threadedComments/threadedComment1.xml',
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A2" personId="{1}" id="{2}"><text>why?</text></threadedComment></ThreadedComments>',
  );
  list('xl/threadedComments/threadedComment1.xml', 'application/vnd.ms-excel.threadedcomments+xml');
  change(
    sheet,
    '</worksheet>',
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Data!B2:B4</xm:f><xm:sqref>D2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>',
  );
  return archive(
    [...parts].map(([path, content]) => ({ path, content: path.endsWith('.png') ? PNG : content })),
  );
}

/** The same with macros, as an .xlsm file has them. */
export async function macroBook(): Promise<Uint8Array<ArrayBuffer>> {
  const parts = partsOf(await fullBook());
  const path = 'xl/_rels/workbook.xml.rels';
  const relation =
    '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>';
  parts.set(path, parts.get(path)!.replace('</Relationships>', `${relation}</Relationships>`));
  parts.set('xl/vbaProject.bin', 'compiled');
  const types = parts.get('[Content_Types].xml')!;
  parts.set(
    '[Content_Types].xml',
    types
      .replace(
        '<Default ',
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ',
      )
      .replace('spreadsheetml.sheet.main+xml', 'ms-excel.sheet.macroEnabled.main+xml'),
  );
  return archive(
    [...parts].map(([name, content]) => ({ path: name, content: name.endsWith('.png') ? PNG : content })),
  );
}
