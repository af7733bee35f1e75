/** The data themselves, group by group: which columns can stand on the x axis, which groups are shown, which rows. */

import {
  namesIn,
  type Column,
  type GroupEstimates,
  type GroupLine,
  type ModelTerms,
} from '../../../src/index';
import type { ColumnSummary } from '../../state/columns';
import type { PlotChoice } from '../../state/plots';
import { MOST_ROWS } from './groupRows';
import { evenly, sampled } from './thin';

/** Up to this many groups have a panel each. */
export const MOST_PANELS = 24;
/** Of more groups so many have a line. */
export const MOST_LINES = 60;
/** Rows drawn as points, in all panels together. */
const MOST_POINTS = 1500;

export interface ObservedPoint {
  readonly x: number;
  readonly y: number;
  /** 0-based place of its group and of its line; -1 where it has none. */
  readonly level: number;
  readonly by: number;
}

/**
 * Columns of the predictors, those of numbers first, and of each kind those whose effect differs from group to group: what only
 * makes up groups is none.
 */
export function predictorColumns(terms: ModelTerms, columns: readonly ColumnSummary[]): ColumnSummary[] {
  const groups = namesUsed(terms.random.flatMap(({ group }) => group));
  const fixed = namesUsed(terms.fixed.variables);
  const random = namesUsed(terms.random.flatMap((term) => term.terms.variables));
  const isPredictor = (name: string): boolean => fixed.has(name) || (random.has(name) && !groups.has(name));
  const found = columns.filter(({ name, column }) => column !== null && isPredictor(name));
  const rank = (column: ColumnSummary): number =>
    (isNumber(column) ? 0 : 2) + (random.has(column.name) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

function namesUsed(parts: readonly { readonly expr: Parameters<typeof namesIn>[0] }[]): Set<string> {
  return new Set(parts.flatMap(({ expr }) => namesIn(expr).map(({ name }) => name)));
}

const isNumber = ({ column }: ColumnSummary): boolean => column?.kind === 'number';

/** Lines that can be told apart. */
const MOST_SPLIT = 6;

/** Predictors each of whose values can have a line of its own, labels first. */
export function splitColumns(columns: readonly ColumnSummary[], x: string | null): ColumnSummary[] {
  const few = columns.filter(({ name, distinct }) => name !== x && distinct > 1 && distinct <= MOST_SPLIT);
  return [...few.filter((column) => !isNumber(column)), ...few.filter(isNumber)];
}

/** A column that could be read. */
type ReadColumn = ColumnSummary & { readonly column: Column };

/** What is on the horizontal axis and what makes the lines, null for one line. */
export interface ChosenColumns {
  readonly x: ReadColumn;
  readonly by: ReadColumn | null;
}

/** In place of a column: one line. */
export const ONE_LINE = '';

/** @returns null where there is no predictor */
export function chosenColumns(
  columns: readonly ColumnSummary[],
  { x, by }: Pick<PlotChoice, 'x' | 'by'>,
): ChosenColumns | null {
  const along = find(columns, x) ?? find(columns, columns[0]?.name ?? null);
  if (along === null) return null;
  const split = splitColumns(columns, along.name);
  const usual = split.find(({ column }) => column?.kind === 'factor')?.name ?? ONE_LINE;
  return { x: along, by: find(split, by ?? usual) ?? (by === ONE_LINE ? null : find(split, usual)) };
}

function find(columns: readonly ColumnSummary[], name: string | null): ReadColumn | null {
  const found = columns.find((one) => one.name === name);
  return found?.column ? { ...found, column: found.column } : null;
}

/** All levels of a factor, the highest first. */
export function orderOfLevels({ levels, terms, shrunken }: GroupEstimates): number[] {
  const key = (g: number): number => shrunken[g * terms.length];
  return levels.map((_, g) => g).sort((a, b) => key(b) - key(a) || a - b);
}

/** Slopes that differ by less than this share of the steepest are one. */
const SAME_SLOPE = 1e-6;

/**
 * Levels in the order of their lines: the steepest first where each has one line and their slopes differ, otherwise the highest
 * first.
 *
 * @param hasSlopes whether the horizontal axis has numbers
 */
export function orderOfLines(
  lines: readonly GroupLine[],
  hasSlopes: boolean,
): { readonly levels: readonly number[]; readonly by: 'steepest' | 'highest' } {
  const levels = [...new Set(lines.map(({ level }) => level))];
  const heights = levels.map((at) => mean(lines.flatMap(({ level, y }) => (level === at ? [...y] : []))));
  const slopes = lines.map(({ x, y }) => (y[y.length - 1] - y[0]) / (x[x.length - 1] - x[0]));
  const steepest = Math.max(...slopes.map(Math.abs));
  // A line of one place has no slope, and then no comparison holds.
  const differ = Math.max(...slopes) - Math.min(...slopes) > SAME_SLOPE * steepest;
  const isSteep = hasSlopes && lines.length === levels.length && differ;
  // Of slopes that are one but for rounding the highest line comes first.
  const steps = slopes.map((slope) => (isSteep ? Math.round(slope / (SAME_SLOPE * steepest)) : 0));
  const places = levels
    .map((_, i) => i)
    .sort((a, b) => steps[b] - steps[a] || heights[b] - heights[a] || a - b);
  return { levels: places.map((i) => levels[i]), by: isSteep ? 'steepest' : 'highest' };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value / values.length, 0);

/** Levels that get lines: all of few, some of many. */
export function shownLevels(order: readonly number[]): number[] {
  if (order.length <= MOST_PANELS) return [...order];
  return evenly(order.length, MOST_LINES).map((i) => order[i]);
}

/**
 * Points of the rows to show, a sample of many.
 *
 * @param codes the level of each row; null when there are no groups
 * @param by of the rows of the sheet; null when all belong to one line
 */
export function observedPoints(
  column: Column,
  keptRows: Int32Array | null,
  y: Float64Array,
  codes: Int32Array | null,
  by: Int32Array | null,
): ObservedPoint[] {
  return sampled(y.length, MOST_POINTS).map((i) => {
    const row = keptRows?.[i] ?? i;
    const x = column.kind === 'number' ? column.values[row] : column.codes[row];
    return { x, y: y[i], level: codes?.[i] ?? -1, by: by === null ? 0 : by[row] };
  });
}

export interface Strip {
  readonly label: string;
  /** What the model expects of the group. */
  readonly expected: number;
  readonly values: readonly number[];
}

/** Values of every group, the highest first: of very many groups some, of very many rows a sample. */
export function stripsOf(y: Float64Array, estimates: GroupEstimates): Strip[] {
  const { levels, codes, shrunken, terms } = estimates;
  const order = orderOfLevels(estimates);
  const shown = evenly(order.length, MOST_ROWS).map((i) => order[i]);
  const rows = new Map<number, number[]>(shown.map((level) => [level, []]));
  const inside: number[] = [];
  for (let i = 0; i < codes.length; i++) if (rows.has(codes[i])) inside.push(i);
  for (const at of sampled(inside.length, MOST_POINTS)) rows.get(codes[inside[at]])!.push(y[inside[at]]);
  return shown.map((level) => ({
    label: levels[level],
    expected: shrunken[level * terms.length],
    values: rows.get(level)!,
  }));
}
