/** Where the table begins in a text, which lines hold names, and what else stands between: found from its first lines. */

import { isErrorText, isMissingText, trimText } from './cells';
import { detectHeaders } from './headers';
import { quote } from './place';
import { RecordSplitter } from './records';
import type { Separator } from './separator';
import type { TextNote, TextOptions } from './textOptions';
import { unwrapped } from './wrappedText';
import { isMissingWord, isWrittenValue } from './writtenValues';

export interface TextLayout {
  readonly separator: Separator;
  /** 1-based line on which the table begins. */
  readonly firstLine: number;
  /** Lines of names. */
  readonly headers: 0 | 1 | 2;
  /** Whether the names begin with a `#` that is no part of them. */
  readonly hasHash: boolean;
  /** Whether a line of units stands below the names. */
  readonly units: boolean;
  /** Whether rows begin with a name that has none itself, as R's write.table writes them. */
  readonly rowNames: boolean;
  /** Fields of most lines. */
  readonly fields: number;
  /** What of that was taken for granted. */
  readonly notes: readonly TextNote[];
}

interface HeadRecord {
  /** Trimmed. */
  readonly texts: readonly string[];
  readonly isHash: boolean;
  /** Whether any field stands in quotes. */
  readonly isQuoted: boolean;
  readonly line: number;
}

/**
 * @param sample the first lines of the text, none of them cut
 * @param separator of its fields
 */
export function layoutOf(sample: string, separator: Separator, options: TextOptions): TextLayout {
  const all = recordsOf(sample, separator);
  const fields = mostFields(all);
  const begun = all.findIndex(({ line }) => line > (options.skip ?? 0));
  const rest = begun < 0 ? [] : all.slice(begun);
  const lead = leadOf(rest, fields, options);
  const records = rest.slice(lead.length);
  const hasHash = records.length > 0 && records[0].isHash && fields > 1;
  const rows = hasHash ? [withoutHash(records[0]), ...records.slice(1)] : records;
  const rowNames = options.rowNames ?? hasRowNames(rows, fields);
  const names = rowNames ? rows.map((row, i) => (i === 0 ? withName(row) : row)) : rows;
  const headers = options.headers ?? headersOf(names, fields);
  const second = headers === 1 && options.headers === undefined ? secondRowOf(names, fields) : null;
  const units =
    options.units ??
    (second === 'units' || (headers === 2 && secondRowOf(names.slice(1), fields) === 'units'));
  const layout = {
    separator,
    firstLine: rows[0]?.line ?? 1,
    headers: options.units === undefined && second === 'names' ? 2 : headers,
    hasHash,
    units,
    rowNames,
    fields,
  } as const;
  return { ...layout, notes: notesOf(layout, lead, rows, options) };
}

function recordsOf(sample: string, separator: Separator): HeadRecord[] {
  const records: HeadRecord[] = [];
  const splitter = new RecordSplitter(
    separator,
    (fields, inQuotes, line) => {
      const { texts, quoted } = unwrapped(fields, inQuotes);
      const trimmed = texts.map(trimText);
      records.push({
        texts: trimmed,
        isHash: !quoted[0] && isHash(trimmed[0]),
        isQuoted: quoted.includes(true),
        line,
      });
    },
    { lenient: true },
  );
  splitter.write(sample);
  splitter.finish();
  return records.filter(
    ({ line, texts }) =>
      line > 1 || !/^sep=.?$/i.test(texts[0]) || texts.some((text, c) => c > 0 && text !== ''),
  );
}

/** Whether a line that begins with this is a comment, if it is not divided like others. */
export function isHash(text: string): boolean {
  return text.startsWith('#') && !isErrorText(text);
}

/** The number of fields that most records have; of two the larger. */
function mostFields(records: readonly HeadRecord[]): number {
  const counts = new Map<number, number>();
  for (const { texts } of records) counts.set(texts.length, (counts.get(texts.length) ?? 0) + 1);
  let [fields, most] = [0, 0];
  for (const [length, count] of counts)
    if (count > most || (count === most && length > fields)) [fields, most] = [length, count];
  return fields;
}

const filled = ({ texts }: HeadRecord): number => texts.filter((text) => text !== '').length;

/** What stands above the table: comments and titles. */
function leadOf(
  records: readonly HeadRecord[],
  fields: number,
  { skip }: TextOptions,
): readonly HeadRecord[] {
  let length = 0;
  for (let i = 0; i < records.length - 1; i++) {
    const record = records[i];
    if (isComment(record, records[i + 1], fields)) length = i + 1;
    // Who says what to leave out has said it all.
    else if (skip !== undefined || !isAbove(record, fields)) break;
    else if (isHeader(records.slice(i + 1), fields)) length = i + 1;
  }
  return records.slice(0, length);
}

/** Names that begin with a `#` are divided like the numbers below them. */
function isComment(record: HeadRecord, next: HeadRecord, fields: number): boolean {
  if (!record.isHash) return false;
  const { texts } = withoutHash(record);
  const areNames =
    fields > 1 && texts.length === fields && texts.every((text) => text !== '' && !isWrittenValue(text));
  return !areNames || !next.texts.some(isWrittenValue);
}

/** Whether a line is divided as no line of a table is, or holds a title alone, or a word and what it says. */
function isAbove(record: HeadRecord, fields: number): boolean {
  if (fields < 2) return false;
  const count = filled(record);
  const isPrefix = record.texts.slice(0, count).every((text) => text !== '');
  return record.texts.length !== fields || (isPrefix && (count === 1 || 2 * count <= fields));
}

/** Whether the first record holds names: texts, all different, with numbers below one of them at least, or as many as all below have. */
function isHeader(records: readonly HeadRecord[], fields: number): boolean {
  const [first, ...body] = records;
  const { texts } = first;
  const isNamed = texts.every(
    (text, c) => (c === 0 || text !== '') && !isWrittenValue(text) && !isMissingText(text || 'x'),
  );
  if (!isNamed || texts.length > fields || texts.length < fields - 1) return false;
  if (new Set(texts).size < texts.length) return false;
  if (numberColumns(body, fields).length > 0) return true;
  return body.length > 0 ? body.every((row) => row.texts.length === fields) : texts.length === fields;
}

/** Columns in which at least half of what is not missing are numbers. */
function numberColumns(body: readonly HeadRecord[], fields: number): number[] {
  return Array.from({ length: fields }, (_, c) => c).filter((c) => {
    const present = body.map(({ texts }) => texts[c] ?? '').filter((text) => !isMissing(text));
    return present.length > 0 && present.filter(isWrittenValue).length * 2 >= present.length;
  });
}

const isMissing = (text: string): boolean => isMissingText(text) || isMissingWord(text);

function withoutHash(record: HeadRecord): HeadRecord {
  return { ...record, texts: unhashed(record.texts) };
}

/** Names without the `#` in front of them, be it a field of its own. */
export function unhashed(texts: readonly string[]): readonly string[] {
  const first = texts[0].replace(/^[#\s]+/, '');
  return first === '' ? texts.slice(1) : [first, ...texts.slice(1)];
}

/** What the names of rows are called, as R calls them. */
export const ROW_NAMES = 'X';

const withName = (record: HeadRecord): HeadRecord => ({ ...record, texts: [ROW_NAMES, ...record.texts] });

/** Whether all rows have one cell more than the names, and begin with different ones. */
function hasRowNames(records: readonly HeadRecord[], fields: number): boolean {
  const [first, ...body] = records;
  if (body.length < 2 || first.texts.length !== fields - 1) return false;
  const rows = body.filter(({ texts, isHash: hash }) => texts.length === fields || !hash);
  const isLonger = rows.every(({ texts }) => texts.length === fields);
  const isEnded = rows.every(({ texts }) => texts[fields - 1] === '');
  return isLonger && !isEnded && new Set(rows.map(({ texts }) => texts[0])).size === rows.length;
}

/** None where the first line is data: a sheet would recognise no names in it, and it has a number or a word that comes again. */
function headersOf(records: readonly HeadRecord[], fields: number): 0 | 1 {
  const [first, ...body] = records;
  if (first === undefined) return 1;
  const cells = records.map(({ texts }) => Array.from({ length: fields }, (_, c) => cellOf(texts[c] ?? '')));
  if (body.length === 0) return first.texts.every((text) => !isWrittenValue(text)) ? 1 : 0;
  const isDoubtful = first.texts.some(
    (text, c) => isWrittenValue(text) || (text !== '' && body.some(({ texts }) => texts[c] === text)),
  );
  return isDoubtful && !detectHeaders(cells, cells.length, fields) ? 0 : 1;
}

const cellOf = (text: string): string | number | null =>
  isMissing(text) ? null : isWrittenValue(text) ? 0 : text;

/** What the line below the names is, if no row: more of the names, or units. */
function secondRowOf(records: readonly HeadRecord[], fields: number): 'names' | 'units' | null {
  const [first, second, ...body] = records;
  if (second === undefined || body.length === 0) return null;
  const numbers = numberColumns(body, fields);
  const textOf = ({ texts }: HeadRecord, c: number): string => texts[c] ?? '';
  const above = numbers.map((c) => textOf(second, c));
  if (numbers.length === 0 || above.some((text) => isWrittenValue(text) || (text !== '' && isMissing(text))))
    return null;
  const words = second.texts.filter((text) => text !== '');
  if (words.length === 0 || above.every((text) => text === '')) return null;
  if (words.every(isUnit)) return 'units';
  const isComplete =
    2 * above.filter((text) => text !== '').length >= above.length &&
    numbers.every((c) => textOf(second, c) !== '' || textOf(first, c) !== '');
  const isRepeated = second.texts.some(
    (text, c) => text !== '' && body.some(({ texts }) => texts[c] === text),
  );
  if (!isComplete || isRepeated) return null;
  const isGrouped = first.texts.includes('') || new Set(first.texts).size < first.texts.length;
  return numbers.length > 1 || isGrouped ? 'names' : null;
}

const BASE =
  '(?:[kKMGmcdnpu\u00b5\u03bc]?(?:g|m|s|l|L|mol|M|Hz|V|A|W|J|Pa|N|eV|Bq|U|IU|cal|bar|B)|%|\u2030|\u00b0[CF]?|K|C|F|min|h|hrs?|hours?|sec|seconds?|days?|d|weeks?|months?|years?|yrs?|y|a|ha|mmHg|bpm|ppm|ppb|units?|points?|pts|score|counts?|n)';
const POWER = '(?:[\u00b2\u00b3\u207b\u00b9]+|\\^?-?\\d)?';
const UNIT = new RegExp(`^${BASE}${POWER}(?:\\s?[/*\u00b7. ]\\s?${BASE}${POWER})*$`);

/** `mg`, `kg/m²`, or anything in brackets; `-` and `1` stand for none. */
function isUnit(text: string): boolean {
  return text === '-' || text === '1' || /^(?:\[.*\]|\(.*\))$/.test(text) || UNIT.test(text);
}

function notesOf(
  { firstLine, headers, units, rowNames, separator }: Omit<TextLayout, 'notes'>,
  lead: readonly HeadRecord[],
  records: readonly HeadRecord[],
  options: TextOptions,
): TextNote[] {
  const notes: TextNote[] = [];
  if (options.separator === undefined && (separator === ' ' || separator === '|'))
    notes.push({
      sentence: `fields are separated by ${separator === ' ' ? 'spaces' : '|'}`,
      // With other separators quotes would stand in the middle of fields.
      instead: records.some(({ isQuoted }) => isQuoted) ? null : { separator: ',' },
    });
  const titles = lead.filter((record) => !record.isHash && filled(record) > 0);
  const comments = lead.filter(({ isHash: hash }) => hash).length;
  if (titles.length > 0) {
    const [{ texts, line }] = titles;
    const what = `${quote(texts.find((text) => text !== '') ?? '')} on line ${line}`;
    notes.push({
      sentence:
        titles.length === 1
          ? `${what} is taken for a title and left out`
          : `${what} and ${titles.length - 1} more are taken for titles and left out`,
      instead: { skip: 0 },
    });
  }
  if (comments > 0)
    notes.push({
      sentence: `${comments === 1 ? 'a line' : `${comments} lines`} with # in front ${comments === 1 ? 'is' : 'are'} left out`,
      instead: null,
    });
  if (options.headers === undefined && headers === 0 && records.length > 0)
    notes.push({ sentence: `line ${firstLine} is taken for data, not for names`, instead: { headers: 1 } });
  if (options.headers === undefined && headers === 2)
    notes.push({
      sentence: `the names stand in two lines, ${firstLine} and ${records[1].line}`,
      instead: { headers: 1 },
    });
  if (units && options.units === undefined) {
    const { texts, line } = records[headers];
    notes.push({
      sentence: `line ${line} is taken for units (${texts
        .filter((text) => text !== '')
        .slice(0, 3)
        .join(', ')}) and left out`,
      instead: { units: false },
    });
  }
  if (rowNames && options.rowNames === undefined)
    notes.push({
      sentence: `rows have a cell more than there are names: the first is called ${ROW_NAMES}`,
      instead: { rowNames: false },
    });
  return notes;
}
