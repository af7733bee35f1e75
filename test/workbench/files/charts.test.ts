import { DrawingTypeEnum, ImageSourceType, type IWorkbookData } from '@univerjs/core';
import { parseChart } from 'hucre/ooxml';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { FIGURE, type StoredChart } from '../../../workbench/charts/stored';
import { DRAWINGS, type DrawingResource } from '../../../workbench/files/charts/parts';
import { withCharts } from '../../../workbench/files/charts/write';
import { readWorkbook } from '../../../workbench/files/read';
import { toXlsx } from '../../../workbench/files/toXlsx';
import { changeParts } from '../../../workbench/files/zip';
import { buildWorkbook, SheetBuilder } from '../../../workbench/workbook/build';
import { partsOf } from './parts';

const range = (row: number, column: number, rows: number, columns = 1) => ({
  sheetId: 'sheet-2',
  row,
  column,
  rows,
  columns,
});

const MEANS: StoredChart = {
  kind: 'category',
  title: 'Means of yield & <more>',
  description: 'Two "means"',
  xTitle: 'Variety',
  yTitle: 'yield',
  series: [
    { name: 'Mean', x: range(1, 0, 2, 2), y: range(1, 2, 2), mark: 'points', color: 0 },
    { name: 'Lower 95%', x: range(1, 0, 2, 2), y: range(1, 3, 2), mark: 'limits', color: 0 },
  ],
};
const CURVES: StoredChart = {
  kind: 'scatter',
  title: 'Profile',
  description: 'A curve',
  xTitle: 'sigma',
  yTitle: 'Relative likelihood',
  series: [
    { name: 'profile', x: range(1, 2, 2), y: range(1, 3, 2), mark: 'line', color: 1 },
    { name: 'quadratic', x: range(1, 2, 2), y: range(1, 3, 2), mark: 'dashes', color: 'quiet' },
    { name: 'rows', x: range(1, 2, 2), y: range(1, 3, 2), mark: 'points', color: 2 },
    { name: 'ends', x: range(1, 2, 2), y: range(1, 3, 2), mark: 'limits', color: 3 },
  ],
};
/** One pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const position = {
  from: { row: 2, column: 5, rowOffset: 3, columnOffset: 10 },
  to: { row: 9, column: 9, rowOffset: 7, columnOffset: 20.5 },
};

function book(): IWorkbookData {
  const cells = [
    ['Variety', 'nitro', 'Mean', 'Lower 95%'],
    ['Golden Rain', 0.2, 98.5, 80.25],
    ['Victory', 0.4, null, -3e-7],
  ];
  const snapshot = buildWorkbook('book', 'Book', [
    new SheetBuilder('First'),
    new SheetBuilder("It's data").values(0, 0, cells),
  ]);
  const drawing = (drawingId: string, more: object) => ({
    unitId: 'book',
    subUnitId: 'sheet-2',
    drawingId,
    sheetTransform: position,
    axisAlignSheetTransform: position,
    ...more,
  });
  const figure = (data: StoredChart) => ({
    drawingType: DrawingTypeEnum.DRAWING_DOM,
    componentKey: FIGURE,
    allowTransform: true,
    data,
  });
  const picture = {
    drawingType: DrawingTypeEnum.DRAWING_IMAGE,
    imageSourceType: ImageSourceType.BASE64,
    source: `data:image/png;base64,${PNG}`,
    transform: { width: 320, height: 200 },
    title: 'A picture',
    description: 'Of one pixel',
  };
  const data = {
    a: drawing('a', picture),
    b: drawing('b', figure(MEANS)),
    c: drawing('c', figure(CURVES)),
  };
  const resource = { 'sheet-2': { data, order: ['c', 'a', 'b'] } } as unknown as DrawingResource;
  return { ...snapshot, resources: [{ name: DRAWINGS, data: JSON.stringify(resource) }] };
}

async function saved(): Promise<Uint8Array<ArrayBuffer>> {
  const snapshot = book();
  const options = toXlsx({ snapshot, spills: {}, sharedFormula: () => null, names: [], settings: {} });
  return withCharts(await writeXlsx(options), snapshot, options.sheets);
}

async function reopened(bytes: Uint8Array<ArrayBuffer>, leftOut: (string | null)[] = []) {
  const { workbook, differences } = await readWorkbook(new File([bytes], 'again.xlsx'));
  leftOut.push(differences);
  const resource = workbook.resources!.find(({ name }) => name === DRAWINGS)!;
  return (JSON.parse(resource.data) as DrawingResource)['sheet-2'];
}

/** Names of elements that have no end of their own, or one too many: none in a well-formed file. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name, rest] of xml.matchAll(/<(\/?)([\w:]+)([^<>]*)>/g)) {
    if (slash) {
      if (open.pop() !== name) wrong.push(name);
    } else if (!rest.endsWith('/')) open.push(name);
  }
  return [...wrong, ...open];
}

describe('a saved file has', () => {
  test('each chart as a part of its own, which its drawing, its relations and the list of contents name', async () => {
    const parts = partsOf(await saved());
    for (const [path, xml] of parts)
      if (/\.(?:xml|rels)$/.test(path)) expect([path, unbalanced(xml)]).toEqual([path, []]);
    const drawing = parts.get('xl/drawings/drawing2.xml')!;
    const relations = parts.get('xl/drawings/_rels/drawing2.xml.rels')!;
    for (const [, id] of drawing.matchAll(/r:(?:id|embed)="(\w+)"/g))
      expect(relations).toContain(`Id="${id}"`);
    for (const [, target] of relations.matchAll(/Target="\.\.\/([^"]+)"/g))
      expect([...parts.keys()]).toContain(`xl/${target}`);
    const contents = parts.get('[Content_Types].xml')!;
    for (const number of [1, 2])
      expect(contents).toContain(
        `PartName="/xl/charts/chart${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"`,
      );
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<drawing r:id=');
  });

  test('references to the cells of a chart with what they hold, and no point for a blank', async () => {
    const chart = partsOf(await saved()).get('xl/charts/chart2.xml')!;
    expect(chart).toContain("<c:f>'It''s data'!$C$2:$C$3</c:f>");
    const mean = /<c:val>(.*?)<\/c:val>/.exec(chart)![1];
    expect(mean).toContain('<c:ptCount val="2"/><c:pt idx="0"><c:v>98.5</c:v></c:pt></c:numCache>');
    expect(chart).toContain('<c:pt idx="1"><c:v>-3e-7</c:v></c:pt>');
    // The level next to the axis comes first.
    expect(chart).toMatch(/<c:multiLvlStrCache><c:ptCount val="2"\/><c:lvl><c:pt idx="0"><c:v>0.2<\/c:v>/);
    expect(chart).toContain('Means of yield &amp; &lt;more&gt;');
    expect(chart).toContain('<c:hiLowLines>');
  });

  test('elements of a series in the order that Excel insists on', async () => {
    const parts = partsOf(await saved());
    const order = ['idx', 'order', 'tx', 'spPr', 'marker', 'cat', 'val', 'xVal', 'yVal', 'smooth'];
    for (const number of [1, 2])
      for (const [series] of parts.get(`xl/charts/chart${number}.xml`)!.matchAll(/<c:ser>.*?<\/c:ser>/g)) {
        const without = series.replace(/<c:(spPr|marker)>.*?<\/c:\1>/g, '<c:$1/>');
        const found = [...without.matchAll(/<c:(\w+)[ />]/g)]
          .map(([, name]) => name)
          .filter((name) => order.includes(name));
        expect(found).toEqual([...found].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      }
  });

  test('pictures and charts to the pixel where they lie', async () => {
    const drawing = partsOf(await saved()).get('xl/drawings/drawing2.xml')!;
    const from =
      '<xdr:from><xdr:col>5</xdr:col><xdr:colOff>95250</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>28575</xdr:rowOff>';
    expect(drawing.split(from)).toHaveLength(4);
    expect(drawing).toContain('<xdr:colOff>195263</xdr:colOff>');
    expect(drawing).toContain('descr="Of one pixel"');
    expect(drawing).toContain('descr="Two &quot;means&quot;"');
  });
});

describe('a file that is opened again', () => {
  test('shows the same charts over the same cells', async () => {
    const { data } = await reopened(await saved());
    const charts = Object.values(data).flatMap((one) => ('data' in one ? [one.data] : []));
    expect(charts).toEqual([CURVES, MEANS]);
  });

  test('has everything in the place where it was', async () => {
    const { data, order } = await reopened(await saved());
    expect(order).toHaveLength(3);
    for (const { sheetTransform } of Object.values(data)) {
      expect(sheetTransform.from).toEqual(position.from);
      expect(sheetTransform.to.columnOffset).toBeCloseTo(20.5, 3);
    }
  });

  test('has its pictures byte for byte', async () => {
    const { data } = await reopened(await saved());
    const picture = Object.values(data).find(
      ({ drawingType }) => drawingType === DrawingTypeEnum.DRAWING_IMAGE,
    );
    expect(picture).toMatchObject({ source: `data:image/png;base64,${PNG}`, description: 'Of one pixel' });
  });

  test('says which charts of another program it cannot show', async () => {
    const sheets = [
      { name: 'S', rows: [[1], [2]] },
      {
        name: 'T',
        charts: [
          {
            type: 'pie' as const,
            title: 'Shares',
            series: [{ values: 'A1:A2' }],
            anchor: { from: { row: 0, col: 2 } },
          },
          {
            type: 'scatter' as const,
            title: 'Points',
            series: [{ name: 'y', values: 'S!A1:A2', categories: 'S!A1:A2' }],
            anchor: { from: { row: 0, col: 2 } },
          },
        ],
      },
    ];
    const leftOut: (string | null)[] = [];
    const { data } = await reopened(new Uint8Array(await writeXlsx({ sheets })), leftOut);
    expect(leftOut).toEqual([
      '“again.xlsx” is open, but charts that are not of points and lines over its own cells are not shown, and stay in the file (“Shares”).',
    ]);
    expect(Object.values(data)).toMatchObject([
      {
        data: {
          kind: 'scatter',
          title: 'Points',
          series: [{ name: 'y', y: { sheetId: 'sheet-1', rows: 2 } }],
        },
      },
    ]);
  });
});

describe('changeParts', () => {
  test('exchanges a file of an archive and leaves the others as they are', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [['é', 1]] }] });
    const before = partsOf(bytes);
    const path = 'xl/worksheets/sheet1.xml';
    const changed = await changeParts(
      bytes,
      (one) => one === path,
      async (_, text) => (await text()).replace('<v>1</v>', '<v>2</v>'),
    );
    const after = partsOf(changed);
    expect(after.get(path)).toBe(before.get(path)!.replace('<v>1</v>', '<v>2</v>'));
    before.delete(path);
    after.delete(path);
    expect(after).toEqual(before);
    expect((await readXlsx(changed)).sheets[0].rows).toEqual([['é', 2]]);
  });

  test('leaves all files of an archive as they are where nothing is exchanged, and says when it is none', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [] }] });
    const nothing = () => null;
    expect(partsOf(await changeParts(bytes, () => true, nothing))).toEqual(partsOf(bytes));
    await expect(changeParts(new Uint8Array(100), () => true, nothing)).rejects.toThrow('is damaged');
  });
});

test('what is written is a chart for a reader of its own', async () => {
  const chart = parseChart(partsOf(await saved()).get('xl/charts/chart1.xml')!)!;
  expect(chart).toMatchObject({ kinds: ['scatter'], title: 'Profile', seriesCount: 4 });
  expect(chart.axes?.x?.title).toBe('sigma');
  expect(chart.axes?.y?.title).toBe('Relative likelihood');
});
