/**
 * A chart as a part of an .xlsx file (ECMA-376, part 1, 21.2: DrawingML charts), with references to its cells and what they
 * held when the file was saved. Elements stand in the order of the schema, which Excel insists on.
 */

import { lightTokens, seriesColor } from '../../../taskpane/palette';
import type { StoredChart, StoredSeries } from '../../charts/stored';
import { element as el, escaped, valued } from './xml';

/** Some cells: how a formula names them, and what they hold, row by row. */
export interface ChartCells {
  readonly reference: string;
  readonly values: readonly (readonly (string | number | null)[])[];
}

export type SeriesCells = readonly { readonly x: ChartCells; readonly y: ChartCells }[];

const NAMESPACES = {
  'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
const MARKERS = ['circle', 'square', 'triangle', 'diamond', 'x', 'plus'];
/** Names of the axes, any two numbers. */
const [X_AXIS, Y_AXIS] = [111_111_111, 222_222_222];
/** Thousandths of a millimetre or so: 12,700 to the point. */
const POINT = 12_700;

export function chartXml(chart: StoredChart, cells: SeriesCells): string {
  const isCategory = chart.kind === 'category';
  const series = chart.series.map((one, k) => seriesXml(one, k, cells[k], isCategory));
  const axes = valued('c:axId', X_AXIS) + valued('c:axId', Y_AXIS);
  const hasLimits = chart.series.some(({ mark }) => mark === 'limits');
  const plot = isCategory
    ? el(
        'c:lineChart',
        {},
        valued('c:grouping', 'standard'),
        valued('c:varyColors', 0),
        ...series,
        hasLimits ? el('c:hiLowLines', {}, shape(line(seriesColor(0), 1))) : '',
        valued('c:marker', 1),
        axes,
      )
    : el(
        'c:scatterChart',
        {},
        valued('c:scatterStyle', 'lineMarker'),
        valued('c:varyColors', 0),
        ...series,
        axes,
      );
  const body = el(
    'c:chart',
    {},
    titleXml(chart.title, 1200),
    valued('c:autoTitleDeleted', 0),
    el(
      'c:plotArea',
      {},
      '<c:layout/>',
      plot,
      isCategory ? categoryAxis(chart) : numberAxis(chart, 'x'),
      numberAxis(chart, 'y'),
    ),
    legendXml(chart),
    valued('c:plotVisOnly', 1),
    valued('c:dispBlanksAs', 'gap'),
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${el(
    'c:chartSpace',
    NAMESPACES,
    valued('c:roundedCorners', 0),
    body,
    el('c:spPr', {}, fill('#ffffff'), line(lightTokens.cmCard, 0.75)),
  )}`;
}

function legendXml({ series }: StoredChart): string {
  if (series.filter(({ mark }) => mark !== 'limits').length < 2) return '';
  const left = series.flatMap(({ mark }, k) =>
    mark === 'limits' ? [el('c:legendEntry', {}, valued('c:idx', k), valued('c:delete', 1))] : [],
  );
  return el('c:legend', {}, valued('c:legendPos', 'b'), ...left, valued('c:overlay', 0));
}

function seriesXml(series: StoredSeries, k: number, cells: SeriesCells[number], isCategory: boolean): string {
  const { name, mark } = series;
  const color = seriesColor(series.color);
  const isStroke = mark === 'limits' && isCategory;
  const isLine = mark !== 'points' && !isStroke;
  const look = isLine ? line(color, mark === 'limits' ? 0.75 : 1.75, mark === 'dashes') : NO_LINE;
  const symbol = isStroke
    ? 'dash'
    : series.color === 'quiet'
      ? 'circle'
      : MARKERS[series.color % MARKERS.length];
  return el(
    'c:ser',
    {},
    valued('c:idx', k),
    valued('c:order', k),
    el('c:tx', {}, el('c:v', {}, escaped(name))),
    shape(look),
    isLine
      ? el('c:marker', {}, valued('c:symbol', 'none'), shape(fill(color)))
      : markerXml(symbol, color, isStroke ? 8 : 5),
    isCategory
      ? el('c:cat', {}, labelsXml(cells.x)) + el('c:val', {}, numbersXml(cells.y))
      : el('c:xVal', {}, numbersXml(cells.x)) + el('c:yVal', {}, numbersXml(cells.y)),
    valued('c:smooth', 0),
  );
}

function markerXml(symbol: string, color: string, size: number): string {
  return el(
    'c:marker',
    {},
    valued('c:symbol', symbol),
    valued('c:size', size),
    shape(fill(color), line(color, 0.75)),
  );
}

function numbersXml({ reference, values }: ChartCells): string {
  const points = values.map(([value], idx) => (typeof value === 'number' ? point(idx, value) : ''));
  const cache = el(
    'c:numCache',
    {},
    '<c:formatCode>General</c:formatCode>',
    valued('c:ptCount', values.length),
    ...points,
  );
  return el('c:numRef', {}, formula(reference), cache);
}

/** Of several columns, the last stands next to the axis: the innermost level comes first. */
function labelsXml({ reference, values }: ChartCells): string {
  const count = valued('c:ptCount', values.length);
  const width = Math.max(1, ...values.map((row) => row.length));
  const levels = Array.from({ length: width }, (_, j) =>
    values.map((row, idx) => (row[j] === null || row[j] === undefined ? '' : point(idx, row[j]))).join(''),
  );
  if (width === 1) return el('c:strRef', {}, formula(reference), el('c:strCache', {}, count, levels[0]));
  const inner = levels.reverse().map((level) => el('c:lvl', {}, level));
  return el('c:multiLvlStrRef', {}, formula(reference), el('c:multiLvlStrCache', {}, count, ...inner));
}

const formula = (reference: string): string => el('c:f', {}, escaped(reference));
const point = (idx: number, value: string | number): string =>
  el('c:pt', { idx }, el('c:v', {}, escaped(String(value))));

function axisXml(of: 'x' | 'y', title: string, middle: readonly string[], last: readonly string[]): string {
  const isX = of === 'x';
  return [
    valued('c:axId', isX ? X_AXIS : Y_AXIS),
    el('c:scaling', {}, valued('c:orientation', 'minMax')),
    valued('c:delete', 0),
    valued('c:axPos', isX ? 'b' : 'l'),
    ...middle,
    titleXml(title, 1000),
    el('c:numFmt', { formatCode: 'General', sourceLinked: 0 }),
    valued('c:majorTickMark', 'none'),
    valued('c:minorTickMark', 'none'),
    // Labels stand below, where they are not in the way of what is drawn around zero.
    valued('c:tickLblPos', 'low'),
    shape(line(lightTokens.cmAxis, 0.75)),
    valued('c:crossAx', isX ? Y_AXIS : X_AXIS),
    valued('c:crosses', isX ? 'min' : 'autoZero'),
    ...last,
  ].join('');
}

function numberAxis(chart: StoredChart, of: 'x' | 'y'): string {
  const grid = of === 'y' ? [el('c:majorGridlines', {}, shape(line(lightTokens.cmGrid, 0.75)))] : [];
  const title = of === 'y' ? chart.yTitle : chart.xTitle;
  const between = of === 'y' && chart.kind === 'category' ? 'between' : 'midCat';
  return el('c:valAx', {}, axisXml(of, title, grid, [valued('c:crossBetween', between)]));
}

function categoryAxis({ xTitle }: StoredChart): string {
  const last = [
    valued('c:auto', 1),
    valued('c:lblAlgn', 'ctr'),
    valued('c:lblOffset', 100),
    valued('c:noMultiLvlLbl', 0),
  ];
  return el('c:catAx', {}, axisXml('x', xTitle, [], last));
}

/** @param size in hundredths of a point */
function titleXml(text: string, size: number): string {
  const look = el('a:rPr', { lang: 'en-US', sz: size, b: 0 });
  const paragraph = el('a:p', {}, el('a:r', {}, look, el('a:t', {}, escaped(text))));
  return el(
    'c:title',
    {},
    el('c:tx', {}, el('c:rich', {}, '<a:bodyPr/>', paragraph)),
    valued('c:overlay', 0),
  );
}

const shape = (...of: readonly string[]): string => el('c:spPr', {}, ...of);
const fill = (color: string): string =>
  el('a:solidFill', {}, el('a:srgbClr', { val: color.slice(1).toUpperCase() }));
const NO_LINE = el('a:ln', {}, '<a:noFill/>');

/** @param points thickness */
function line(color: string, points: number, isDashed = false): string {
  return el('a:ln', { w: points * POINT }, fill(color), isDashed ? valued('a:prstDash', 'dash') : '');
}
