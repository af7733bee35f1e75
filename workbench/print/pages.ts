/** How a sheet is divided into pages. All sizes are in CSS pixels, 96 to the inch. */

/** A row or a column that can be seen. */
export interface Line {
  readonly index: number;
  readonly size: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What lies over rows `first` to `last`, or columns. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Axis {
  /** In their order. */
  readonly lines: readonly Line[];
  /** How many of the first lines stand on every page: the frozen ones. */
  readonly repeated: number;
  /** What is not cut where it fits on a page. */
  readonly whole: readonly Span[];
}

/** The lines of one page: those that stand on every page, on all but the first, and its own. */
export interface Part {
  readonly repeated: readonly Line[];
  readonly own: readonly Line[];
}

export interface PageLayout {
  readonly orientation: 'portrait' | 'landscape';
  /** At most 1. */
  readonly scale: number;
  /** For the cells, on paper. */
  readonly room: Size;
  /** Down the rows first, then on to the next columns. */
  readonly pages: readonly { readonly rows: Part; readonly columns: Part }[];
}

/** Around a page. */
export const MARGIN = 57;
/** Of the line above the cells and of that below them. */
export const LINE_HEIGHT = 24;

/** What A4 and Letter both have room for: A4 is the narrower one, Letter the shorter one. */
const SHORT = 794 - 2 * MARGIN;
const LONG = 1056 - 2 * MARGIN;

/** Below this size a sheet is divided rather than made smaller. */
const SMALLEST_SCALE = 0.6;

/**
 * Upright where the columns fit; else on its side, smaller if need be; and where that would be too small to read, in as few parts as
 * can be read.
 */
export function pageLayout(rows: Axis, columns: Axis): PageLayout {
  const width = total(columns.lines);
  const isUpright = width <= SHORT;
  const room = isUpright
    ? { width: SHORT, height: LONG - 2 * LINE_HEIGHT }
    : { width: LONG, height: SHORT - 2 * LINE_HEIGHT };
  const fitting = Math.min(1, room.width / width);
  const across = parts(columns, room.width / Math.max(fitting, SMALLEST_SCALE));
  const widest = Math.max(0, ...across.map(({ repeated, own }) => total(repeated) + total(own)));
  const scale = Math.min(1, room.width / widest);
  const down = parts(rows, room.height / scale);
  return {
    orientation: isUpright ? 'portrait' : 'landscape',
    scale,
    room,
    pages: across.flatMap((own) => down.map((part) => ({ rows: part, columns: own }))),
  };
}

function parts({ lines, repeated, whole }: Axis, room: number): Part[] {
  const heading = lines.slice(0, repeated);
  // What would fill half of each page is not repeated.
  const again = total(heading) <= room / 2 ? heading : [];
  const found: Part[] = [];
  for (let first = 0; first < lines.length;) {
    const left = first === 0 ? room : room - total(again);
    const end = pageEnd(lines, first, left, whole);
    found.push({ repeated: first === 0 ? [] : again, own: lines.slice(first, end) });
    first = end;
  }
  return found;
}

/** The place after the last line of a page, which has one at least, however large. */
function pageEnd(lines: readonly Line[], first: number, room: number, whole: readonly Span[]): number {
  let end = first + 1;
  let size = lines[first].size;
  while (end < lines.length && size + lines[end].size <= room) size += lines[end++].size;
  if (end === lines.length) return end;
  const isCut = ({ first: from, last }: Span): boolean =>
    from > lines[first].index && from < lines[end].index && last >= lines[end].index;
  const fits = ({ first: from, last }: Span): boolean =>
    total(lines.filter(({ index }) => index >= from && index <= last)) <= room;
  for (let cut = whole.filter(isCut).filter(fits); cut.length > 0; cut = whole.filter(isCut).filter(fits)) {
    const from = Math.min(...cut.map((span) => span.first));
    end = lines.findIndex(({ index }) => index >= from);
  }
  return end;
}

export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, { size }) => sum + size, 0);
}
