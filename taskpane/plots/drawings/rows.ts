/** Charts of rows: residuals against fitted values, their histogram, and normal quantiles. */

import { areaY, dot, line, rect, ruleX, ruleY, text as textMark, type Markish } from '@observablehq/plot';
import { baseline, bottomAxis, chart, COLOR, DASHES, horizontalGrid, leftAxis } from '../figure/chart';
import { fitLabel, textWidth } from '../figure/labels';
import type { Draw } from '../figure/draw';
import { numberRoom, ticksFor, widened } from '../figure/ranges';
import type { Histogram } from '../data/histogram';
import type { NormalQuantiles } from '../data/normalQuantiles';
import { extent } from '../data/thin';
import type { ResidualCloud } from '../data/residualCloud';

const HEIGHT = 286;
const TOP = 28;
const BOTTOM = 40;

interface Labels {
  readonly xLabel: string;
  readonly yLabel: string;
  /** Names the row behind a point: its group and its place in the sheet. */
  readonly rowName: (index: number) => string;
}

interface Range2 {
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

function cloudChart(
  width: number,
  height: number | undefined,
  { xRange, yRange }: Range2,
  { xLabel, yLabel }: Pick<Labels, 'xLabel' | 'yLabel'>,
  marks: (left: number) => Markish[],
) {
  const left = numberRoom(yRange);
  return chart({
    width,
    height: Math.max(HEIGHT, height ?? 0),
    marginLeft: left,
    marginTop: TOP,
    marginBottom: BOTTOM,
    x: { domain: [...xRange] },
    y: { domain: [...yRange] },
    marks: [
      horizontalGrid({ ticks: 5 }),
      baseline(yRange[0]),
      bottomAxis({ label: fitLabel(xLabel, width - left - 30), ticks: ticksFor(xRange, width - left, 50) }),
      leftAxis({ label: fitLabel(yLabel, width - 40), ticks: 5, labelOffset: left }),
      ...marks(left),
    ],
  });
}

/** Lines that points are seen against; null where there is none. */
interface Guides {
  /** Where the values should lie. */
  readonly middle: number | null;
  /** On the horizontal axis, beyond which they are worth a look. */
  readonly limit: number | null;
}

const ZERO: Guides = { middle: 0, limit: null };

const hot = { r: 3, fill: COLOR.paper, stroke: COLOR.strong, strokeWidth: 1.25 } as const;

export function residualsChart(cloud: ResidualCloud, labels: Labels, { middle, limit }: Guides = ZERO): Draw {
  const { points, cells, strays, average, total } = cloud;
  const xRange = widened(extent([...cloud.xRange, limit ?? NaN]), 0.02);
  const yRange = widened(cloud.yRange, 0.06);
  const strange = new Set(strays.map(({ row }) => row));
  const usual = points.filter(({ row }) => !strange.has(row));
  const most = Math.max(1, ...cells.map(({ count }) => count));
  return (width, height) =>
    cloudChart(width, height, { xRange, yRange }, labels, (left) => [
      ruleY(middle === null ? [] : [middle], { stroke: COLOR.fixedMark, strokeWidth: 1.5 }),
      ruleX(limit === null ? [] : [limit], {
        stroke: COLOR.fixedMark,
        strokeWidth: 1.5,
        strokeDasharray: DASHES,
      }),
      rect(cells, {
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        fill: COLOR.point,
        shapeRendering: 'crispEdges',
        // Counts range over orders of magnitude; a cell with one row can still be seen.
        fillOpacity: ({ count }: { count: number }) =>
          0.18 + (0.82 * Math.log(count)) / (Math.log(most) || 1),
        title: ({ count }: { count: number }) => String(count),
      }),
      dot(usual, {
        x: 'x',
        y: 'y',
        r: total > 500 ? 1.75 : 2.5,
        fill: COLOR.point,
        fillOpacity: 0.55,
        title: ({ row }: { row: number }) => labels.rowName(row),
      }),
      line(average, { x: 'x', y: 'y', stroke: COLOR.varyMark, strokeWidth: 2 }),
      dot(strays, { x: 'x', y: 'y', ...hot, title: ({ row }: { row: number }) => labels.rowName(row) }),
      ...strayNames(cloud, labels, { xRange, yRange, left, width, height: Math.max(HEIGHT, height ?? 0) }),
    ]);
}

interface Box {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}

const touches = (a: Box, b: Box): boolean => a.x1 < b.x2 && b.x1 < a.x2 && Math.abs(a.y - b.y) < 14;

/** Names beside strays, at a side where there is room; none where it would lie over another stray or its name. */
function strayNames(
  { strays }: ResidualCloud,
  { rowName }: Labels,
  {
    xRange,
    yRange,
    left,
    width,
    height: whole,
  }: Range2 & { readonly left: number; readonly width: number; readonly height: number },
): Markish[] {
  const across = (width - left - 10) / (xRange[1] - xRange[0]);
  const down = (whole - TOP - BOTTOM) / (yRange[1] - yRange[0]);
  const points = strays.map(({ x, y, row }) => ({
    x,
    y,
    row,
    at: left + (x - xRange[0]) * across,
    down: y * down,
  }));
  const taken: Box[] = points.map((point) => ({ x1: point.at - 5, x2: point.at + 5, y: point.down }));
  return points.flatMap(({ x, y, row, at, down: height }) => {
    const label = fitLabel(rowName(row), 0.5 * width);
    const room = textWidth(label);
    const sides: readonly Box[] = [
      { x1: at + 6, x2: at + 8 + room, y: height },
      { x1: at - 8 - room, x2: at - 6, y: height },
    ];
    const free = sides.find(
      (box) => box.x1 > left && box.x2 < width && !taken.some((other) => touches(box, other)),
    );
    if (!free) return [];
    taken.push(free);
    const isRight = free === sides[0];
    const place = { x: 'x', y: 'y', dx: isRight ? 8 : -8, textAnchor: isRight ? 'start' : 'end' } as const;
    return [textMark([{ x, y }], { ...place, text: () => label, fill: COLOR.quiet })];
  });
}

/** Points of the normal curve. */
const CURVE_POINTS = 121;

export function histogramChart(
  { bars, width: barWidth, total }: Histogram,
  labels: Pick<Labels, 'xLabel' | 'yLabel'>,
): Draw {
  const xRange = widened([bars[0].x1, bars[bars.length - 1].x2], 0.02);
  const perBar = (total * barWidth) / Math.sqrt(2 * Math.PI);
  const curve = Array.from({ length: CURVE_POINTS }, (_, i) => {
    const x = xRange[0] + ((xRange[1] - xRange[0]) * i) / (CURVE_POINTS - 1);
    return { x, y: perBar * Math.exp(-0.5 * x * x) };
  });
  const top = Math.max(...bars.map(({ count }) => count), ...curve.map(({ y }) => y));
  return (width, height) =>
    cloudChart(width, height, { xRange, yRange: [0, 1.06 * top] }, labels, () => [
      rect(bars, {
        x1: 'x1',
        x2: 'x2',
        y1: () => 0,
        y2: 'count',
        fill: COLOR.point,
        fillOpacity: 0.55,
        inset: 0.5,
        insetBottom: 0,
        title: ({ count }: { count: number }) => String(count),
      }),
      line(curve, { x: 'x', y: 'y', stroke: COLOR.fixedMark, strokeWidth: 1.5 }),
    ]);
}

export function quantilesChart(data: NormalQuantiles, labels: Labels): Draw {
  const { points, band, centre, spread, used } = data;
  const ends = [points[0].x, points[points.length - 1].x];
  const reach = 1.04 * Math.max(...ends.map(Math.abs));
  const xRange: [number, number] = [-reach, reach];
  const values = [...points.map(({ y }) => y), ...xRange.map((x) => centre + spread * x)];
  const yRange = widened([Math.min(...values), Math.max(...values)], 0.06);
  const clipped = band.map(({ x, lower, upper }) => ({
    x,
    lower: Math.max(lower, yRange[0]),
    upper: Math.min(upper, yRange[1]),
  }));
  const title = ({ index }: { index: number }): string => labels.rowName(index);
  return (width, height) =>
    cloudChart(width, height, { xRange, yRange }, labels, () => [
      areaY(clipped, { x: 'x', y1: 'lower', y2: 'upper', fill: COLOR.fixedMark, fillOpacity: 0.12 }),
      line(
        xRange.map((x) => ({ x, y: centre + spread * x })),
        { x: 'x', y: 'y', stroke: COLOR.fixedMark, strokeWidth: 1.5 },
      ),
      dot(
        points.filter(({ isOutside }) => !isOutside),
        { x: 'x', y: 'y', r: used > 500 ? 1.75 : 2.5, fill: COLOR.point, fillOpacity: 0.55, title },
      ),
      dot(
        points.filter(({ isOutside }) => isOutside),
        { x: 'x', y: 'y', ...hot, r: used > 500 ? 2 : 3, title },
      ),
    ]);
}
