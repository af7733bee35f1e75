/** What is not opened as it stands in a file, so that whoever opens it hears of it. */

import { counted, EXCEL, MOST } from './bounds';

/** Null for what nobody misses while it is open. */
const WORDS = {
  charts: 'charts that are not of points and lines over its own cells are not shown, and stay in the file',
  sheets:
    'sheets that have a chart or a dialog in place of cells are empty but for charts of points and lines',
  sheetNames: `sheets whose names have more than ${MOST.sheetName} characters, or are there twice, have other names`,
  elsewhere: 'formulas that look into other files are the values they had, and names that do are left out',
  unread: 'formulas that only LibreOffice knows are the values they had',
  texts: `texts are cut behind ${counted(EXCEL.text)} characters`,
  formulas: `formulas of more than ${counted(EXCEL.formula)} characters, or nested in more than ${EXCEL.levels} levels, are text`,
  tables:
    'formulas that name a table, as in Table1[x], name its cells instead, and the table again in the file that is saved',
  formats: null,
  filters: 'filters by dates, ranks, colours or icons have no conditions, and their rows stay hidden',
  parts: 'formats of single words in a cell are not shown, and stay in the file while the text is the same',
  merged: 'cells that lie in other merged ones, or are too many, are not merged',
  names: `names whose formulas have more than ${counted(EXCEL.formula)} characters, those of the names in them included, or more than ${EXCEL.levels} levels, or need themselves, are left out`,
} as const;

export type Difference = keyof typeof WORDS;

/** What a file that is saved has not any more, where it was different on opening. */
const LOST: Partial<Record<Difference, string>> = {
  elsewhere: 'formulas that look into other files, but for their values',
  texts: `what stands in texts behind ${counted(EXCEL.text)} characters`,
  formulas: 'formulas that are too long or nested too deeply, which are text',
  formats: 'formats of cells far away from all values',
  merged: 'merged cells that lie in other merged ones, or are too many',
};

/** That many places are named. */
const NAMED = 3;

export class Differences {
  private readonly places = new Map<Difference, string[]>();
  private readonly counts = new Map<Difference, number>();
  private unseen: readonly string[] = [];
  private leftOut: readonly string[] = [];

  /** @param place what it concerns: `A1 of Data`, or a chart's title */
  note(what: Difference, place: string): void {
    const places = this.places.get(what) ?? [];
    if (places.length < NAMED) this.places.set(what, [...places, place]);
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** @param kinds what stays in the file and is not shown */
  noteUnseen(kinds: readonly string[]): void {
    this.unseen = kinds;
  }

  /** @param kinds what is not opened, wherever it may be */
  noteLeftOut(kinds: readonly string[]): void {
    this.leftOut = kinds;
  }

  /** What cannot be written back, each with its places. */
  losses(): string[] {
    return [...this.places.keys()].flatMap((what) =>
      LOST[what] ? [`${LOST[what]} ${this.placesOf(what)}`] : [],
    );
  }

  /** Null when there are none. */
  sentence(file: string): string | null {
    const parts = [...this.places.keys()].flatMap((what) =>
      WORDS[what] === null ? [] : [`${WORDS[what]} ${this.placesOf(what)}`],
    );
    if (this.leftOut.length > 0) parts.push(`${listed(this.leftOut)} are left out`);
    if (this.unseen.length > 0) parts.push(`${listed(this.unseen)} are not shown, and stay in the file`);
    if (parts.length === 0) return null;
    return `“${file}” is open, but ${parts.join('; ')}.`;
  }

  private placesOf(what: Difference): string {
    const places = this.places.get(what)!;
    const others = this.counts.get(what)! - places.length;
    return `(${places.join(', ')}${others > 0 ? ` and ${counted(others)} more` : ''})`;
  }
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('');
}
