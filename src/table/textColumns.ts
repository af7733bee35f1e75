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

/**
 * Cells of columns of fields.
 *
 * - Missing: an empty field, `NA` and `#N/A`, the words of `missing`, and `NaN` among numbers.
 * - A column with numbers in it is numbers, and other words stay text among them. Numbers may have decimal commas, thousands
 *   (`1,234.5`, `1.234,5`, `1'234`) and, if most of them do, percent signs; each column has the decimal mark of most of its numbers.
 * - Numbers are labels where all are in quotes that they do not need, as R's write.csv means them, and where one begins with a
 *   zero or is longer than 15 digits, as names of digits do.
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
  const surveys = columns.map((fields) => surveyed(fields, separator, missing));
  const [points, commas] = (['.', ','] as const).map((mark) =>
    surveys.reduce((sum, { only }) => sum + only[mark], 0),
  );
  const common = points === commas ? null : points > commas ? '.' : ',';
  const notes: string[] = [];
  const cells = columns.map((fields, c) => {
    const { kind, example } = surveys[c];
    if (kind === 'digits')
      notes.push(
        `the numbers of column ${quote(names[c])} are taken for labels, since some begin with 0 or have more than 15 digits`,
      );
    const mark = markOf(surveys[c], separator, common);
    // A point between three digits is a decimal point to everybody but in a text with decimal commas.
    const isDoubtful = example !== null && (example.includes(',') || mark === ',');
    if (kind === 'number' && isDoubtful && surveys[c].only['.'] + surveys[c].only[','] === 0)
      notes.push(`${quote(example)} in column ${quote(names[c])} is read as ${writtenNumber(example, mark)}`);
    return fields.map((field, row) => cellOf(field, row, surveys[c], mark, missing));
  });
  return { columns: cells, notes };
}

interface Survey {
  readonly kind: 'number' | 'digits' | 'logical' | 'text';
  /** Fields that are numbers with this decimal mark alone. */
  readonly only: Readonly<Record<DecimalMark, number>>;
  /** A field that is another number with the other mark, such as `1,234`. */
  readonly example: string | null;
  /** Whether most numbers have a percent sign. */
  readonly percent: boolean;
  /** What the fields are whatever the decimal mark; NaN for all others. */
  readonly simple: Float64Array;
}

function surveyed(fields: readonly Field[], separator: Separator, missing: ReadonlySet<string>): Survey {
  const only = { '.': 0, ',': 0 };
  const simple = new Float64Array(fields.length).fill(NaN);
  let example: string | null = null;
  let [present, numbers, percents, unquoted, labels, digits, logical] = [0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < fields.length; row++) {
    const field = fields[row];
    const text = field.text.trim();
    if (isMissing(text, field.quoted, missing)) continue;
    present++;
    if (field.quoted && !/["\r\n]/.test(text) && !text.includes(separator)) labels++;
    // Most numbers of most files.
    const value = simpleNumber(text);
    if (value === value) {
      simple[row] = value;
      numbers++;
      if (!field.quoted) unquoted++;
      if (text.includes('.')) only['.']++;
      continue;
    }
    if (!field.quoted && LOGICAL.has(text)) logical++;
    const point = writtenNumber(text, '.');
    const comma = /[.,]/.test(text) ? writtenNumber(text, ',') : point;
    if (point === null && comma === null) continue;
    numbers++;
    if (isDigitName(text)) digits++;
    if (isPercent(text)) percents++;
    if (!field.quoted) unquoted++;
    if (comma === null) only['.']++;
    else if (point === null) only[',']++;
    else if (!Object.is(point, comma)) example ??= text;
  }
  const isLabel = labels > 0 && unquoted === 0;
  const kind =
    present > 0 && logical === present
      ? 'logical'
      : numbers === 0 || isLabel
        ? 'text'
        : digits > 0
          ? 'digits'
          : 'number';
  return { kind, only, example, percent: 2 * percents > numbers, simple };
}

/**
 * By most of the column's numbers; else as in the other columns; else a point is decimal, and a comma where it cannot separate
 * fields and semicolons do.
 */
function markOf({ only, example }: Survey, separator: Separator, common: DecimalMark | null): DecimalMark {
  if (only['.'] !== only[',']) return only['.'] > only[','] ? '.' : ',';
  return common ?? (separator === ';' && example?.includes(',') ? ',' : '.');
}

function cellOf(
  field: Field,
  row: number,
  { kind, percent, simple }: Survey,
  mark: DecimalMark,
  missing: ReadonlySet<string>,
): Cell {
  const known = simple[row];
  // With a decimal comma a point is no part of a number.
  if (known === known && kind === 'number' && !percent && mark === '.') return known;
  const text = field.text.trim();
  if (isMissing(text, field.quoted, missing)) return null;
  if (kind === 'logical') return text.toUpperCase() === 'TRUE';
  if (kind !== 'number' || isPercent(text) !== percent) return text;
  const value = writtenNumber(text, mark);
  return value === null ? text : Number.isNaN(value) ? null : value;
}

function isMissing(text: string, quoted: boolean, missing: ReadonlySet<string>): boolean {
  return (
    text === '' || (!quoted && (text === 'NA' || text === '#N/A')) || (missing.size > 0 && missing.has(text))
  );
}
