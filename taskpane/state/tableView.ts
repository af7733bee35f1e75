/** A table of a report as the pane shows it: a choice of its columns, each number with the digits of its kind. */

import {
  isMissing,
  KINDS,
  kindOf,
  placeOf,
  type ColumnKind,
  type ReportTable,
  type Value,
} from '../../src/index';
import { termName, text } from '../text';
import { kindText, NONE } from './kinds';
import { coefficientDecimals, commonDecimals, fixed, interval } from './numbers';

/** A column by its name, or two that stand in one: the ends of an interval, both degrees of freedom of an F test. */
export type Shown = string | readonly [first: string, second: string];

/** The same by place: names that come from the data, as in a matrix, may be those of other columns. */
type Places = readonly [first: number, second?: number];

export interface Heading {
  readonly title: string;
  /** What the title is short for. */
  readonly hint?: string;
}

export interface ShownColumn extends Heading {
  readonly name: string;
  readonly align: 'start' | 'end';
}

export interface TableView {
  /** Over the labels. */
  readonly corner: string;
  readonly columns: readonly ShownColumn[];
  readonly rows: readonly {
    /** As in the report. */
    readonly label: string;
    /** As the pane names it. */
    readonly shown: string;
    readonly cells: readonly string[];
  }[];
}

/** @param shown the columns in their order; without, all that are no labels */
export function tableView(table: ReportTable, shown?: readonly Shown[]): TableView {
  const places = shown?.map((one) => placesOf(table, one)) ?? allOf(table);
  const textOf = cellTexts(table);
  return {
    corner: headingOf(table, 0).title,
    columns: places.map(([first, second]) => ({
      name: table.columns[first].name,
      align: alignOf(table, first),
      ...(second === undefined ? headingOf(table, first) : pairHeading(table, first)),
    })),
    rows: table.rows.map((row, i) => ({
      label: String(row[0]),
      shown: labelText(row[0]),
      cells: places.map(([first, second]) =>
        second === undefined
          ? textOf(i, first)
          : pairText(
              kindOf(table, i, first),
              [row[first], row[second]],
              [textOf(i, first), textOf(i, second)],
            ),
      ),
    })),
  };
}

function allOf({ columns }: ReportTable): Places[] {
  const isEnd = (j: number, name: string): boolean =>
    columns[j]?.name === name && columns[j].kind === 'limit';
  const isInterval = (j: number): boolean => isEnd(j, 'lower') && isEnd(j + 1, 'upper');
  return columns.flatMap(({ kind }, j): Places[] => {
    if (kind === 'label' || isInterval(j - 1)) return [];
    return isInterval(j) ? [[j, j + 1]] : [[j]];
  });
}

function placesOf(table: ReportTable, shown: Shown): Places {
  if (typeof shown === 'string') return [placeOf(table, shown)];
  return [placeOf(table, shown[0]), placeOf(table, shown[1])];
}

function alignOf(table: ReportTable, column: number): 'start' | 'end' {
  return table.rowKinds ? 'end' : KINDS[table.columns[column].kind].align;
}

function cellTexts(table: ReportTable): (row: number, column: number) => string {
  const common = commonDecimalsOf(table);
  return (i, j) => {
    const [value, kind] = [table.rows[i][j], kindOf(table, i, j)];
    const decimals = common[kind] ?? null;
    // A standard deviation of exactly zero is none at all.
    const isNone = kind === 'deviation' && value === 0;
    if (decimals === null || typeof value !== 'number' || isNone) return kindText(kind, value);
    return fixed(value, decimals);
  };
}

/**
 * Estimates and their standard errors have as many decimals in common as the errors need, standard deviations as the largest
 * needs; other numbers their own.
 */
function commonDecimalsOf({ rows, columns }: ReportTable): Partial<Record<ColumnKind, number | null>> {
  const of = (kind: ColumnKind): number[] => columns.flatMap((one, j) => (one.kind === kind ? [j] : []));
  const [errors, estimates] = [of('standardError'), of('estimate')];
  const sizes = rows.flatMap((row) =>
    estimates.flatMap((j, k) => {
      const [estimate, standardError] = [row[j], row[errors[k]]];
      return isKnown(estimate) && isKnown(standardError) ? [{ estimate, standardError }] : [];
    }),
  );
  const deviations = rows.flatMap((row) => of('deviation').map((j) => row[j])).filter(isKnown);
  const shared = sizes.length > 0 ? coefficientDecimals(sizes) : null;
  const ofDeviations = deviations.length > 0 ? commonDecimals([Math.max(...deviations)], 4) : null;
  return { estimate: shared, standardError: shared, deviation: ofDeviations };
}

function isKnown(value: Value): value is number {
  return Number.isFinite(value);
}

/** `20.1 to 30.4`, with digits by the width of an interval; `2, 15.3`. */
function pairText(
  kind: ColumnKind,
  [first, second]: readonly Value[],
  [firstText, secondText]: readonly string[],
): string {
  if (kind === 'df') return secondText === '' ? firstText : `${firstText}, ${secondText}`;
  if (first === null && second === null) return '';
  if (isMissing(first) && isMissing(second)) return NONE;
  const isInterval = kind === 'limit' && typeof first === 'number' && typeof second === 'number';
  return text.results.limits(...(isInterval ? interval(first, second) : ([firstText, secondText] as const)));
}

function headingOf({ columns }: ReportTable, column: number): Heading {
  const { name, title, kind } = columns[column];
  const words: Readonly<Partial<Record<ColumnKind, Heading & { readonly name: string }>>> = text.columns;
  const own = words[kind];
  if (own?.name === name) return own;
  const shown = String(title ?? '');
  // The letter of a test alone.
  return { title: kind === 'statistic' ? shown.replace(/^([tz]) value$/, '$1') : shown };
}

/** `95 % CI` of Lower 95% and Upper 95%. */
function pairHeading(table: ReportTable, first: number): Heading {
  const { kind, title } = table.columns[first];
  if (kind === 'df') return text.columns.df;
  const ends = String(title).replace(/^\w+ /, '');
  return { title: ends.endsWith('%') ? text.results.ci(ends.slice(0, -1)) : ends };
}

function labelText(label: Value): string {
  const name = String(label);
  return name === '(Intercept)' ? text.results.intercept : termName(name);
}
