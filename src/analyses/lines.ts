/**
 * Lines to draw through data: what the model expects over one variable, for the population, for each level of a second
 * variable, and for single groups, the other variables held where they usually are.
 */

import { CellmerError } from '../errors';
import { NEW_LEVEL, newRows } from '../design';
import { type PredictionRows, predictionRows } from '../fits';
import { gridColumns } from '../means/referenceGrid';
import { factorOf } from '../table';
import type { Column } from '../table/types';
import { heldValue, lineTable, type TableLine, valueAt } from './lineTable';
import type { Subject } from './subject';

export interface LinesQuestion {
  /** Column on the horizontal axis: numbers, or labels, whose places are 0, 1, 2, ... in their order. */
  readonly x: string;
  /** Column each of whose values has a line of its own, such as a treatment; null for one line. */
  readonly by: string | null;
  /** Grouping factor, as in `FitResult.groups`; null for the population alone. */
  readonly factor: string | null;
  /** Levels of the factor that get lines, 0-based. */
  readonly levels: readonly number[];
  /** Points per line where x has more values than that, at least 2. */
  readonly points: number;
  /** Confidence level of the limits, in (0, 1). */
  readonly confidence: number;
}

/** A line over the values of x that its rows reach from end to end; NaN where the model expects nothing. */
export interface FittedLine {
  /** 0-based level of the second variable, 0 where there is none. */
  readonly by: number;
  readonly x: Float64Array;
  /** What the fixed effects alone give. */
  readonly population: Float64Array;
}

/** With pointwise confidence limits of what the fixed effects give, by the degrees of freedom of the model's options. */
export interface PopulationLine extends FittedLine {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface GroupLine extends FittedLine {
  /** 0-based level of the factor. */
  readonly level: number;
  /** With the effects of the group. */
  readonly y: Float64Array;
}

/** A predictor that the population's lines hold: a number at its mean, labels at the commonest. */
export interface HeldColumn {
  readonly name: string;
  readonly value: number | string;
}

export interface FittedLines {
  /** Values of the second variable, in their order; one without a name where there is none. */
  readonly by: readonly string[];
  readonly held: readonly HeldColumn[];
  /** One per value of the second variable that occurs. */
  readonly population: readonly PopulationLine[];
  /** One per level asked for and value of the second variable among its rows. */
  readonly groups: readonly GroupLine[];
}

/**
 * Lines of the population hold the other columns at their usual value over all rows, so that they differ by the second
 * variable alone; lines of a group at that over the group's rows. Other grouping factors count where the rows of a line lie
 * inside of one of their levels, and otherwise with no effect.
 *
 * @throws CellmerError `option` for a column or a factor that the model has not
 */
export function fittedLines(subject: Subject, question: LinesQuestion): FittedLines {
  const { fit, matrices, frame } = subject;
  const { table, options } = subject.input;
  const x = columnNamed(subject, question.x);
  const second = question.by === null ? null : factorOf(columnNamed(subject, question.by));
  const chosen = fit.factors.findIndex(({ group }) => group.name === question.factor);
  if (question.factor !== null && chosen < 0)
    throw new CellmerError('option', `the model has no grouping factor "${question.factor}"`);
  const kept = matrices.keptRows ?? Int32Array.from({ length: matrices.n }, (_, i) => i);
  const places = { x, by: second?.codes ?? null, kept, points: question.points };
  const everyRow = Array.from({ length: kept.length }, (_, i) => i);
  const population = splitLines(-1, everyRow, places);
  const groups = chosen < 0 ? [] : groupLines(subject, chosen, question.levels, places);
  const at = expectedOn(population, subject, question, chosen);
  const means = at.population;
  const { lower, upper } = fit
    .predictorErrors(at.rows, false, options.ddf)
    .limits(means, question.confidence);
  const inGroups = groups.length > 0 ? expectedOn(groups, subject, question, chosen) : null;
  return {
    by: second?.levels ?? [''],
    held: heldOf(gridColumns(table, frame), question, subject, kept),
    population: cut(population, { population: means, lower, upper }),
    groups: inGroups ? cut(groups, { population: inGroups.population, y: inGroups.conditional() }) : [],
  };
}

function columnNamed({ input }: Subject, name: string): Column {
  const column = input.table.columns.get(name);
  if (!column) throw new CellmerError('option', `the model has no column "${name}"`);
  return column;
}

/** The lines with their own parts of what was computed for all of them. */
function cut<Name extends string>(
  lines: readonly Line[],
  computed: Readonly<Record<Name, Float64Array>>,
): (Pick<Line, 'level' | 'by' | 'x'> & Readonly<Record<Name, Float64Array>>)[] {
  let end = 0;
  return lines.map(({ level, by, x }) => {
    const from = end;
    end += x.length;
    const own = Object.entries<Float64Array>(computed).map(([name, all]) => [name, all.slice(from, end)]);
    return { level, by, x, ...(Object.fromEntries(own) as Record<Name, Float64Array>) };
  });
}

interface Expected {
  readonly rows: PredictionRows;
  readonly population: Float64Array;
  /** With random effects. */
  readonly conditional: () => Float64Array;
}

/** What the model expects at the rows of a table made for lines. */
function expectedOn(
  lines: readonly Line[],
  { fit, frame, matrices, input }: Subject,
  { x, by }: LinesQuestion,
  chosen: number,
): Expected {
  const fresh = newRows(lineTable(input.table, frame, { x, by }, lines), frame, matrices, {
    random: fit.factors.length > 0,
    weights: false,
    newLevels: 'missing',
    describeCell: () => '',
  });
  const at = predictionRows(fit, fresh);
  const parts = fit.factors.map(({ group }, f) => {
    const codeOf = ({ level, rows: own }: Line): number => {
      if (level < 0) return NEW_LEVEL;
      return f === chosen ? level : commonLevel(group.codes, own);
    };
    const codes = lines.flatMap((line) => new Array<number>(line.x.length).fill(codeOf(line)));
    return { ...at.parts[f], codes: Int32Array.from(codes) };
  });
  const blank = (means: Float64Array): Float64Array =>
    means.map((mean, i) => (fresh.incomplete?.[i] === 1 ? NaN : mean));
  const rows = { ...at, parts };
  return {
    rows,
    population: blank(fit.predictor(rows, false).values),
    conditional: () => blank(fit.predictor(rows, true).values),
  };
}

interface Line extends TableLine {
  /** -1 for the population. */
  readonly level: number;
  readonly by: number;
  /** The kept rows that it stands for, as places among the kept rows. */
  readonly rows: readonly number[];
}

interface Places {
  readonly x: Column;
  /** Values of the second variable, per row of the table. */
  readonly by: Int32Array | null;
  readonly kept: Int32Array;
  readonly points: number;
}

function groupLines({ fit }: Subject, chosen: number, levels: readonly number[], places: Places): Line[] {
  const rowsOf = new Map(levels.map((level) => [level, [] as number[]]));
  fit.factors[chosen].group.codes.forEach((code, i) => rowsOf.get(code)?.push(i));
  return [...rowsOf].flatMap(([level, rows]) => splitLines(level, rows, places));
}

/** A line for each value of the second variable among the rows. */
function splitLines(level: number, rows: readonly number[], { x, by, kept, points }: Places): Line[] {
  const parts = new Map<number, number[]>(by === null ? [[0, [...rows]]] : []);
  if (by !== null)
    for (const row of rows) {
      const code = by[kept[row]];
      if (code < 0) continue;
      const part = parts.get(code);
      if (part) part.push(row);
      else parts.set(code, [row]);
    }
  const tableRows = rows.map((row) => kept[row]);
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([code, own]) => {
      const ownRows = own.map((row) => kept[row]);
      return { level, by: code, rows: own, ownRows, tableRows, x: valuesOn(x, ownRows, points) };
    });
}

/** Values of x: those that occur where they are few, otherwise equally spaced from the least to the largest. */
function valuesOn(column: Column, rows: readonly number[], points: number): Float64Array {
  const isValue = column.kind === 'number' ? (v: number) => v === v : (v: number) => v >= 0;
  const seen = new Set<number>();
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows) {
    const value = valueAt(column, row);
    if (!isValue(value)) continue;
    if (seen.size <= points) seen.add(value);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (seen.size <= points || column.kind === 'factor') return Float64Array.from(seen).sort();
  return Float64Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
}

/** What the other predictors of the fixed part are held at. */
function heldOf(
  names: readonly string[],
  { x, by }: LinesQuestion,
  { input: { table } }: Subject,
  kept: Int32Array,
): HeldColumn[] {
  return names
    .filter((name) => name !== x && name !== by)
    .map((name) => {
      const column = table.columns.get(name)!;
      const value = heldValue(column, [...kept]);
      return { name, value: column.kind === 'factor' ? (column.levels[value] ?? '') : value };
    });
}

/** The one level of a factor in which all of these rows lie; NEW_LEVEL when they lie in several. */
function commonLevel(codes: Int32Array, rows: readonly number[]): number {
  const first = codes[rows[0]];
  return rows.every((row) => codes[row] === first) ? first : NEW_LEVEL;
}
