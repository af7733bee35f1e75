/** A lesson as a sheet: its cells and widths, and the chart over them. */

import { columnLetters, parseAddress, type Cell, type CellMatrix } from '../../src/index';
import type { Chart, RangeAddress, SheetContent } from '../host';
import { readAddress } from '../state/address';
import { quoted } from '../state/insertion';
import { inLines } from '../exampleSheets';
import type { Block, Content, Dressed, Figure, Lesson, LessonData, Question } from './lesson';

type Placed = SheetContent['more'][number];

/** Characters in a row of words. */
const LINE = 140;
/** Rows, from 0: words below the title, the questions, and where the data are. */
const WORDS = 1;
const QUESTIONS = 5;
const DATA_NOTE = 11;
/** How many columns have a width. */
const COLUMNS = 20;
/** Columns, from 0: what is asked, the answer, what is said of it. */
const [ASKED, ANSWER, SAID] = [0, 5, 6];

const FIGURE_AT = 'F13';
const FIGURE_SIZE = { width: 460, height: 250 } as const;

/** Widths in pixels of columns by their letters: A to E have room for a question; L is a gap. */
const WIDTHS = { A: 140, G: 180, H: 100, I: 100, J: 100, K: 100, L: 24 };
const WIDTH = 88;

/** @param data the rows of each of the lesson's data, header included */
export function lessonSheet(
  name: string,
  title: string,
  lesson: Lesson,
  data: readonly CellMatrix[],
): SheetContent {
  const widths: Record<string, number | undefined> = { ...WIDTHS, ...lesson.widths };
  const words: Placed[] = inLines(lesson.words, LINE).map((text, i) => ({
    row: WORDS + i,
    column: 0,
    text,
    style: 'note',
  }));
  return {
    name,
    cells: [],
    more: [
      { row: 0, column: 0, text: title, style: 'title' },
      ...words,
      ...questionCells(lesson.questions),
      ...dataNote(lesson, data),
      ...[...lesson.blocks, ...dataBlocks(lesson, data)].flatMap(blockCells),
    ],
    widths: {
      from: 0,
      pixels: Array.from({ length: COLUMNS }, (_, j) => widths[columnLetters(j)] ?? WIDTH),
    },
  };
}

export function lessonChart({ figure }: Lesson, sheet: string): { chart: Chart; at: RangeAddress } {
  const { series, ...chart } = figure;
  const range = (address: string): RangeAddress => readAddress(address, sheet)!;
  return {
    chart: {
      ...chart,
      ...FIGURE_SIZE,
      series: series.map((one: Figure['series'][number]) => ({ ...one, x: range(one.x), y: range(one.y) })),
    },
    at: range(FIGURE_AT),
  };
}

function questionCells(questions: readonly Question[]): Placed[] {
  const first = QUESTIONS + 1;
  const last = QUESTIONS + questions.length;
  return [
    { row: QUESTIONS, column: ASKED, text: 'Questions', style: 'heading' },
    { row: QUESTIONS, column: ANSWER, text: 'Your answer', style: 'header' },
    ...questions.flatMap(({ ask, key, tolerance, hint }, i): Placed[] => [
      { row: first + i, column: ASKED, text: ask },
      { row: first + i, column: ANSWER, style: 'input' },
      {
        row: first + i,
        column: SAID,
        formula: `=CHECK.ANSWER(F${first + i + 1}, ${key}, ${tolerance ?? ''}, ${quoted(hint)})`,
      },
    ]),
    { row: last + 1, column: ASKED, text: 'Right so far', style: 'note' },
    {
      row: last + 1,
      column: ANSWER,
      formula: `=SUMPRODUCT(--(LEFT(G${first + 1}:G${last + 1}, 1)="✓"))`,
      format: `0" of ${questions.length}"`,
    },
  ];
}

/** Where the data are, which nobody sees who has not looked to the right. */
function dataNote({ data = [] }: Lesson, cells: readonly CellMatrix[]): Placed[] {
  if (data.length === 0) return [];
  const places = data.map(({ at }, i) => {
    const { row, column } = parseAddress(at)!;
    return `${at} to ${columnLetters(column + cells[i][0].length - 1)}${row + cells[i].length}`;
  });
  const text = `The data: ${places.join(', and ')}, at the right.`;
  return [{ row: DATA_NOTE, column: 0, text, style: 'note' }];
}

function dataBlocks({ data = [] }: Lesson, cells: readonly CellMatrix[]): Block[] {
  return data.map((one, i) => dataBlock(one, cells[i]));
}

function dataBlock({ at, yellow }: LessonData, cells: CellMatrix): Block {
  const dressed = (cell: Cell, i: number, j: number): Content | Dressed => {
    const content = cell as Content;
    if (i === 0) return { content, style: typeof cells[1][j] === 'number' ? 'header' : 'heading' };
    return cells[0][j] === yellow ? { content, style: 'input' } : content;
  };
  return { at, rows: cells.map((row, i) => row.map((cell, j) => dressed(cell, i, j))) };
}

function blockCells({ at, rows, formats = [] }: Block): Placed[] {
  const { row, column } = parseAddress(at)!;
  return rows.flatMap((cells, i) =>
    cells.flatMap((cell, j): Placed[] => {
      const { content, ...look } = typeof cell === 'object' && cell !== null ? cell : { content: cell };
      const placed = { row: row + i, column: column + j, format: formats[j], ...defined(look) };
      if (content === null) return look.style || placed.format !== undefined ? [placed] : [];
      return [{ ...placed, ...contentOf(content) }];
    }),
  );
}

function contentOf(content: number | string): Partial<Placed> {
  if (typeof content === 'number') return { number: content };
  return content.startsWith('=') ? { formula: content } : { text: content };
}

/** Without what is not said. */
function defined<T extends object>(look: T): Partial<T> {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as Partial<T>;
}
