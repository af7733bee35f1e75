/** Residuals against fitted values: rows as points, or counted in cells where there are many; a local average; strays. */

import { extent } from './thin';

/** Up to this many rows are a point each. */
const MOST_POINTS = 2000;

const CELLS = { across: 60, down: 36 } as const;
/** A residual of more than this many standard deviations is a stray. */
const STRAY = 3;
const MOST_STRAYS = 3;

/** Both axes' data, and the index of the row among those of the fit. */
export interface RowPoint {
  readonly x: number;
  readonly y: number;
  readonly row: number;
}

export interface CountedCell {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly count: number;
}

export interface ResidualCloud {
  readonly total: number;
  readonly points: readonly RowPoint[];
  /** Instead of points, where there are many. */
  readonly cells: readonly CountedCell[];
  /** Up to three strays, the furthest first. */
  readonly strays: readonly RowPoint[];
  readonly strayCount: number;
  readonly average: readonly { readonly x: number; readonly y: number }[];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

/** @param sigma standard deviation by which strays are told */
export function residualCloud(fitted: Float64Array, residuals: Float64Array, sigma: number): ResidualCloud {
  const total = fitted.length;
  const xRange = extent(fitted);
  const yRange = extent(residuals);
  const isMany = total > MOST_POINTS;
  const strays = findStrays(fitted, residuals, STRAY * sigma);
  const points: RowPoint[] = [];
  if (!isMany) for (let row = 0; row < total; row++) points.push({ x: fitted[row], y: residuals[row], row });
  return {
    total,
    points,
    cells: isMany ? countCells(fitted, residuals, xRange, yRange) : [],
    strays: strays.furthest,
    strayCount: strays.count,
    average: localAverage(fitted, residuals, xRange),
    xRange,
    yRange,
  };
}

function findStrays(
  fitted: Float64Array,
  residuals: Float64Array,
  limit: number,
): { furthest: RowPoint[]; count: number } {
  let furthest: RowPoint[] = [];
  let count = 0;
  for (let row = 0; row < residuals.length; row++) {
    const distance = Math.abs(residuals[row]);
    if (!(distance > limit)) continue;
    count++;
    const last = furthest[MOST_STRAYS - 1];
    if (last && distance <= Math.abs(last.y)) continue;
    furthest = [...furthest, { x: fitted[row], y: residuals[row], row }]
      .sort((a, b) => Math.abs(b.y) - Math.abs(a.y))
      .slice(0, MOST_STRAYS);
  }
  return { furthest, count };
}

/** Cells in which there is something, of a grid over both ranges. */
function countCells(
  x: Float64Array,
  y: Float64Array,
  [xLow, xHigh]: readonly [number, number],
  [yLow, yHigh]: readonly [number, number],
): CountedCell[] {
  const { across, down } = CELLS;
  const width = (xHigh - xLow) / across || 1;
  const height = (yHigh - yLow) / down || 1;
  const counts = new Uint32Array(across * down);
  for (let i = 0; i < x.length; i++) {
    const a = Math.min(across - 1, Math.floor((x[i] - xLow) / width));
    const d = Math.min(down - 1, Math.floor((y[i] - yLow) / height));
    counts[d * across + a]++;
  }
  const cells: CountedCell[] = [];
  counts.forEach((count, at) => {
    if (count === 0) return;
    const x1 = xLow + width * (at % across);
    const y1 = yLow + height * Math.floor(at / across);
    cells.push({ x1, x2: x1 + width, y1, y2: y1 + height, count });
  });
  return cells;
}

const SLICES = 200;
const PLACES = 40;
/** Share of the rows that each place of the average looks at. */
const SPAN = 0.6;

interface Slice {
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

/**
 * Local linear regression with tricube weights over the nearest 60 % of the rows (Cleveland 1979, without his robustness
 * steps), on means of up to 200 slices of x, so that it costs the same for any number of rows.
 */
export function localAverage(
  x: Float64Array,
  y: Float64Array,
  [low, high]: readonly [number, number],
): { x: number; y: number }[] {
  const slices = sliceMeans(x, y, low, high);
  if (slices.length < 3) return [];
  const needed = SPAN * x.length;
  return Array.from({ length: PLACES }, (_, i) => {
    const at = low + ((high - low) * i) / (PLACES - 1);
    return { x: at, y: localValue(slices, at, needed) };
  });
}

function sliceMeans(x: Float64Array, y: Float64Array, low: number, high: number): Slice[] {
  const sums = Array.from({ length: SLICES }, () => ({ x: 0, y: 0, count: 0 }));
  const width = (high - low) / SLICES || 1;
  for (let i = 0; i < x.length; i++) {
    const slice = sums[Math.min(SLICES - 1, Math.floor((x[i] - low) / width))];
    slice.x += x[i];
    slice.y += y[i];
    slice.count++;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ x: sx, y: sy, count }) => ({ x: sx / count, y: sy / count, count }));
}

function localValue(slices: readonly Slice[], at: number, needed: number): number {
  const near = [...slices].sort((a, b) => Math.abs(a.x - at) - Math.abs(b.x - at));
  let covered = 0;
  let reach = 0;
  for (const { x, count } of near) {
    reach = Math.abs(x - at);
    covered += count;
    if (covered >= needed) break;
  }
  const span = reach * 1.0001 || 1;
  let [w, wx, wy, wxx, wxy] = [0, 0, 0, 0, 0];
  for (const { x, y, count } of near) {
    const d = (x - at) / span;
    if (Math.abs(d) >= 1) break;
    const weight = count * (1 - Math.abs(d) ** 3) ** 3;
    w += weight;
    wx += weight * d;
    wy += weight * y;
    wxx += weight * d * d;
    wxy += weight * d * y;
  }
  const determinant = w * wxx - wx * wx;
  // One slice alone has no slope.
  return determinant > 1e-9 * w * w ? (wxx * wy - wx * wxy) / determinant : wy / w;
}
