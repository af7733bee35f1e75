/** Draws a chart of the sheet in the manner of the pane's plots. */

import { axisX, dot, line, ruleX, type Markish } from '@observablehq/plot';
import {
  baseline,
  bottomAxis,
  chart as drawing,
  COLOR,
  DASHES,
  horizontalGrid,
  leftAxis,
  seriesStyle,
} from '../../taskpane/plots/figure/chart';
import { fitLabel, fitLabels, textWidth } from '../../taskpane/plots/figure/labels';
import { numberRoom, widened } from '../../taskpane/plots/figure/ranges';
import { plotSymbol } from '../../taskpane/plots/figure/symbols';
import { extent } from '../../taskpane/plots/data/thin';
import type { ChartPoints, Points } from './points';
import type { StoredChart, StoredSeries } from './stored';

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Place = readonly [x: number, y: number];

const placesOf = ({ x, y }: Points): Place[] => y.map((value, i) => [x[i] ?? NaN, value]);
const isDrawn = ([x, y]: Place): boolean => Number.isFinite(x) && Number.isFinite(y);

const X = (place: Place): number => place[0];
const Y = (place: Place): number => place[1];

/** Room for labels that stand upright, at most, in pixels. */
const MOST_UPRIGHT = 96;
/** Above a drawing, for the title of the axis there. */
const TOP = 22;

/** @returns null where no series has a point */
export function drawChart(
  chart: StoredChart,
  points: ChartPoints,
  { width, height }: Size,
): SVGSVGElement | null {
  const places = points.series.map(placesOf);
  const drawn = places.flat().filter(isDrawn);
  if (drawn.length === 0) return null;
  const y = widened(extent(drawn.map(Y)), 0.06);
  const left = numberRoom(y);
  const isCategory = chart.kind === 'category';
  const x = isCategory ? ([-0.5, points.labels.length - 0.5] as const) : widened(extent(drawn.map(X)), 0.02);
  const axis = isCategory
    ? labelAxis(points.labels, (width - left - 10) / Math.max(1, points.labels.length))
    : { room: 0, marks: [] };
  return drawing({
    width,
    height,
    marginLeft: left,
    marginTop: TOP,
    marginBottom: 40 + axis.room,
    x: { domain: x },
    y: { domain: y },
    marks: [
      horizontalGrid({ ticks: Math.max(2, Math.round(height / 55)) }),
      baseline(y[0]),
      leftAxis({
        label: fitLabel(chart.yTitle, width - 40),
        ticks: Math.max(2, Math.round(height / 55)),
        labelOffset: left,
      }),
      bottomAxis({
        label: fitLabel(chart.xTitle, width - left - 30),
        labelOffset: 36 + axis.room,
        ticks: isCategory ? [] : Math.max(2, Math.round((width - left) / 70)),
      }),
      ...axis.marks,
      ...(isCategory ? [stems(chart, places)] : []),
      ...chart.series.flatMap((one, k) => marksOf(one, places[k], isCategory)),
    ],
  });
}

/** Labels side by side where they fit, or upright; where even these would touch, every second, third, ... of them. */
function labelAxis(labels: readonly string[], step: number): { room: number; marks: Markish[] } {
  const widest = Math.max(0, ...labels.map((label) => textWidth(label)));
  const isFlat = widest <= step - 4;
  const every = isFlat ? 1 : Math.max(1, Math.ceil(15 / step));
  const shown = labels.map((_, i) => i).filter((i) => i % every === 0);
  const short = isFlat ? labels : fitLabels(labels, MOST_UPRIGHT);
  const room = isFlat ? 0 : Math.min(MOST_UPRIGHT, widest) - 8;
  const style = { color: COLOR.quiet, tickSize: 0, tickPadding: 8, anchor: 'bottom', label: null } as const;
  const mark = axisX(shown, {
    ...style,
    tickFormat: (i: number) => short[i] ?? '',
    ...(isFlat ? {} : { tickRotate: -90 }),
  });
  return { room: Math.max(0, room), marks: [mark] };
}

/** From the lowest to the highest limit of each label. */
function stems({ series }: StoredChart, places: readonly Place[][]): Markish {
  const limits = series
    .map(({ mark }, k) => (mark === 'limits' ? places[k] : []))
    .filter((of) => of.length > 0);
  const style = series.find(({ mark }) => mark === 'limits');
  const rows = (limits[0] ?? []).map((_, i) => limits.map((of) => of[i]).filter((at) => at && isDrawn(at)));
  return ruleX(
    rows.filter((at) => at.length > 1),
    {
      x: (at: Place[]) => at[0][0],
      y1: (at: Place[]) => Math.min(...at.map(Y)),
      y2: (at: Place[]) => Math.max(...at.map(Y)),
      stroke: style ? colorOf(style) : COLOR.quiet,
      strokeWidth: 1.5,
    },
  );
}

function colorOf({ color }: Pick<StoredSeries, 'color'>): string {
  return color === 'quiet' ? COLOR.point : seriesStyle(color).color;
}

function marksOf(series: StoredSeries, places: readonly Place[], isCategory: boolean): Markish[] {
  const stroke = colorOf(series);
  const isQuiet = series.color === 'quiet';
  switch (series.mark) {
    case 'points': {
      const symbol = plotSymbol(series.color === 'quiet' ? 'circle' : seriesStyle(series.color).symbol);
      const r = isQuiet || places.length > 60 ? 2.5 : 3.5;
      return [
        dot(places.filter(isDrawn), { x: X, y: Y, r, symbol, fill: stroke, fillOpacity: isQuiet ? 0.7 : 1 }),
      ];
    }
    case 'line':
    case 'dashes': {
      const strokeDasharray = series.mark === 'dashes' ? DASHES : undefined;
      return [line(places, { x: X, y: Y, stroke, strokeWidth: isQuiet ? 1.25 : 2, strokeDasharray })];
    }
    case 'limits':
      return isCategory
        ? [tickMarks(places.filter(isDrawn), stroke)]
        : [line(places, { x: X, y: Y, stroke, strokeWidth: 1, strokeOpacity: 0.6 })];
  }
}

/** The short lines at the ends of an interval. */
function tickMarks(places: readonly Place[], stroke: string): Markish {
  const symbol = {
    draw: (pen: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }) => {
      pen.moveTo(-4, 0);
      pen.lineTo(4, 0);
    },
  };
  return dot(places, { x: X, y: Y, r: 4, symbol, stroke, strokeWidth: 1.5 });
}
