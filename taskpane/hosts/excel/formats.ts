/** Formats of cells and widths of columns, so that they can be put back as they were. */

import type { BlockLook, CellLook } from '../../../src/index';
import type { RangeAddress } from '../../host';
import { piecesOf, rangeOf } from './ranges';
import { run, runOrTakeBack } from './run';

/** Cells that are asked about in one message. */
const CELLS_READ = 100_000;

/** Widths are points: those of a character of a text in bold, and of the room at both sides of it. */
const POINTS_PER_CHARACTER = 5.6;
const POINTS_BESIDE = 9;
/** A sentence ends at the empty cells at its right when they are of its block: to be read it needs its column, up to so much. */
const LONGEST_SENTENCE = 40;

const QUIET = '#616161';
const RULE = '#000000';
const PAPER = '#FFFFFF';

type PutBack = (range: Excel.Range) => void;

interface Aspect {
  readonly set: (range: Excel.Range, value: never) => void;
  /** Asks what a range has; once that is loaded gives what puts it back, null where the cells differ. */
  readonly ask: (range: Excel.Range) => () => PutBack | null;
}

const ASPECTS: Readonly<Record<keyof CellLook, Aspect>> = {
  numberFormat: {
    set: (range, value) => (range.numberFormat = value),
    ask(range) {
      range.load('numberFormat');
      return () => {
        const formats = (range.numberFormat as string[][]).flat();
        const [first] = formats;
        return formats.every((one) => one === first)
          ? (later) => (later.numberFormat = first as never)
          : null;
      };
    },
  },
  bold: {
    set: ({ format }) => (format.font.bold = true),
    ask(range) {
      const { font } = range.format.load('font/bold');
      return () => known(font.bold, ({ format }, bold) => (format.font.bold = bold));
    },
  },
  quiet: {
    set({ format }) {
      format.font.italic = true;
      format.font.color = QUIET;
    },
    ask(range) {
      const { font } = range.format.load('font/italic,font/color');
      return () =>
        known(font.italic, ({ format }, italic) => (format.font.italic = italic)) &&
        known(font.color || null, ({ format }, color) => {
          format.font.color = color;
          format.font.italic = font.italic;
        });
    },
  },
  align: {
    set: ({ format }, value) => (format.horizontalAlignment = value === 'end' ? 'Right' : 'Left'),
    ask(range) {
      const { format } = range;
      format.load('horizontalAlignment');
      return () =>
        known(format.horizontalAlignment, (later, side) => (later.format.horizontalAlignment = side));
    },
  },
  indented: {
    set: ({ format }) => (format.indentLevel = 1),
    ask(range) {
      const { format } = range;
      format.load('indentLevel');
      return () => known(format.indentLevel, (later, level) => (later.format.indentLevel = level));
    },
  },
  paper: {
    set: ({ format }) => (format.fill.color = PAPER),
    ask(range) {
      const { fill } = range.format.load('fill/color,fill/pattern');
      return () =>
        known(fill.pattern, ({ format }, pattern) => {
          if (pattern === 'None') format.fill.clear();
          else format.fill.color = fill.color;
        });
    },
  },
  ruleAbove: rule('EdgeTop'),
  ruleBelow: rule('EdgeBottom'),
};

function rule(edge: 'EdgeTop' | 'EdgeBottom'): Aspect {
  return {
    set({ format }) {
      const border = format.borders.getItem(edge);
      border.style = 'Continuous';
      border.color = RULE;
    },
    ask(range) {
      const border = range.format.borders.getItem(edge).load('style,color');
      return () =>
        known(border.style || null, ({ format }, style) => {
          const later = format.borders.getItem(edge);
          later.style = style;
          if (style !== 'None') later.color = border.color;
        });
    },
  };
}

/** What puts a value back; null where cells differ, of which Excel says null. */
function known<T>(value: T | null, put: (range: Excel.Range, value: T) => void): PutBack | null {
  return value === null ? null : (range) => put(range, value);
}

interface Former {
  readonly place: RangeAddress;
  readonly putBack: PutBack;
}

/** Gives cells their look, and their columns at least the widths that it needs; all of it or nothing. */
export async function formatCells(at: RangeAddress, look: BlockLook): Promise<() => Promise<void>> {
  const former: Former[] = [];
  const takeBack = () => putAllBack(former);
  await runOrTakeBack(async (context, sync) => {
    former.push(...(await formerLooks(context, sync, at, look)));
    const widths = await formerWidths(context, sync, at, look);
    former.push(...widths.map(({ former: one }) => one));
    for (const { look: own, place } of areasAt(at, look)) {
      const range = rangeOf(context, place);
      for (const [name, value] of aspectsOf(own)) ASPECTS[name].set(range, value as never);
    }
    for (const {
      former: { place },
      wanted,
    } of widths)
      rangeOf(context, place).format.columnWidth = wanted;
    await sync();
  }, takeBack);
  return takeBack;
}

const aspectsOf = (look: CellLook) => Object.entries(look) as [keyof CellLook, unknown][];

function areasAt(at: RangeAddress, { areas }: BlockLook) {
  return areas.map(({ row, column, rows, columns, look }) => ({
    look,
    place: { sheet: at.sheet, row: at.row + row, column: at.column + column, rows, columns },
  }));
}

/** Where the cells of an area differ, its halves are asked about. */
async function formerLooks(
  context: Excel.RequestContext,
  sync: () => Promise<void>,
  at: RangeAddress,
  look: BlockLook,
): Promise<Former[]> {
  const former: Former[] = [];
  let waiting = areasAt(at, look).flatMap(({ look: own, place }) =>
    piecesOf(place, CELLS_READ).flatMap((piece) => aspectsOf(own).map(([name]) => ({ name, piece }))),
  );
  while (waiting.length > 0) {
    const asked = takeInPlace(waiting).map((one) => {
      const range = rangeOf(context, one.piece);
      return { ...one, answer: ASPECTS[one.name].ask(range) };
    });
    await sync();
    for (const { name, piece, answer } of asked) {
      const putBack = answer();
      if (putBack) former.push({ place: piece, putBack });
      else waiting = [...waiting, ...halves(piece).map((half) => ({ name, piece: half }))];
    }
  }
  return former;
}

/** As many from the front as a message carries. */
function takeInPlace<T extends { readonly piece: RangeAddress }>(waiting: T[]): T[] {
  let cells = 0;
  const end = waiting.findIndex(
    ({ piece }, i) => (cells += piece.rows * piece.columns) > CELLS_READ && i > 0,
  );
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

/** None of a single cell: what differs within it cannot be put back. */
function halves(piece: RangeAddress): RangeAddress[] {
  const { row, column, rows, columns } = piece;
  if (rows > 1) {
    const half = Math.ceil(rows / 2);
    return [
      { ...piece, rows: half },
      { ...piece, row: row + half, rows: rows - half },
    ];
  }
  const half = Math.ceil(columns / 2);
  if (columns === 1) return [];
  return [
    { ...piece, columns: half },
    { ...piece, column: column + half, columns: columns - half },
  ];
}

/** The columns that are too narrow. */
async function formerWidths(
  context: Excel.RequestContext,
  sync: () => Promise<void>,
  at: RangeAddress,
  { widths, sentence }: BlockLook,
): Promise<{ readonly wanted: number; readonly former: Former }[]> {
  const columns = widths.map((characters, j) => {
    const place = { sheet: at.sheet, row: at.row, column: at.column + j, rows: 1, columns: 1 };
    const { format } = rangeOf(context, place);
    format.load('columnWidth');
    const own = j === 0 ? Math.max(characters, Math.min(sentence, LONGEST_SENTENCE)) : characters;
    return { format, place, wanted: own * POINTS_PER_CHARACTER + POINTS_BESIDE };
  });
  await sync();
  return columns.flatMap(({ format: { columnWidth }, place, wanted }) => {
    const putBack: PutBack = (range) => (range.format.columnWidth = columnWidth);
    return columnWidth < wanted ? [{ wanted, former: { place, putBack } }] : [];
  });
}

/** Where cells differ, some have been. */
export function hasFormats(range: RangeAddress): Promise<boolean> {
  return run(async (context, sync) => {
    const { font } = rangeOf(context, range).format.load('font/bold');
    const pieces = piecesOf(range, CELLS_READ).map((piece) => rangeOf(context, piece));
    pieces.forEach((piece) => piece.load('numberFormat'));
    await sync();
    const isGeneral = ({ numberFormat }: Excel.Range): boolean =>
      (numberFormat as string[][]).every((row) => row.every((format) => format === 'General'));
    return font.bold !== false || !pieces.every(isGeneral);
  });
}

function putAllBack(former: readonly Former[]): Promise<void> {
  return run(async (context, sync) => {
    for (const { place, putBack } of former) putBack(rangeOf(context, place));
    await sync();
  });
}
