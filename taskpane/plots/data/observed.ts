/** The data themselves, group by group: which columns can stand on the x axis, which groups are shown, which rows. */

import { namesIn, type Column, type GroupEstimates, type ModelTerms } from '../../../src/index';
import type { ColumnSummary } from '../../state/columns';
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
  readonly level: number;
}

/** Columns of the predictors, those of numbers first, without those that make up the chosen factor. */
export function xColumns(
  terms: ModelTerms,
  columns: readonly ColumnSummary[],
  factor: string | null,
): ColumnSummary[] {
  const own = terms.random.filter(({ groupLabel }) => groupLabel === factor);
  const groups = new Set(own.flatMap(({ group }) => group.flatMap(({ expr }) => names(expr))));
  const predictors = [terms.fixed, ...terms.random.map((term) => term.terms)];
  const used = new Set(predictors.flatMap(({ variables }) => variables.flatMap(({ expr }) => names(expr))));
  const found = columns.filter(({ name, column }) => column !== null && used.has(name) && !groups.has(name));
  const isNumber = ({ column }: ColumnSummary): boolean => column?.kind === 'number';
  return [...found.filter(isNumber), ...found.filter((column) => !isNumber(column))];
}

const names = (expr: Parameters<typeof namesIn>[0]): string[] => namesIn(expr).map(({ name }) => name);

/** All levels of a factor, the steepest over `x` first, or where slopes do not differ the highest first. */
export function orderOfLevels({ levels, terms, shrunken }: GroupEstimates, x: string | null): number[] {
  const slope = x === null ? -1 : terms.indexOf(x);
  const term = Math.max(0, slope);
  const key = (g: number): number => shrunken[g * terms.length + term];
  return levels.map((_, g) => g).sort((a, b) => key(b) - key(a) || a - b);
}

/** Whether the slopes over x differ from group to group, by name. */
export function variesOver({ terms }: GroupEstimates, x: string | null): boolean {
  return x !== null && terms.includes(x);
}

/** Levels that are shown, in order: all of few, some of many. */
export function shownLevels(order: readonly number[]): number[] {
  if (order.length <= MOST_PANELS) return [...order];
  return evenly(order.length, MOST_LINES).map((i) => order[i]);
}

/**
 * Points of the rows to show, a sample of many.
 *
 * @param codes the level of each row; null when there are no groups
 */
export function observedPoints(
  column: Column | null,
  keptRows: Int32Array | null,
  y: Float64Array,
  codes: Int32Array | null,
): ObservedPoint[] {
  const valueAt = (row: number): number => {
    if (column === null) return 0;
    return column.kind === 'number' ? column.values[row] : column.codes[row];
  };
  return sampled(y.length, MOST_POINTS).map((i) => ({
    x: valueAt(keptRows?.[i] ?? i),
    y: y[i],
    level: codes?.[i] ?? -1,
  }));
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
  const order = orderOfLevels(estimates, null);
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
