/** How large a file may be that is opened, and what is said of one that is too large or cannot be read. */

/** More than any of these is refused before it costs memory. */
export const MOST = {
  /** Of a file and of all its parts, unpacked; what one text can hold in a browser is a little more. */
  bytes: 500_000_000,
  /** With a value or a formula, on all sheets together. */
  cells: 5_000_000,
  sheets: 1_000,
  /** Characters: more than Excel allows, since other programs write longer names of sheets, and formulas with them. */
  sheetName: 255,
  /** In texts of cells together. */
  characters: 200_000_000,
  /** In a rectangle around all values of a sheet, which is how the library lays it out. */
  laidOut: 20_000_000,
} as const;

/** What Excel allows, too. */
export const EXCEL = {
  /** In the text of a cell. */
  text: 32_767,
  /** In a formula. */
  formula: 8_192,
  /** Of functions in functions. */
  levels: 64,
  /** In the format of a number. */
  format: 255,
  /** In the name of a sheet. */
  sheetName: 31,
} as const;

/** Why a file cannot be opened: the end of a sentence that begins with its name, `is damaged: ...`. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
}

export function tooLarge(found: string, most: string): FileProblem {
  return new FileProblem(`is too large: it ${found}, and at most ${most} can be opened`);
}

export function damaged(what: string, cause?: unknown): FileProblem {
  return new FileProblem(`is damaged: ${what}`, { cause });
}

/** `1,234,567`. */
export function counted(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1,234 MB`. */
export function megabytes(bytes: number): string {
  return `${counted(Math.round(bytes / 1e6))} MB`;
}

/** @throws FileProblem when there are more cells than can be opened */
export function requireCells(cells: number): void {
  if (cells > MOST.cells) throw tooLarge(`has ${counted(cells)} cells in use`, counted(MOST.cells));
}

/** As much of a text as a cell can hold; never cut inside of a character of two code units. */
export function cutText(text: string): string {
  return text.slice(0, EXCEL.text).replace(/[\ud800-\udbff]$/, '');
}

/** The whole sentence. */
export function outOfMemory(file: string): string {
  return `"${file}" is too large: there is not enough memory to open it.`;
}
