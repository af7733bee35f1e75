/**
 * Lines to draw through data: what the model expects over one variable, for the population and for single groups, the
 * other variables held where they usually are.
 */

import { CellmerError } from '../errors';
import { NEW_LEVEL, newRows } from '../design';
import { predictionRows } from '../fits';
import { namesIn } from '../formula';
import type { Column, Table } from '../table/types';
import type { Subject } from './subject';

export interface LinesQuestion {
  /** Column on the horizontal axis: numbers, or labels, whose places are 0, 1, 2, ... in their order. */
  readonly x: string;
  /** Grouping factor, as in `FitResult.groups`; null for the population alone. */
  readonly factor: string | null;
  /** Levels of the factor that get a line each, 0-based. */
  readonly levels: readonly number[];
  /** Points per line where x has more values than that, at least 2. */
  readonly points: number;
}

/** A line over the values of x that its rows reach from end to end; y is NaN where the model expects nothing. */
export interface FittedLine {
  /** 0-based level, or -1 for the population. */
  readonly level: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * The population's line first, then one per level. Of a line the other columns are constant: numbers at their mean over
 * its rows, labels at the commonest one. Other grouping factors count where the level lies inside of one of their levels,
 * and otherwise with no effect.
 *
 * @throws CellmerError `option` for a column or a factor that the model has not
 */
export function fittedLines(subject: Subject, question: LinesQuestion): readonly FittedLine[] {
  const { fit, matrices } = subject;
  const { table } = subject.input;
  const column = table.columns.get(question.x);
  if (!column) throw new CellmerError('option', `the model has no column "${question.x}"`);
  const chosen = fit.factors.findIndex(({ group }) => group.name === question.factor);
  if (question.factor !== null && chosen < 0)
    throw new CellmerError('option', `the model has no grouping factor "${question.factor}"`);
  const kept = matrices.keptRows ?? Int32Array.from({ length: matrices.n }, (_, i) => i);
  const lines = linesOf(subject, question, column, kept, chosen);
  const expected = expectedOn(lines, subject, lineTable(subject, question.x, lines), chosen);
  let from = 0;
  return lines.map(({ level, x }) => ({ level, x, y: expected.slice(from, (from += x.length)) }));
}

/** What the model expects at the rows of a table made for lines. */
function expectedOn(
  lines: readonly Line[],
  { fit, frame, matrices }: Subject,
  table: Table,
  chosen: number,
): Float64Array {
  const random = fit.factors.length > 0;
  const rows = newRows(table, frame, matrices, {
    random,
    weights: false,
    newLevels: 'missing',
    describeCell: () => '',
  });
  const at = predictionRows(fit, rows);
  const parts = fit.factors.map(({ group }, f) => {
    const codeOf = ({ level, rows: own }: Line): number => {
      if (level < 0) return NEW_LEVEL;
      return f === chosen ? level : commonLevel(group.codes, own);
    };
    return { ...at.parts[f], codes: Int32Array.from(along(lines, codeOf)) };
  });
  const means = fit.predictor({ ...at, parts }, random).values;
  rows.incomplete?.forEach((isIncomplete, i) => {
    if (isIncomplete === 1) means[i] = NaN;
  });
  return means;
}

/** One value per line, at each of its rows. */
function along(lines: readonly Line[], valueOf: (line: Line) => number): number[] {
  return lines.flatMap((line) => new Array<number>(line.x.length).fill(valueOf(line)));
}

interface Line {
  readonly level: number;
  readonly x: Float64Array;
  /** The kept rows that it stands for, as places among the kept rows and as rows of the table. */
  readonly rows: readonly number[];
  readonly tableRows: readonly number[];
}

function linesOf(
  { fit }: Subject,
  { levels, points }: LinesQuestion,
  column: Column,
  kept: Int32Array,
  chosen: number,
): Line[] {
  const line = (level: number, rows: readonly number[]): Line => {
    const tableRows = rows.map((i) => kept[i]);
    return { level, rows, tableRows, x: places(column, tableRows, points) };
  };
  const everyRow = Array.from({ length: kept.length }, (_, i) => i);
  if (chosen < 0) return [line(-1, everyRow)];
  const rowsOf = new Map(levels.map((level) => [level, [] as number[]]));
  fit.factors[chosen].group.codes.forEach((code, i) => rowsOf.get(code)?.push(i));
  return [line(-1, everyRow), ...[...rowsOf].map(([level, rows]) => line(level, rows))];
}

/** Values of x: those that occur where they are few, otherwise equally spaced from the least to the largest. */
function places(column: Column, rows: readonly number[], points: number): Float64Array {
  const valueAt =
    column.kind === 'number' ? (row: number) => column.values[row] : (row: number) => column.codes[row];
  const isValue = column.kind === 'number' ? (v: number) => v === v : (v: number) => v >= 0;
  const seen = new Set<number>();
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows) {
    const value = valueAt(row);
    if (!isValue(value)) continue;
    if (seen.size <= points) seen.add(value);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (seen.size <= points || column.kind === 'factor') return Float64Array.from(seen).sort();
  return Float64Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
}

/** The rows of all lines, one after the other. */
function lineTable({ input, frame }: Subject, x: string, lines: readonly Line[]): Table {
  const { table } = input;
  const groups = frame.terms.random.flatMap(({ group }) => group.flatMap(({ expr }) => namesIn(expr)));
  const grouping = new Set(groups.map(({ name }) => name));
  const rowCount = lines.reduce((sum, line) => sum + line.x.length, 0);
  const columns = new Map<string, Column>();
  for (const [name, column] of table.columns)
    columns.set(name, name === x ? onAxis(column, lines) : held(column, grouping.has(name), lines));
  return { ...table, rowCount, columns };
}

function onAxis(column: Column, lines: readonly Line[]): Column {
  const values = lines.flatMap((line) => [...line.x]);
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(values) }
    : { ...column, codes: Int32Array.from(values) };
}

/** A column at its usual value, line by line. Numbers that name groups are not averaged. */
function held(column: Column, isGrouping: boolean, lines: readonly Line[]): Column {
  const usual = ({ tableRows }: Line): number => {
    if (column.kind === 'factor') return commonest(tableRows.map((row) => column.codes[row]));
    const values = tableRows.map((row) => column.values[row]).filter((value) => value === value);
    if (isGrouping) return values[0] ?? NaN;
    return values.reduce((sum, value) => sum + value / values.length, 0);
  };
  const values = along(lines, usual);
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(values) }
    : { ...column, codes: Int32Array.from(values) };
}

/** The value that occurs most often, the first of several; -1 of none. */
function commonest(codes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  let best = -1;
  for (const [code, count] of counts) if (code >= 0 && count > (counts.get(best) ?? 0)) best = code;
  return best;
}

/** The one level of a factor in which all of these rows lie; NEW_LEVEL when they lie in several. */
function commonLevel(codes: Int32Array, rows: readonly number[]): number {
  const first = codes[rows[0]];
  return rows.every((row) => codes[row] === first) ? first : NEW_LEVEL;
}
