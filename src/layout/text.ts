/** Reports as lines of text, for letters of one width: what a command line prints. */

import { commonDigits, padEnd, padStart } from './digits';
import { KINDS, type ColumnKind } from './kinds';
import { isMissing, kindOf, type Report, type ReportTable, type Value } from './report';

/** What stands where a number does not exist. */
const NONE = '-';

type Write = (numbers: readonly number[]) => readonly string[];

/** How a table is printed, where not as its kinds say. */
export interface TextStyle {
  /** How numbers of some kinds are written, infinite ones too; the kinds of one entry together, with decimals in common. */
  readonly numbers?: readonly {
    readonly kinds: readonly ColumnKind[];
    readonly write: Write;
    /** Whether they begin on one line as text does. */
    readonly atStart?: boolean;
  }[];
  /** Whether titles begin on one line, those of numbers too. */
  readonly titlesAtStart?: boolean;
  /** Before each line of the table. */
  readonly indent?: string;
  /** Facts in two lines: labels over values, all of one width. */
  readonly isAcross?: boolean;
}

/** Styles by the names of tables. */
export type TextStyles = Readonly<Partial<Record<string, TextStyle>>>;

/** A report from top to bottom, with empty lines between its parts. */
export function toText(report: Report, styles: TextStyles = {}): string {
  const tables = report.sections.map((table) => tableLines(table, styles[table.name] ?? {}));
  const warnings = report.warnings.map(({ message }) => `Warning: ${message}`);
  return [report.opening, ...tables, report.notes, warnings]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join(''))
    .join('\n');
}

function tableLines(table: ReportTable, style: TextStyle): string[] {
  const { title, beside = [], notes } = table;
  const lines = style.isAcross ? acrossLines(table, style) : gridLines(table, style);
  const { indent = '' } = style;
  return [...(title === null ? [] : [title]), ...lines.map((line) => indent + line), ...beside, ...notes];
}

function gridLines(table: ReportTable, style: TextStyle): string[] {
  const { columns, rows } = table;
  const isTitled = columns.some(({ title }) => title !== null);
  const texts = cellTexts(table, style);
  const padded = columns.map(({ title, kind }, j) => {
    const header = isTitled ? [String(title ?? '')] : [];
    const isAtEnd = KINDS[kind].align === 'end' && !numberStyle(style, kind)?.atStart;
    if (!isAtEnd) return padEnd([...header, ...texts[j]]);
    return style.titlesAtStart
      ? padEnd([...header, ...padStart(texts[j])])
      : padStart([...header, ...texts[j]]);
  });
  const height = rows.length + (isTitled ? 1 : 0);
  return Array.from({ length: height }, (_, i) => padded.map((column) => column[i]).join(' '));
}

function acrossLines(table: ReportTable, style: TextStyle): string[] {
  const [labels, values] = cellTexts(table, style);
  const cells = padStart([...labels, ...values]);
  return [cells.slice(0, labels.length).join(' '), cells.slice(labels.length).join(' ')];
}

/** The texts of all values, column by column. */
function cellTexts(table: ReportTable, style: TextStyle): string[][] {
  const { columns, rows } = table;
  const texts = columns.map((_, j) => rows.map((row) => wordText(row[j])));
  for (const { write, places } of numberRuns(table, style)) {
    const written = write(places.map(({ i, j }) => rows[i][j] as number));
    places.forEach(({ i, j }, k) => (texts[j][i] = written[k]));
  }
  return texts;
}

interface NumberRun {
  readonly write: Write;
  readonly places: { readonly i: number; readonly j: number }[];
}

/** Numbers that are written together: those of an entry of the style, else those of one kind in one column. */
function numberRuns(table: ReportTable, style: TextStyle): Iterable<NumberRun> {
  const runs = new Map<unknown, NumberRun>();
  const add = (value: Value, i: number, j: number): void => {
    const kind = kindOf(table, i, j);
    const own = numberStyle(style, kind);
    const isWritten = typeof value === 'number' && (own ? !Number.isNaN(value) : Number.isFinite(value));
    if (!isWritten) return;
    const key = own ?? `${kind} ${j}`;
    if (!runs.has(key)) runs.set(key, { write: own?.write ?? byKind(kind), places: [] });
    runs.get(key)!.places.push({ i, j });
  };
  table.rows.forEach((row, i) => row.forEach((value, j) => add(value, i, j)));
  return runs.values();
}

function numberStyle({ numbers = [] }: TextStyle, kind: ColumnKind) {
  return numbers.find(({ kinds }) => kinds.includes(kind));
}

function byKind(kind: ColumnKind): Write {
  const { digits } = KINDS[kind];
  if (digits === null) return (numbers) => numbers.map(String);
  if ('significant' in digits) return (numbers) => commonDigits(numbers, digits.significant);
  const { decimals } = digits;
  // A p value is never shown as zero.
  const least = kind === 'p' ? 10 ** -decimals : -Infinity;
  return (numbers) =>
    numbers.map((one) => (one < least ? `<${least.toFixed(decimals)}` : one.toFixed(decimals)));
}

function wordText(value: Value): string {
  if (isMissing(value) || (typeof value === 'number' && !Number.isFinite(value))) return NONE;
  return String(value ?? '');
}
