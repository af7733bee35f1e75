/** Days as numbers. */

const DAY = 86_400_000;
/** The day before 1900-01-01, which has number 1. */
const EPOCH = Date.UTC(1899, 11, 31);
/** Excel counts a 29th of February 1900 that never was: it has number 60. */
const LEAP_DAY = 60;

/** Days since the beginning of 1900 as Excel counts them; a time without a day is less than 1. */
export function serialNumber(date: Date): number {
  const time = date.getTime() - EPOCH;
  // One division of whole milliseconds, so that a third of a day comes out as the nearest number to a third.
  return time >= LEAP_DAY * DAY ? (time + DAY) / DAY : time / DAY;
}

/** Between the first days of the two ways to count. */
const DAYS_TO_1904 = 1462;
/** A cell whose value is a day as text: of it what stands before its type, behind that, and the text. */
const DAY_CELL =
  /(<(?:[\w.-]+:)?c\s[^>]*?)\st\s*=\s*["']d["']([^>]*>(?:(?!<\/(?:[\w.-]+:)?c>)[\s\S])*?<(?:[\w.-]+:)?v>)([^<]*)/g;

export function hasDayCells(sheetXml: string): boolean {
  return /\st\s*=\s*["']d["']/.test(sheetXml);
}

/**
 * Cells that hold days as text, as strict files have them, with numbers in their place; what is no day stays text.
 *
 * @param from1904 whether the workbook counts its days from then on
 */
export function withDaysAsNumbers(sheetXml: string, from1904: boolean): string {
  return sheetXml.replace(DAY_CELL, (all: string, before: string, between: string, text: string) => {
    const day = dayOf(text.trim());
    return day === null ? all : `${before}${between}${from1904 ? day - DAYS_TO_1904 : day}`;
  });
}

/** `2023-03-15T12:00:00.000`, `2023-03-15` or `12:00:00`. */
function dayOf(text: string): number | null {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)?T?(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?Z?$/.exec(text) ?? [];
  if (date === undefined && time === undefined) return null;
  const at = new Date(`${date ?? '1899-12-31'}T${time ?? '00:00'}Z`);
  return Number.isNaN(at.getTime()) ? null : serialNumber(at);
}
