/**
 * Charts of Excel's own, each series bound to cells.
 *
 * The programming interface has no intervals of one's own (error bars with other lengths than one for all): limits are
 * series, drawn as short strokes along labels and as thin lines along numbers. Nor can it give a chart words for those who
 * do not see it; its title is all it has.
 */

import type { Chart, ChartSeries, RangeAddress } from '../../host';
import { lightTokens, seriesColor } from '../../palette';
import { cellOf, POINTS, rangeOf } from './ranges';
import { run, runOrTakeBack } from './run';

const MARKERS = ['Circle', 'Square', 'Triangle', 'Diamond', 'X', 'Plus'] as const;

type Marker = (typeof MARKERS)[number] | 'Dash';

const TYPES = {
  scatter: { points: 'XYScatter', line: 'XYScatterLinesNoMarkers' },
  category: { points: 'LineMarkers', line: 'Line' },
} as const;

/** It stays at the cells that it stands at, and keeps its size. Undo finds it by its id, whatever became of its name. */
export async function insertChart(chart: Chart, at: RangeAddress): Promise<() => Promise<void>> {
  let id: string | null = null;
  const takeBack = () => removeChart(at.sheet, id);
  await runOrTakeBack(async (context, sync) => {
    const cell = rangeOf(context, cellOf(at));
    cell.load(['left', 'top']);
    await sync();
    const [first, ...others] = chart.series;
    const { charts } = context.workbook.worksheets.getItem(at.sheet);
    const made = charts.add(TYPES[chart.kind].points, rangeOf(context, first.y), 'Columns');
    made.load('id');
    await sync();
    ({ id } = made);
    Object.assign(made, {
      left: cell.left,
      top: cell.top,
      width: chart.width * POINTS,
      height: chart.height * POINTS,
    });
    bind(context, made.series.getItemAt(0), first, chart.kind);
    for (const one of others) bind(context, made.series.add(one.name), one, chart.kind);
    describe(made, chart);
    await sync();
  }, takeBack);
  return takeBack;
}

function bind(
  context: Excel.RequestContext,
  series: Excel.ChartSeries,
  { name, x, y, mark, color }: ChartSeries,
  kind: Chart['kind'],
): void {
  series.name = name;
  series.setValues(rangeOf(context, y));
  series.setXAxisValues(rangeOf(context, x));
  const isLine = mark === 'line' || mark === 'dashes' || (mark === 'limits' && kind === 'scatter');
  series.chartType = TYPES[kind][isLine ? 'line' : 'points'];
  const shade = seriesColor(color);
  if (isLine) drawLine(series, mark, shade);
  else
    drawMarkers(
      series,
      mark === 'limits' ? 'Dash' : color === 'quiet' ? 'Circle' : MARKERS[color % MARKERS.length],
      shade,
    );
}

function drawLine(series: Excel.ChartSeries, mark: ChartSeries['mark'], shade: string): void {
  const { line } = series.format;
  series.markerStyle = 'None';
  line.color = shade;
  line.lineStyle = mark === 'dashes' ? 'Dash' : 'Continuous';
  line.weight = mark === 'limits' ? 0.75 : 1.75;
}

function drawMarkers(series: Excel.ChartSeries, style: Marker, shade: string): void {
  series.format.line.lineStyle = 'None';
  series.markerStyle = style;
  series.markerSize = style === 'Dash' ? 8 : 5;
  series.markerBackgroundColor = shade;
  series.markerForegroundColor = shade;
}

function describe(made: Excel.Chart, { title, xTitle, yTitle, series }: Chart): void {
  made.title.text = title;
  made.title.format.font.size = 12;
  const { categoryAxis, valueAxis } = made.axes;
  for (const [axis, words] of [[categoryAxis, xTitle] as const, [valueAxis, yTitle] as const]) {
    axis.title.text = words;
    axis.format.line.color = lightTokens.cmAxis;
  }
  // Labels stand below, where they are not in the way of what is drawn around zero.
  categoryAxis.tickLabelPosition = 'Low';
  categoryAxis.majorGridlines.visible = false;
  valueAxis.majorGridlines.visible = true;
  valueAxis.majorGridlines.format.line.color = lightTokens.cmGrid;
  valueAxis.numberFormat = 'General';
  made.legend.visible = series.filter(({ mark }) => mark !== 'limits').length > 1;
  made.legend.position = 'Bottom';
  series.forEach(({ mark }, k) => {
    if (mark === 'limits') made.legend.legendEntries.getItemAt(k).visible = false;
  });
}

function removeChart(sheet: string, id: string | null): Promise<void> {
  return run(async (context, sync) => {
    const { charts } = context.workbook.worksheets.getItem(sheet);
    charts.load('items/id');
    await sync();
    // Somebody may have deleted it in the meantime.
    charts.items.find((one) => one.id === id)?.delete();
    await sync();
  });
}
