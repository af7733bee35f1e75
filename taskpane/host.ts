/** What the pane needs of a spreadsheet. Implemented over Office.js (hosts/excel) and over Univer (workbench/host.ts). */

import type { BlockLook, CellMatrix, OutputMatrix } from '../src/index';

/** A rectangle of cells on one sheet; rows and columns are 0-based. */
export interface RangeAddress {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface RoomReport {
  readonly free: boolean;
  /** A1 address of the first occupied cell inside the wanted block; null when free. */
  readonly firstOccupied: string | null;
  /** A sentence that says why it cannot be free, where it is not for what stands there. */
  readonly problem?: string;
}

/** A formula and the cell that holds it, or the block that its result fills. */
export interface PlacedFormula {
  readonly at: RangeAddress;
  readonly formula: string;
}

/** Cells whose formulas call functions of ours that the spreadsheet did not know, by what has become of them. */
export interface Healing {
  /** Entered again, and known now. */
  readonly healed: readonly RangeAddress[];
  /** Still not known. */
  readonly unknown: readonly RangeAddress[];
  /** On sheets where nothing may be entered. */
  readonly locked: readonly RangeAddress[];
}

/**
 * How a cell beside the data looks: the title of the sheet, the heading of a result, words about it, the header of a column of
 * numbers, and what whoever reads the sheet fills in or changes.
 */
export type CellStyle = 'title' | 'heading' | 'note' | 'header' | 'input';

/** What a new sheet begins with. */
export interface SheetContent {
  /** Wanted name; a number is added when there is a sheet of that name. */
  readonly name: string;
  /** Values from A1, the first row of them headers, or none at all; text is text, whatever it begins with. */
  readonly cells: CellMatrix;
  /** Further cells, counted from 0: a text, a number or a formula, or nothing but a look. */
  readonly more: readonly {
    readonly row: number;
    readonly column: number;
    readonly text?: string;
    readonly number?: number;
    readonly formula?: string;
    readonly style?: CellStyle;
    /** Number format, such as `0.000`. */
    readonly format?: string;
  }[];
  /** Widths of columns in CSS pixels, from the column `from` on, counted from 0; the others keep the host's own. */
  readonly widths?: { readonly from: number; readonly pixels: readonly number[] };
}

/** A picture that lies over the cells. */
export interface Picture {
  /** A PNG file, base64 without a prefix. */
  readonly png: string;
  /** Its size on the sheet, in CSS pixels, 96 to the inch. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
}

/** How the numbers of a series are drawn; `limits` are the ends of intervals about another series. */
export type SeriesMark = 'points' | 'line' | 'dashes' | 'limits';

/** One series of a chart: what stands in these cells, whatever that is by now. */
export interface ChartSeries {
  readonly name: string;
  /** Numbers, one column; in a chart of categories their labels, one column or more. As high as `y`. */
  readonly x: RangeAddress;
  /** One column of numbers; a blank, a text or an error is no point. */
  readonly y: RangeAddress;
  readonly mark: SeriesMark;
  /** Which of the colours for what is drawn side by side, from 0; `quiet` for what stands behind. */
  readonly color: number | 'quiet';
}

/** A chart that lies over the cells and follows what stands in them. */
export interface Chart {
  /** What runs along x: numbers, or labels at equal distances. */
  readonly kind: 'scatter' | 'category';
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** At least one. */
  readonly series: readonly ChartSeries[];
  /** Its size on the sheet, in CSS pixels; a host may make it end with a cell. */
  readonly width: number;
  readonly height: number;
}

/** Where something lies over the cells: the cell at its top left corner, and its width in CSS pixels. */
export interface LaidOver {
  readonly at: RangeAddress;
  readonly width: number;
}

/** What of a course the open workbook has. */
export interface CourseLook {
  /** A sheet Key: it is a teacher's. */
  readonly hasKey: boolean;
  /** A table with the words Question and Answer. */
  readonly hasQuestions: boolean;
}

/** How many answers the checks in the workbook itself call what. */
export interface Checks {
  readonly right: number;
  readonly wrong: number;
  readonly blank: number;
}

/** What is handed in of the open workbook. */
export interface HandedIn {
  /** Questions that have no answer, or not all of one. */
  readonly blank: readonly string[];
  readonly answered: number;
  readonly checks: Checks;
  /** A line of text that says the same, for a text box. */
  readonly receipt: string;
  /** Questions whose answers are too long for the receipt. */
  readonly notCarried: readonly string[];
  /** What the workbook is to be called. */
  readonly file: string;
  /** Whether it has been saved so; else the person has to. */
  readonly isSaved: boolean;
}

/** What students have handed in, and who they are. */
export interface Submissions {
  /** Workbooks, archives of them, texts with receipts. */
  readonly files: readonly File[];
  /** A text with receipts. */
  readonly receipts: string;
  readonly roster: File | null;
}

/** What has come of a batch of files. */
export interface GradedFiles {
  readonly graded: number;
  /** Files that the teacher should look at, and why. */
  readonly remarks: readonly { readonly file: string; readonly words: string; readonly isGraded: boolean }[];
  /** Students of the roster of whom nothing is graded. */
  readonly missing: readonly string[];
}

/** Of Moodle, of Canvas, or with all that is known. */
export type GradesFor = 'moodle' | 'canvas' | 'teacher';

/** Handing out, handing in and grading. All of it happens on this machine. */
export interface CourseDesk {
  /** Tells what the workbook has, at once and on every change; returns a function that stops. */
  watch(listener: (look: CourseLook) => void): () => void;
  /** Saves the workbook as what is handed in, where it can. @throws Error with a sentence where nobody could tell whose it is */
  handIn(): Promise<HandedIn>;
  /** Null where files cannot be saved from here. */
  readonly teacher: TeacherDesk | null;
}

/** A roster is a table as text with a column `student` or `id`. */
export interface TeacherDesk {
  /**
   * Saves what students get: one workbook, or an archive with one for each of a roster.
   *
   * @param onProgress told how many workbooks are made
   * @returns what the teacher should look at, sentences
   */
  handOut(roster: File | null, onProgress: (done: number, all: number) => void): Promise<readonly string[]>;
  /** Saves an archive with the grades and a marked workbook for each student. */
  grade(
    submissions: Submissions,
    gradesFor: GradesFor,
    onProgress: (done: number, all: number) => void,
  ): Promise<GradedFiles>;
}

export interface SpreadsheetHost {
  readonly name: 'excel' | 'workbench';
  /** The selected range; null when nothing is selected. */
  getSelection(): Promise<RangeAddress | null>;
  /** The block of non-empty cells around a cell or range (Ctrl+A in Excel). */
  getSurroundingRegion(range: RangeAddress): Promise<RangeAddress>;
  /** Raw cell values: blanks as null, errors as `{ error }`, numbers unrounded. */
  readRange(range: RangeAddress): Promise<CellMatrix>;
  /**
   * Whether `rows`×`columns` cells from the top left of `target` are empty.
   *
   * @throws Error with a sentence where there is no such sheet, or the cells end beyond it
   */
  checkRoom(target: RangeAddress): Promise<RoomReport>;
  /** Writes formulas (English names, comma separated), each into its own cell. Returns an undo. */
  writeFormulas(entries: readonly PlacedFormula[]): Promise<() => Promise<void>>;
  /** Writes values; text is always written as text, never run as a formula. Returns an undo. */
  writeValues(at: RangeAddress, cells: OutputMatrix): Promise<() => Promise<void>>;
  /**
   * Gives the cells from the top left of `at` on a look, whatever they show later, and their columns at least the widths that
   * it needs. Returns an undo.
   */
  formatCells(at: RangeAddress, look: BlockLook): Promise<() => Promise<void>>;
  /** The block that the formula in a cell fills; the cell itself where it fills no other. */
  blockOf(cell: RangeAddress): Promise<RangeAddress>;
  /** Whether any of these cells has been given a number format or a bold font. */
  hasFormats(range: RangeAddress): Promise<boolean>;
  /** Lays a picture over the sheet, its top left corner at that of the cell `at`. Returns an undo. */
  insertPicture(picture: Picture, at: RangeAddress): Promise<() => Promise<void>>;
  /** Lays a chart over the sheet, its top left corner at that of the cell `at`. Returns an undo. */
  insertChart(chart: Chart, at: RangeAddress): Promise<() => Promise<void>>;
  /** The cells under pictures and charts of a sheet; absent where only those are known that the pane has inserted. */
  laidOver?(sheet: string): Promise<readonly RangeAddress[]>;
  /**
   * Writes, as one step of the spreadsheet's own undo; absent where each write is a step of its own. The undo takes it back as one
   * step too, unless the spreadsheet's own has done so already.
   */
  asOneStep?(write: () => Promise<() => Promise<void>>): Promise<() => Promise<void>>;
  /** Adds a sheet and shows it. Returns where the cells stand, and an undo that takes the sheet away. */
  addSheet(content: SheetContent): Promise<{ readonly range: RangeAddress; undo(): Promise<void> }>;
  /** The formula whose result a cell shows, its own or that of the block it belongs to; null when there is none. */
  formulaBehind(cell: RangeAddress): Promise<PlacedFormula | null>;
  /** Every formula of the workbook that `isWanted`, with the block of cells that its result fills. */
  listFormulas(isWanted: (formula: string) => boolean): Promise<readonly PlacedFormula[]>;
  /**
   * Enters formulas of ours again that show `#NAME?`, and touches nothing else; absent where the spreadsheet always knows our functions.
   *
   * @returns null when there are none
   */
  healFormulas?(): Promise<Healing | null>;
  /** Named tables of the workbook with their header rows. */
  listTables(): Promise<readonly { readonly name: string; readonly range: RangeAddress }[]>;
  /** Selects cells and brings them into view; what is laid beside them too, and rather that than them, where the host can. */
  select(range: RangeAddress, laid?: LaidOver): Promise<void>;
  /** Draws a line around cells, without changing them, in place of the last one; absent where the spreadsheet has no such line. */
  outline?(range: RangeAddress | null): void;
  /** Both return a function that stops listening. */
  onSelectionChanged(listener: (range: RangeAddress) => void): () => void;
  onDataChanged(range: RangeAddress, listener: () => void): () => void;
  /** Absent where the spreadsheet cannot hand out or grade. */
  readonly course?: CourseDesk;
  /** Settings stored in the workbook. */
  loadSetting(key: string): Promise<string | null>;
  saveSetting(key: string, value: string): Promise<void>;
}
