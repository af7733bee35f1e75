/** What is not opened as it stands in a file, so that whoever opens it hears of it. */

import { counted, EXCEL, MOST } from './bounds';

const WORDS = {
  charts: 'charts that are not of points and lines over its own cells are left out',
  sheets:
    'sheets that have a chart or a dialog in place of cells are empty but for charts of points and lines',
  sheetNames: `sheets whose names have more than ${MOST.sheetName} characters, or are there twice, have other names`,
  elsewhere: 'formulas that look into other files are the values they had, and names that do are left out',
  texts: `texts are cut behind ${counted(EXCEL.text)} characters`,
  formulas: `formulas of more than ${counted(EXCEL.formula)} characters, or nested in more than ${EXCEL.levels} levels, are text`,
  tables: 'formulas that name a table, as in Table1[x], name its cells instead and do not grow with it',
  filters: 'filters by dates, ranks, colours or icons have no conditions, and their rows stay hidden',
  merged: 'cells that lie in other merged ones, or are too many, are not merged',
  names: `names whose formulas have more than ${counted(EXCEL.formula)} characters, those of the names in them included, or more than ${EXCEL.levels} levels, or need themselves, are left out`,
} as const;

export type Difference = keyof typeof WORDS;

/** That many places are named. */
const NAMED = 3;

export class Differences {
  private readonly places = new Map<Difference, string[]>();
  private readonly counts = new Map<Difference, number>();

  /** @param place what it concerns: `A1 of Data`, or a chart's title */
  note(what: Difference, place: string): void {
    const places = this.places.get(what) ?? [];
    if (places.length < NAMED) this.places.set(what, [...places, place]);
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Null when there are none. */
  sentence(file: string): string | null {
    if (this.places.size === 0) return null;
    const parts = [...this.places].map(([what, places]) => {
      const others = this.counts.get(what)! - places.length;
      const more = others > 0 ? ` and ${counted(others)} more` : '';
      return `${WORDS[what]} (${places.join(', ')}${more})`;
    });
    return `“${file}” is open, but ${parts.join('; ')}.`;
  }
}
