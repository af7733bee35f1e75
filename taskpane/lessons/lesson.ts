/**
 * What a lesson is: one description, from which its sheet follows in every host, the menu, its page in the documentation and
 * its tests.
 *
 * All lessons have the same places: questions at the top, below them what is worked out by hand at the left (A to E), and at the
 * right the figure (over F13 to J25) and what the functions give (from G26). A cell that whoever learns may change is yellow.
 */

import type { DataId } from '../examples';
import type { Chart, ChartSeries, CellStyle } from '../host';

/** The content of a cell, a formula where a text begins with `=`; null leaves it blank. */
export type Content = number | string | null;
/** A cell with a look of its own. */
export interface Dressed {
  readonly content: Content;
  readonly style?: CellStyle;
  readonly format?: string;
}

/** Cells from a place on, such as `A14`. */
export interface Block {
  readonly at: string;
  readonly rows: readonly (readonly (Content | Dressed)[])[];
  /** Number formats of its columns. */
  readonly formats?: readonly (string | undefined)[];
}

export interface Question {
  /** One line, see `QUESTION_LENGTH`. */
  readonly ask: string;
  /** What is right, as a formula without its equals sign: of the functions, or of the cells of whoever learns. */
  readonly key: string;
  /** How far off an answer may be; three digits by default. */
  readonly tolerance?: number;
  /** Said of a wrong answer. */
  readonly hint: string;
}

/** Characters that a question has room for. */
export const QUESTION_LENGTH = 76;

/** The figure of a lesson; each series names its cells. */
export type Figure = Omit<Chart, 'series' | 'width' | 'height'> & {
  readonly series: readonly (Omit<ChartSeries, 'x' | 'y'> & { readonly x: string; readonly y: string })[];
};

/** Rows of an example that a lesson works on, header included, in columns of their own. */
export interface LessonData {
  readonly example: DataId;
  readonly at: string;
  readonly columns: readonly string[];
  /** How many rows of them; all where it is absent. */
  readonly rows?: number;
  /** The column that may be changed. */
  readonly yellow?: string;
}

export interface Lesson {
  /** Below the title: what it is about. */
  readonly words: string;
  readonly blocks: readonly Block[];
  readonly data?: readonly LessonData[];
  readonly figure: Figure;
  /** Four. */
  readonly questions: readonly Question[];
  /** Pixels of columns that are not as wide as in the other lessons. */
  readonly widths?: Readonly<Record<string, number>>;
}

export const yellow = (content: Content, format?: string): Dressed => ({ content, style: 'input', format });
export const heading = (content: string): Dressed => ({ content, style: 'heading' });
/** Above columns of numbers. */
export const headers = (...names: readonly string[]): Dressed[] =>
  names.map((content) => ({ content, style: 'header' }));

/** The header of a table that a function gives; null for that of a further table in what stands above it. */
export const table = (formula: string | null, columns: number): Dressed[] => [
  { content: formula, style: 'heading' },
  ...Array.from({ length: columns - 1 }, () => ({ content: null, style: 'header' as const })),
];

/** A count, or a function's table, that shows as many digits as it has, or there is room for. */
export const digits = (content: Content): Dressed => ({ content, format: 'General' });

/** Rows made one by one. @param row is told the number of its row on the sheet */
export function down(
  count: number,
  first: number,
  row: (at: number) => (Content | Dressed)[],
): (Content | Dressed)[][] {
  return Array.from({ length: count }, (_, i) => row(first + i));
}
