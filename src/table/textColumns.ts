/** Columns of text into cells: which are numbers, and how these are written. */

import { quote } from './place';
import type { Separator } from './separator';
import type { Cell } from './types';
import { isDigitName, isPercent, simpleNumber, writtenNumber, type DecimalMark } from './writtenNumbers';

const LOGICAL: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'true', 'false']);

/** A field as it stands in the text. */
export interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

/** What a column holds, and how its numbers are written. */
export interface Reading {
  readonly kind: 'number' | 'digits' | 'logical' | 'text';
  readonly mark: DecimalMark;
  /** Whether numbers have a percent sign. */
  readonly percent: boolean;
}

/**
 * Cells of columns of fields.
 *
 * - Missing: an empty field, `NA` and `#N/A`, the words of `missing`, and `NaN` among numbers.
 * - A column with numbers in it is numbers, and other words stay text among them. Numbers may have decimal commas, thousands
 *   (`1,234.5`, `1.234,5`, `1'234`) and, if most of them do, percent signs; each column has the decimal mark of most of its numbers.
 * - Numbers are labels where all are in quotes that they do not need, as R's write.csv means them, unless each and every field of the
 *   text is in quotes; and where one begins with a zero or is longer than 15 digits, as names of digits do.
 * - TRUE and FALSE without quotes, and nothing else, are logical values; anything else is text.
 *
 * @returns `notes`: on columns that could have been read otherwise
 */
export function columnCells(
  names: readonly string[],
  columns: readonly (readonly Field[])[],
  separator: Separator,
  missing: ReadonlySet<string>,
): { readonly columns: readonly (readonly Cell[])[]; readonly notes: readonly string[] } {
  const surveys = columns.map(() => new ColumnSurvey(separator, missing));
  const simple = columns.map((fields, c) => {
    const values = new Float64Array(fields.length);
    for (let row = 0; row < fields.length; row++)
      values[row] = surveys[c].add(fields[row].text.trim(), fields[row].quoted);
    return values;
  });
  const readings = readingsOf(surveys, separator);
  const cells = columns.map((fields, c) =>
    fields.map(({ text, quoted }, row) => cellOf(text.trim(), quoted, simple[c][row], readings[c], missing)),
  );
  return { columns: cells, notes: notesOn(names, surveys, readings) };
}

/** What is in a column, field by field. */
export class ColumnSurvey {
  /** Fields that are numbers with this decimal mark alone. */
  readonly only: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  /** A field that is another number with the other mark, such as `1,234`. */
  example: string | null = null;
  /** Fields that are not missing. */
  present = 0;
  /** Those without quotation marks. */
  bare = 0;
  private numbers = 0;
  private percents = 0;
  private unquoted = 0;
  private labels = 0;
  private digits = 0;
  private logical = 0;

  constructor(
    private readonly separator: Separator,
    private readonly missing: ReadonlySet<string>,
  ) {}

  /**
   * @param text trimmed
   * @returns the number that the field is whatever the decimal mark; NaN for all others
   */
  add(text: string, quoted: boolean): number {
    if (isMissingField(text, quoted, this.missing)) return NaN;
    this.present++;
    if (!quoted) this.bare++;
    if (quoted && !/["\r\n]/.test(text) && !text.includes(this.separator)) this.labels++;
    // Most numbers of most files.
    const value = simpleNumber(text);
    if (value === value) {
      this.numbers++;
      if (!quoted) this.unquoted++;
      if (text.includes('.')) this.only['.']++;
      return value;
    }
    this.addOther(text, quoted);
    return NaN;
  }

  private addOther(text: string, quoted: boolean): void {
    if (!quoted && LOGICAL.has(text)) this.logical++;
    const point = writtenNumber(text, '.');
    const comma = /[.,]/.test(text) ? writtenNumber(text, ',') : point;
    if (point === null && comma === null) return;
    this.numbers++;
    if (isDigitName(text)) this.digits++;
    if (isPercent(text)) this.percents++;
    if (!quoted) this.unquoted++;
    if (comma === null) this.only['.']++;
    else if (point === null) this.only[',']++;
    else if (!Object.is(point, comma)) this.example ??= text;
  }

  /** @param quotesTell whether quotation marks say anything: some fields of the text have none */
  kind(quotesTell: boolean): Reading['kind'] {
    if (this.present > 0 && this.logical === this.present) return 'logical';
    const isLabel = quotesTell && this.labels > 0 && this.unquoted === 0;
    if (this.numbers === 0 || isLabel) return 'text';
    return this.digits > 0 ? 'digits' : 'number';
  }

  /** Whether most numbers have a percent sign. */
  get percent(): boolean {
    return 2 * this.percents > this.numbers;
  }

  /** Whether the decimal mark makes no difference. */
  get isWithoutMark(): boolean {
    return this.only['.'] + this.only[','] === 0 && this.example === null;
  }
}

/** How each column is to be read, from all of its fields. */
export function readingsOf(surveys: readonly ColumnSurvey[], separator: Separator): Reading[] {
  const [points, commas] = (['.', ','] as const).map((mark) =>
    surveys.reduce((sum, { only }) => sum + only[mark], 0),
  );
  const quotesTell = surveys.some(({ bare }) => bare > 0);
  const common = points === commas ? null : points > commas ? '.' : ',';
  return surveys.map((survey) => ({
    kind: survey.kind(quotesTell),
    percent: survey.percent,
    mark: markOf(survey, separator, common),
  }));
}

/** Sentences on columns that could have been read otherwise. */
export function notesOn(
  names: readonly string[],
  surveys: readonly ColumnSurvey[],
  readings: readonly Reading[],
): string[] {
  return surveys.flatMap(({ example, only }, c) => {
    const { kind, mark } = readings[c];
    if (kind === 'digits')
      return `the numbers of column ${quote(names[c])} are taken for labels, since some begin with 0 or have more than 15 digits`;
    // A point between three digits is a decimal point to everybody but in a text with decimal commas.
    const isDoubtful = example !== null && (example.includes(',') || mark === ',');
    return kind === 'number' && isDoubtful && only['.'] + only[','] === 0
      ? `${quote(example)} in column ${quote(names[c])} is read as ${writtenNumber(example, mark)}`
      : [];
  });
}

/**
 * By most of the column's numbers; else as in the other columns; else a point is decimal, and a comma where it cannot separate
 * fields and semicolons do.
 */
function markOf(
  { only, example }: ColumnSurvey,
  separator: Separator,
  common: DecimalMark | null,
): DecimalMark {
  if (only['.'] !== only[',']) return only['.'] > only[','] ? '.' : ',';
  return common ?? (separator === ';' && example?.includes(',') ? ',' : '.');
}

/**
 * @param text trimmed
 * @param simple what `ColumnSurvey.add` has found the field to be
 */
export function cellOf(
  text: string,
  quoted: boolean,
  simple: number,
  { kind, percent, mark }: Reading,
  missing: ReadonlySet<string>,
): Cell {
  // With a decimal comma a point is no part of a number.
  if (simple === simple && kind === 'number' && !percent && mark === '.') return simple;
  if (isMissingField(text, quoted, missing)) return null;
  if (kind === 'logical') return text.toUpperCase() === 'TRUE';
  if (kind !== 'number' || isPercent(text) !== percent) return text;
  const value = writtenNumber(text, mark);
  return value === null ? text : Number.isNaN(value) ? null : value;
}

/** @param text trimmed */
export function isMissingField(text: string, quoted: boolean, missing: ReadonlySet<string>): boolean {
  return (
    text === '' || (!quoted && (text === 'NA' || text === '#N/A')) || (missing.size > 0 && missing.has(text))
  );
}
