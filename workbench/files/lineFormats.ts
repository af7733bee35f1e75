/** Formats of whole rows and columns, by which blank cells may be written into on a protected sheet: the library reads those of cells alone. */

import { piecesOf } from './markup';
import { attributeOf } from './package/relations';

/** Some rows or columns that have a format of their own. */
export interface FormattedLines {
  /** 0-based. */
  readonly first: number;
  readonly last: number;
  /** Its number in the file. */
  readonly format: number;
  /** Whether blank cells are not locked by it. */
  readonly unlocked: boolean;
}

/** What a sheet says of them: what the format is, the file says elsewhere. */
export type Formatted = Omit<FormattedLines, 'unlocked'>;

/** Numbers of the formats that unlock a cell. */
export function unlockingFormats(stylesXml: string): ReadonlySet<number> {
  const formats = piecesOf(stylesXml).children.find(({ name }) => name === 'cellXfs');
  const numbers = (formats ? piecesOf(formats.text).children : []).flatMap(({ text }, i) =>
    /<(?:[\w.-]+:)?protection\s[^>]*locked\s*=\s*["'](?:0|false)/.test(text) ? [i] : [],
  );
  return new Set(numbers);
}

/** Columns of a sheet that have a format. */
export function formattedColumns(sheetXml: string): Formatted[] {
  const end = sheetXml.indexOf('sheetData');
  const head = end < 0 ? '' : sheetXml.slice(0, end);
  return [...head.matchAll(/<(?:[\w.-]+:)?col\s[^>]*>/g)].flatMap(([tag]) => {
    const [min, max, format] = ['min', 'max', 'style'].map((name) => Number(attributeOf(tag, name) ?? NaN));
    return min >= 1 && max >= min && format > 0 ? [{ first: min - 1, last: max - 1, format }] : [];
  });
}

/** Rows that have a format, told one by one. */
export class FormattedRows {
  readonly all: Formatted[] = [];

  /**
   * @param row 0-based
   * @param tag that begins it
   */
  add(row: number, tag: string): void {
    if (!/\scustomFormat\s*=\s*["'](?:1|true)/.test(tag)) return;
    const format = Number(attributeOf(tag, 's') ?? 0);
    if (!(format > 0)) return;
    const last = this.all.at(-1);
    if (last?.format === format && last.last === row - 1)
      this.all[this.all.length - 1] = { ...last, last: row };
    else this.all.push({ first: row, last: row, format });
  }
}
