/**
 * Estimated means as they are drawn: along an axis, with a line for each level of a second variable and a panel for each of a
 * third, and the rows of the data behind them.
 */

import { factorOf, numberLabel, type Column, type EstimatedTable } from '../../../src/index';
import { sampled, seeded } from './thin';

/** Rows drawn as points, in all panels together. */
const MOST_POINTS = 1500;

/** A variable of the means, with its levels in their order. */
export interface LevelAxis {
  readonly name: string;
  readonly levels: readonly string[];
}

export interface DrawnMean {
  /** 0-based places of its levels: on the axis, among the lines, among the panels. */
  readonly place: number;
  readonly series: number;
  readonly panel: number;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number;
  readonly letters: string | null;
}

export interface DrawnRow {
  /** A place on the axis, or a number where the axis has numbers. */
  readonly x: number;
  readonly y: number;
  readonly series: number;
  readonly panel: number;
  /** In [-1, 1): how far it is moved aside, so that equal rows can be told apart. */
  readonly aside: number;
}

/** The variables of a plot in their roles; those that it has not are null. */
export interface Roles<T> {
  readonly axis: T;
  readonly series: T | null;
  readonly panels: T | null;
}

/** The levels that a table has of a variable, in their order; null for no variable. */
export function levelsIn(table: EstimatedTable, name: string): LevelAxis {
  const at = table.labels.indexOf(name);
  return { name, levels: [...new Set(table.rows.map(({ labels }) => labels[at]))] };
}

/** Means that the data determine; `missing` is how many they do not. */
export function drawnMeans(
  table: EstimatedTable,
  { axis, series, panels }: Roles<LevelAxis>,
): { readonly means: readonly DrawnMean[]; readonly missing: number } {
  const placeIn = (of: LevelAxis | null): ((labels: readonly string[]) => number) => {
    if (of === null) return () => 0;
    const at = table.labels.indexOf(of.name);
    const places = new Map(of.levels.map((level, i) => [level, i]));
    return (labels) => places.get(labels[at]) ?? 0;
  };
  const [place, line, panel] = [axis, series, panels].map(placeIn);
  const known = table.rows.filter(({ estimate }) => Number.isFinite(estimate));
  return {
    means: known.map(({ labels, estimate, lower, upper, standardError, letters }) => ({
      place: place(labels),
      series: line(labels),
      panel: panel(labels),
      estimate,
      lower,
      upper,
      standardError,
      letters: letters ?? null,
    })),
    missing: table.rows.length - known.length,
  };
}

/** The column of a variable beside its levels; without levels its numbers are where they are. */
export interface RowAxis {
  readonly column: Column;
  readonly levels: readonly string[] | null;
}

/**
 * Rows of the data, a sample of many: at their levels, at the nearest number where a level is a number that was chosen, and
 * none where a level has no mean.
 *
 * @param y of the rows that the fit kept
 */
export function drawnRows(
  y: ArrayLike<number>,
  keptRows: Int32Array | null,
  { axis, series, panels }: Roles<RowAxis>,
): DrawnRow[] {
  const random = seeded(y.length);
  const [x, line, panel] = [axis, series, panels].map(placeOfRow);
  return sampled(y.length, MOST_POINTS).flatMap((i) => {
    const row = keptRows?.[i] ?? i;
    const point = { x: x(row), y: y[i], series: line(row), panel: panel(row), aside: 2 * random() - 1 };
    return Number.isFinite(point.x + point.y) && point.series >= 0 && point.panel >= 0 ? [point] : [];
  });
}

/** Groups whose lines are drawn, of more a sample. */
const MOST_GROUPS = 60;

/** The mean of a group's rows at one place, on one line, in one panel. */
export interface GroupPoint {
  readonly group: number;
  readonly x: number;
  readonly y: number;
  readonly series: number;
  readonly panel: number;
}

/**
 * What was observed of each group: means of its rows, along the axis.
 *
 * @param y of the rows that the fit kept
 */
export function groupPoints(
  y: ArrayLike<number>,
  keptRows: Int32Array | null,
  { axis, series, panels }: Roles<RowAxis>,
  group: Column,
): GroupPoint[] {
  const [x, line, panel] = [axis, series, panels].map(placeOfRow);
  const { codes, levels } = factorOf(group);
  const drawn = new Set(sampled(levels.length, MOST_GROUPS));
  const sums = new Map<string, GroupPoint & { n: number }>();
  for (let i = 0; i < y.length; i++) {
    const row = keptRows?.[i] ?? i;
    if (!drawn.has(codes[row])) continue;
    const at = { group: codes[row], series: line(row), panel: panel(row), x: x(row) };
    if (!(Number.isFinite(at.x + y[i]) && at.series >= 0 && at.panel >= 0)) continue;
    const key = Object.values(at).join();
    const { y: sum, n } = sums.get(key) ?? { y: 0, n: 0 };
    sums.set(key, { ...at, y: sum + y[i], n: n + 1 });
  }
  const means = [...sums.values()].map(({ n, y: sum, ...at }) => ({ ...at, y: sum / n }));
  return means.sort((a, b) => a.group - b.group || a.series - b.series || a.panel - b.panel || a.x - b.x);
}

function placeOfRow(of: RowAxis | null): (row: number) => number {
  if (of === null) return () => 0;
  const { column, levels } = of;
  if (levels === null) return column.kind === 'number' ? (row) => column.values[row] : () => NaN;
  const places = new Map(levels.map((level, i) => [level, i]));
  if (column.kind === 'factor') {
    const byCode = column.levels.map((level) => places.get(level) ?? NaN);
    return (row) => byCode[column.codes[row]] ?? NaN;
  }
  const numbers = levels.map(Number);
  return (row) => {
    const value = column.values[row];
    return places.get(numberLabel(value)) ?? nearest(numbers, value);
  };
}

function nearest(numbers: readonly number[], value: number): number {
  let best = NaN;
  numbers.forEach((number, i) => {
    if (!(Math.abs(number - value) >= Math.abs(numbers[best] - value))) best = i;
  });
  return Number.isNaN(value) ? NaN : best;
}

/** Half of the room of one level on the axis, and how far apart its lines stand. */
export interface Dodge {
  readonly step: number;
  /** Where the mean of a line stands, from the middle of the level. */
  readonly offset: (series: number) => number;
  /** How far rows are moved aside at most. */
  readonly spread: number;
}

/** Lines of one level side by side, within 70 % of its room. */
export function dodge(series: number): Dodge {
  const step = Math.min(0.18, 0.7 / series);
  return {
    step,
    offset: (k) => (k - (series - 1) / 2) * step,
    spread: series === 1 ? 0.14 : 0.32 * step,
  };
}
