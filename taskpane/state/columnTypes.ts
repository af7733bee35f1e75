/** What a column is taken for: what its cells are, or what the user says; and how a formula says that. */

import { isNumericText, quoteName } from '../../src/index';
import type { ColumnSummary, ColumnType, DataSummary } from './columns';
import { withoutFixed, withoutTerm, type FormTerm, type ModelForm } from './form';
import { withTermChanged } from './termChanges';

/** By name, of the columns of which the user has said something. */
export type ColumnTypes = Readonly<Record<string, ColumnType>>;

const COLUMN_TYPES: readonly ColumnType[] = ['number', 'group', 'date', 'out'];

/** What the cells are. */
export function naturalType({ column }: ColumnSummary): 'number' | 'group' {
  return column?.kind === 'number' ? 'number' : 'group';
}

export function typeOf(column: ColumnSummary): ColumnType {
  return column.type ?? naturalType(column);
}

/** Whether it holds nothing but numbers that are written as text. */
export function isNumbersAsText({ column }: ColumnSummary): boolean {
  if (column?.kind !== 'factor' || column.source !== 'text' || column.levels.length === 0) return false;
  return column.levels.every(isNumericText);
}

/** Serial numbers of days of the years 1927 to 2173: other numbers are hardly dates. */
const [FIRST_DAY, LAST_DAY] = [10_000, 100_000];

function mayBeDates({ column, range }: ColumnSummary): boolean {
  return column?.kind === 'number' && range !== null && range[0] >= FIRST_DAY && range[1] <= LAST_DAY;
}

/** What the column can be taken for. */
export function offeredTypes(column: ColumnSummary): ColumnType[] {
  const can: Readonly<Record<ColumnType, boolean>> = {
    number: column.column?.kind === 'number' || isNumbersAsText(column),
    group: column.column !== null,
    date: mayBeDates(column),
    out: true,
  };
  return COLUMN_TYPES.filter((type) => can[type]);
}

/** The first day of a column of dates, a serial number: what its days are counted from. */
function originOf({ range }: ColumnSummary): number {
  return Math.floor(range![0]);
}

/** A column as a fixed effect: `Days`, `factor(Days)`, `I(visit - 45231)` of a date, `as.numeric(dose)` of numbers as text. */
export function typedTerm(column: ColumnSummary): FormTerm {
  const name = quoteName(column.name);
  const isNumber = naturalType(column) === 'number';
  const type = typeOf(column);
  const texts: Readonly<Record<ColumnType, string>> = {
    number: isNumber ? name : `as.numeric(${name})`,
    group: isNumber ? `factor(${name})` : name,
    date: type === 'date' ? `I(${name} - ${originOf(column)})` : name,
    out: name,
  };
  return { text: texts[type], columns: [column.name] };
}

/** Of the terms that a formula has for a column, what they take it for; null where they say nothing. */
export function typeInModel({ name, column }: ColumnSummary, terms: readonly FormTerm[]): ColumnType | null {
  const quoted = quoteName(name);
  const texts = terms
    .filter(({ columns }) => columns.length === 1 && columns[0] === name)
    .map(({ text }) => text);
  if (column?.kind === 'number' && texts.includes(`factor(${quoted})`)) return 'group';
  return column?.kind === 'factor' && texts.includes(`as.numeric(${quoted})`) ? 'number' : null;
}

/** The summary with what the user says of its columns, as far as they can be that. */
export function withTypes(summary: DataSummary, types: ColumnTypes): DataSummary {
  const columns = summary.columns.map((column): ColumnSummary => {
    const { type: _, ...plain } = column;
    const type = types[column.name];
    return type !== undefined && offeredTypes(column).includes(type) ? { ...plain, type } : plain;
  });
  return { ...summary, columns };
}

/** The form once a column is taken for something else: its terms change with it, and go with a column that is left out. */
export function formWithType(form: ModelForm, column: ColumnSummary): ModelForm {
  const { name } = column;
  const type = typeOf(column);
  const keepsOutcome = form.outcome !== name || type === 'number';
  const outcome = keepsOutcome ? form.outcome : null;
  const terms = form.fixed.filter(({ columns }) => columns.includes(name));
  if (type === 'out') return { ...withoutColumn(form, terms, name), outcome };
  const own = terms.filter(({ columns }) => columns.length === 1);
  const changed = own.reduce((next, term) => withTermChanged(next, term, typedTerm(column)), form);
  return { ...changed, outcome };
}

function withoutColumn(form: ModelForm, terms: readonly FormTerm[], name: string): ModelForm {
  const rest = terms.reduce((next, { text }) => withoutFixed(next, text), form);
  const varies = rest.varies
    .filter(({ group }) => !group.columns.includes(name))
    .map((card) => ({
      ...card,
      slopes: card.slopes
        .filter(({ columns }) => columns.includes(name))
        .reduce((slopes, { text }) => withoutTerm(slopes, text), card.slopes),
    }));
  return { ...rest, varies };
}

const MILLISECONDS_OF_DAY = 86_400_000;
/** The day with the serial number 0, so that those from March 1900 on are right. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** The day with a serial number, as `2024-03-01`. */
export function dayText(serial: number): string {
  return new Date(DAY_ZERO + Math.floor(serial) * MILLISECONDS_OF_DAY).toISOString().slice(0, 10);
}

/** null for anything that is no list of types. */
export function readTypes(value: unknown): ColumnTypes | null {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) return null;
  const isType = (type: unknown): boolean => COLUMN_TYPES.includes(type as ColumnType);
  return Object.values(value).every(isType) ? (value as ColumnTypes) : null;
}
