/** Columns of text into cells: which are numbers or dates, and how these are written. */

import { amountOf } from './currency';
import { quote } from './place';
import type { Separator } from './separator';
import type { TextNote, TextOptions } from './textOptions';
import type { Cell } from './types';
import { dateFormat, dateOrderOf, writtenDate, type DateForm, type DateOrder } from './writtenDates';
import { isDigitName, isPercent, simpleNumber, writtenNumber, type DecimalMark } from './writtenNumbers';
import { isMissingWord } from './writtenValues';

const NUMBER = '[-+\u2212]?\\d+(?:[.,]\\d+)?';
/** A number with something about it: `8.5 kg`, `9.4*`, `3.5b`, `(2.5)`, `2.5-`, `<0.5`. */
const MARKED = new RegExp(
  `^(?:[<>\u2264\u2265~]\\s?${NUMBER}|\\(?${NUMBER}(?:\\s+\\S{1,10}|[-*\u2020\u2021)]+)|\\d+[.,]\\d+\\p{L}{1,4})$`,
  'u',
);

const LOGICAL: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'true', 'false']);

/** A field as it stands in the text. */
export interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

/** A text and the row that it stands in. */
interface FieldAt {
  readonly text: string;
  readonly row: number;
}

/** What a column holds, and how its numbers are written. */
export interface Reading {
  readonly kind: 'number' | 'digits' | 'date' | 'logical' | 'text';
  readonly mark: DecimalMark;
  /** Whether numbers have a percent sign. */
  readonly percent: boolean;
  /** What amounts are amounts of; null where none has a symbol. */
  readonly currency: string | null;
  readonly order: DateOrder;
}

/** What is missing in every column. */
export interface MissingWords {
  /** Words that were named. */
  readonly named: ReadonlySet<string>;
  /** Whether words such as `.` and `-` are missing among numbers. */
  readonly known: boolean;
}

export function missingWords({ missing = [], knownWords = true }: TextOptions): MissingWords {
  return { named: new Set(missing), known: knownWords };
}

/**
 * Cells of columns of fields.
 *
 * - Missing: an empty field, `NA` and `#N/A`, the words of `missing`, and among numbers `NaN` and the words of `isMissingWord`.
 * - A column with numbers in it is numbers, and other words stay text among them. Numbers may have decimal commas, thousands
 *   (`1,234.5`, `1.234,5`, `1'234`), signs of one currency and, if most of them do, percent signs; each column has the decimal mark of most
 *   of its numbers.
 * - A column of which at least half are dates is their numbers of days, as in Excel, and other words stay text among them.
 * - Numbers are labels where all are in quotes that they do not need, as R's write.csv means them, unless each and every field of the
 *   text is in quotes; and where one begins with a zero or is longer than 15 digits, as names of digits do.
 * - TRUE and FALSE without quotes, and nothing else, are logical values; anything else is text.
 *
 * @param lines 1-based line of each row
 * @returns `notes`: on columns that could have been read otherwise; `formats`: how numbers were written, null where plainly
 */
export function columnCells(
  names: readonly string[],
  columns: readonly (readonly Field[])[],
  lines: ArrayLike<number>,
  separator: Separator,
  options: TextOptions,
): {
  readonly columns: readonly (readonly Cell[])[];
  readonly notes: readonly TextNote[];
  readonly formats: readonly (string | null)[];
} {
  const missing = missingWords(options);
  const surveys = columns.map(() => new ColumnSurvey(separator, missing));
  const simple = columns.map((fields, c) => {
    const values = new Float64Array(fields.length);
    for (let row = 0; row < fields.length; row++)
      values[row] = surveys[c].add(fields[row].text.trim(), fields[row].quoted);
    return values;
  });
  const readings = readingsOf(names, surveys, separator, options);
  const cells = columns.map((fields, c) =>
    fields.map(({ text, quoted }, row) => cellOf(text.trim(), quoted, simple[c][row], readings[c], missing)),
  );
  return {
    columns: cells,
    notes: notesOn(names, surveys, readings, lines, options),
    formats: readings.map((reading, c) => formatOf(reading, surveys[c])),
  };
}

/** What is in a column, field by field. */
export class ColumnSurvey {
  /** Fields that are numbers with this decimal mark alone. */
  readonly only: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  /** Fields that are dates in this order alone. */
  readonly onlyOrder: Record<DateOrder, number> = { dmy: 0, mdy: 0 };
  /** A field that is another number with the other mark, such as `1,234`. */
  example: string | null = null;
  /** A field that is another date in the other order, such as `3/4/2020`. */
  dateExample: string | null = null;
  /** How the first date is written, and whether any has a time. */
  dateForm: DateForm | null = null;
  hasTime = false;
  /** Fields that are not missing, words such as `.` apart. */
  present = 0;
  /** Those without quotation marks. */
  bare = 0;
  /** Words that are missing among numbers, and how many fields are one. */
  readonly words = new Set<string>();
  wordCount = 0;
  /** Of the fields that are neither numbers nor dates the first, its row and how many there are. */
  other: FieldAt | null = null;
  others = 0;
  /** Those of them that are numbers but for a unit or a mark, and the first of them. */
  marked = 0;
  firstMarked: FieldAt | null = null;
  /** The first number with a percent sign, and the first without one. */
  readonly first: { percent: FieldAt | null; plain: FieldAt | null } = { percent: null, plain: null };
  numbers = 0;
  dates = 0;
  /** Digits behind the decimal mark, at most. */
  decimals = 0;
  private rows = 0;
  private percents = 0;
  private unquoted = 0;
  private labels = 0;
  private digits = 0;
  private logical = 0;
  /** By symbol how many amounts there are, and the first of them. */
  private readonly amounts = new Map<
    string,
    { count: number; readonly text: string; readonly row: number }
  >();

  constructor(
    private readonly separator: Separator,
    private readonly missing: MissingWords,
  ) {}

  /**
   * @param text trimmed
   * @returns the number that the field is whatever the decimal mark; NaN for all others
   */
  add(text: string, quoted: boolean): number {
    this.rows++;
    if (isMissingField(text, quoted, this.missing)) return NaN;
    // Most numbers of most files.
    const value = simpleNumber(text);
    if (value !== value && isWord(text, this.missing)) {
      this.words.add(text);
      this.wordCount++;
      return NaN;
    }
    this.present++;
    if (!quoted) this.bare++;
    if (quoted && !/["\r\n]/.test(text) && !text.includes(this.separator)) this.labels++;
    if (value === value) {
      this.numbers++;
      if (!quoted) this.unquoted++;
      if (text.includes('.')) this.only['.']++;
      this.first.plain ??= { text, row: this.rows - 1 };
      return value;
    }
    this.addOther(text, quoted);
    return NaN;
  }

  private addOther(text: string, quoted: boolean): void {
    if (!isCode(text)) {
      if (!quoted && LOGICAL.has(text)) this.logical++;
      if (this.addNumber(text, quoted) || this.addDate(text)) return;
    }
    const at = { text, row: this.rows - 1 };
    this.other ??= at;
    this.others++;
    if (!MARKED.test(text)) return;
    this.firstMarked ??= at;
    this.marked++;
  }

  private addNumber(text: string, quoted: boolean): boolean {
    const amount = amountOf(text);
    const number = amount?.number ?? text;
    const point = writtenNumber(number, '.');
    const comma = /[.,]/.test(number) ? writtenNumber(number, ',') : point;
    if (point === null && comma === null) return false;
    this.numbers++;
    if (amount) this.addAmount(amount.symbol, text);
    if (isDigitName(text)) this.digits++;
    if (isPercent(text)) this.percents++;
    this.first[isPercent(text) ? 'percent' : 'plain'] ??= { text, row: this.rows - 1 };
    if (isPercent(text) || amount)
      this.decimals = Math.max(this.decimals, /[.,](\d+)\D*$/.exec(text)?.[1].length ?? 0);
    if (!quoted) this.unquoted++;
    if (comma === null) this.only['.']++;
    else if (point === null) this.only[',']++;
    else if (!Object.is(point, comma)) this.example ??= text;
    return true;
  }

  private addAmount(symbol: string, text: string): void {
    const same = this.amounts.get(symbol);
    if (same) same.count++;
    else this.amounts.set(symbol, { count: 1, text, row: this.rows - 1 });
  }

  private addDate(text: string): boolean {
    const [dmy, mdy] = [writtenDate(text, 'dmy'), writtenDate(text, 'mdy')];
    const date = dmy ?? mdy;
    if (date === null) return false;
    this.dates++;
    this.dateForm ??= date.form;
    if (date.hasTime) this.hasTime = true;
    if (mdy === null) this.onlyOrder.dmy++;
    else if (dmy === null) this.onlyOrder.mdy++;
    else if (dmy.serial !== mdy.serial) this.dateExample ??= text;
    return true;
  }

  /** @param quotesTell whether quotation marks say anything: some fields of the text have none */
  kind(quotesTell: boolean): Reading['kind'] {
    if (this.present > 0 && this.logical === this.present) return 'logical';
    if (this.dates > this.numbers && 2 * this.dates >= this.present) return 'date';
    if (this.present === 0) return this.wordCount > 0 ? 'number' : 'text';
    const isLabel = quotesTell && this.labels > 0 && this.unquoted === 0;
    if (this.numbers === 0 || isLabel) return 'text';
    return this.digits > 0 ? 'digits' : 'number';
  }

  /** Whether most numbers have a percent sign. */
  get percent(): boolean {
    return 2 * this.percents > this.numbers;
  }

  /** The symbol of most amounts. */
  get currency(): string | null {
    let [symbol, most]: [string | null, number] = [null, 0];
    for (const [one, { count }] of this.amounts) if (count > most) [symbol, most] = [one, count];
    return symbol;
  }

  /** The first amount that is none of that currency. */
  get otherAmount(): FieldAt | null {
    const { currency } = this;
    return [...this.amounts].find(([symbol]) => symbol !== currency)?.[1] ?? null;
  }

  /** Whether the decimal mark makes no difference. */
  get isWithoutMark(): boolean {
    return this.only['.'] + this.only[','] === 0 && this.example === null;
  }

  /** Whether the order of day and month makes no difference. */
  get isWithoutOrder(): boolean {
    return this.onlyOrder.dmy + this.onlyOrder.mdy === 0 && this.dateExample === null;
  }
}

/**
 * How each column is to be read, from all of its fields.
 *
 * @param names of the columns; those of `options.text` are text
 */
export function readingsOf(
  names: readonly string[],
  surveys: readonly ColumnSurvey[],
  separator: Separator,
  { decimal, text = [], ...options }: TextOptions,
): Reading[] {
  const [points, commas] = (['.', ','] as const).map((mark) =>
    surveys.reduce((sum, { only }) => sum + only[mark], 0),
  );
  const quotesTell = surveys.some(({ bare }) => bare > 0);
  const common = points === commas ? null : points > commas ? '.' : ',';
  const usual = usualOrder(surveys, options);
  return surveys.map((survey, c) => ({
    kind: text.includes(names[c]) ? 'text' : survey.kind(quotesTell),
    percent: survey.percent,
    currency: survey.currency,
    mark: decimal ?? markOf(survey, separator, common),
    order: orderOf(survey) ?? usual ?? (survey.dateForm === '.' ? 'dmy' : 'mdy'),
  }));
}

/** That of most dates of the column which can have one only. */
function orderOf({ onlyOrder: { dmy, mdy } }: ColumnSurvey): DateOrder | null {
  return dmy === mdy ? null : dmy > mdy ? 'dmy' : 'mdy';
}

/** Where a column does not tell: as was said, as in the other columns, as is usual where the text is read. */
function usualOrder(surveys: readonly ColumnSurvey[], { locale, home }: TextOptions): DateOrder | null {
  const said = locale === undefined ? null : dateOrderOf(locale);
  if (said !== null) return said;
  const seen = new Set(surveys.map(orderOf));
  seen.delete(null);
  if (seen.size === 1) return [...seen][0];
  return home === undefined ? null : dateOrderOf(home);
}

/** On columns that could have been read otherwise. */
export function notesOn(
  names: readonly string[],
  surveys: readonly ColumnSurvey[],
  readings: readonly Reading[],
  lines: ArrayLike<number>,
  options: TextOptions,
): TextNote[] {
  const notes = surveys.flatMap((survey, c): TextNote[] => {
    const column = `column ${quote(names[c])}`;
    const asText = { text: [...(options.text ?? []), names[c]] };
    const { kind, mark, order } = readings[c];
    if (kind === 'digits')
      return [
        {
          sentence: `the numbers of ${column} are taken for labels, since some begin with 0 or have more than 15 digits`,
          instead: null,
        },
      ];
    const { example, only, dateExample, other, others, present, marked, firstMarked, percent } = survey;
    const at = ({ text, row }: FieldAt): string => `${quote(text)} on line ${lines[row]}`;
    if (kind === 'text' && !options.text?.includes(names[c]) && firstMarked !== null && 2 * marked >= present)
      return [{ sentence: `${column} is text, since ${at(firstMarked)} is no number`, instead: null }];
    if (kind !== 'number' && kind !== 'date') return [];
    const found: TextNote[] = [];
    // A point between three digits is a decimal point to everybody but in a text with decimal commas.
    const isDoubtful = example !== null && (example.includes(',') || mark === ',');
    if (kind === 'number' && options.decimal === undefined && isDoubtful && only['.'] + only[','] === 0)
      found.push({
        sentence: `${quote(example)} in ${column} is read as ${writtenNumber(amountOf(example)?.number ?? example, mark)}`,
        instead: { decimal: mark === ',' ? '.' : ',' },
      });
    if (kind === 'date' && dateExample !== null && orderOf(survey) === null && options.locale === undefined)
      found.push({
        sentence: `${quote(dateExample)} in ${column} is read with the ${order === 'dmy' ? 'day' : 'month'} first`,
        instead: { locale: order === 'dmy' ? 'en-US' : 'en-GB' },
      });
    const { otherAmount, currency } = survey;
    if (kind === 'number' && otherAmount !== null)
      found.push({
        sentence: `${at(otherAmount)} of ${column} is no amount of ${currency}`,
        instead: asText,
      });
    const unlike = survey.first[percent ? 'plain' : 'percent'];
    if (kind === 'number' && unlike !== null)
      found.push({
        sentence: `${at(unlike)} of ${column} has ${percent ? 'no percent sign, as most others have' : 'a percent sign, and most others have none'}`,
        instead: asText,
      });
    if (other !== null && (2 * others <= present || 2 * marked >= others))
      found.push({
        sentence: `${at(other)}${others > 1 ? `, and ${others - 1} more,` : ''} of ${column} ${others > 1 ? 'are' : 'is'} no ${kind}`,
        instead: asText,
      });
    return found;
  });
  return [...notes, ...wordsNote(names, surveys, readings)];
}

/** Whether a text is a letter with a digit behind it, as most labels of most files: no number and no date begins so. */
function isCode(text: string): boolean {
  const [letter, digit] = [text.charCodeAt(0) | 0x20, text.charCodeAt(1)];
  return letter >= 97 && letter <= 122 && digit >= 48 && digit <= 57;
}

/** NaN is what programs write for no number, and needs no words. */
const NOT_A_NUMBER: ReadonlySet<string> = new Set(['NaN', 'nan']);

/** Which words were taken for missing, in which columns. */
function wordsNote(
  names: readonly string[],
  surveys: readonly ColumnSurvey[],
  readings: readonly Reading[],
): TextNote[] {
  const words = new Set<string>();
  const columns: string[] = [];
  surveys.forEach((survey, c) => {
    const found = [...survey.words].filter((word) => !NOT_A_NUMBER.has(word));
    if (readings[c].kind === 'text' || found.length === 0) return;
    found.forEach((word) => words.add(word));
    columns.push(quote(names[c]));
  });
  if (columns.length === 0) return [];
  const more = columns.length > 3 ? ` and ${columns.length - 3} more` : '';
  const where = `${columns.length === 1 ? 'column' : 'columns'} ${columns.slice(0, 3).join(', ')}${more}`;
  const what = [...words].map(quote).join(', ');
  return [
    {
      sentence: `${what} in ${where} ${words.size === 1 ? 'is' : 'are'} taken for missing`,
      instead: { knownWords: false },
    },
  ];
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

/** The number format in which a column stood in the text; null for plain numbers and all that is none. */
function formatOf(
  { kind, percent, currency, order }: Reading,
  { dateForm, hasTime, decimals }: ColumnSurvey,
): string | null {
  if (kind === 'date') return dateFormat(dateForm!, order, hasTime);
  if (kind !== 'number') return null;
  const digits = decimals > 0 ? `.${'0'.repeat(Math.min(decimals, 15))}` : '';
  if (percent) return `0${digits}%`;
  return currency === null ? null : `"${currency}"#,##0${digits}`;
}

/**
 * @param text trimmed
 * @param simple what `ColumnSurvey.add` has found the field to be
 */
export function cellOf(
  text: string,
  quoted: boolean,
  simple: number,
  { kind, percent, mark, currency, order }: Reading,
  missing: MissingWords,
): Cell {
  // With a decimal comma a point is no part of a number.
  if (simple === simple && kind === 'number' && !percent && mark === '.') return simple;
  if (isMissingField(text, quoted, missing) || (kind !== 'text' && isWord(text, missing))) return null;
  if (kind === 'logical') return text.toUpperCase() === 'TRUE';
  if (kind === 'date') return writtenDate(text, order)?.serial ?? text;
  if (kind !== 'number' || isPercent(text) !== percent) return text;
  const amount = currency === null ? null : amountOf(text);
  if (amount !== null && amount.symbol !== currency) return text;
  return writtenNumber(amount?.number ?? text, mark) ?? text;
}

/** @param text trimmed */
export function isMissingField(text: string, quoted: boolean, { named }: MissingWords): boolean {
  return (
    text === '' || (!quoted && (text === 'NA' || text === '#N/A')) || (named.size > 0 && named.has(text))
  );
}

/** Whether a trimmed text is missing where it stands among numbers. */
export function isWord(text: string, { known }: MissingWords): boolean {
  return text === 'NaN' || (known && isMissingWord(text));
}
