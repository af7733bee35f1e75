/** Wide data, one column per occasion, and the same data long, one row per observation. */

import type { Cell, CellMatrix } from '../../src/index';
import type { DataSummary } from './columns';

export interface WideData {
  /** Columns of the repeated measurement, from left to right. */
  readonly columns: readonly number[];
  /** What their names have in common, such as `score` of score1, score2, score3; may be empty. */
  readonly stem: string;
  /** The number in each name. */
  readonly occasions: readonly number[];
}

/** Fewer columns than this are no series. */
const FEWEST = 3;

const NUMBERED = /^(.*?)[\s._-]*(\d+(?:\.\d+)?)$/u;

/**
 * Columns of numbers whose names differ in a number only, such as day1, day2, day3 or 2019, 2020, 2021; null when there are
 * fewer than three. With several series the longest is taken.
 */
export function wideData(summary: DataSummary): WideData | null {
  if (!summary.hasHeaders) return null;
  const series = new Map<string, { column: number; occasion: number }[]>();
  summary.columns.forEach(({ name, column }, at) => {
    const found = column?.kind === 'number' ? NUMBERED.exec(name.trim()) : null;
    if (!found) return;
    const list = series.get(found[1]) ?? [];
    list.push({ column: at, occasion: Number(found[2]) });
    series.set(found[1], list);
  });
  const [stem, longest] = [...series].reduce<[string, { column: number; occasion: number }[]]>(
    (most, next) => (next[1].length > most[1].length ? next : most),
    ['', []],
  );
  const distinct = new Set(longest.map(({ occasion }) => occasion)).size === longest.length;
  if (longest.length < FEWEST || !distinct) return null;
  return {
    columns: longest.map(({ column }) => column),
    stem: stem.trim(),
    occasions: longest.map(({ occasion }) => occasion),
  };
}

/**
 * One row per row and occasion: the other columns, the occasion's number, the measurement. Where no other column tells the
 * rows apart, their number becomes a column too. Missing measurements stay, as blanks.
 *
 * @param cells header row first
 */
export function longCells(cells: CellMatrix, { columns, stem, occasions }: WideData): CellMatrix {
  const [header, ...rows] = cells;
  const others = header.flatMap((_, column) => (columns.includes(column) ? [] : [column]));
  const needsRow = !others.some((column) => isIdentifier(rows.map((row) => row[column])));
  const taken = others.map((column) => String(header[column] ?? ''));
  const names = ['row', 'occasion', stem === '' ? 'value' : stem].map((name) => freeName(name, taken));
  const top: Cell[] = [...(needsRow ? [names[0]] : []), ...others.map((c) => header[c]), names[1], names[2]];
  return [
    top,
    ...rows.flatMap((row, i) =>
      columns.map((column, k): Cell[] => [
        ...(needsRow ? [i + 1] : []),
        ...others.map((c) => row[c] ?? null),
        occasions[k],
        row[column] ?? null,
      ]),
    ),
  ];
}

/** A different value in every row. */
function isIdentifier(values: readonly Cell[]): boolean {
  const seen = new Set(values.filter((value) => value !== null && value !== undefined && value !== ''));
  return seen.size === values.length;
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
