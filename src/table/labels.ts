/** When two cells are one level, and when two names are one name. */

/** Significant digits that tell numbers apart, as in R's factor(), and all that a spreadsheet keeps. */
const DIGITS = 15;

/**
 * The label of a finite number: as JavaScript prints it after rounding to 15 significant digits, `-0` as `0`. So
 * `0.1 + 0.2` and `0.3` are one level.
 */
export function numberLabel(value: number): string {
  const shortest = String(value);
  // No more characters than that, no more digits.
  if (shortest.length <= DIGITS) return shortest;
  const rounded = Number(value.toPrecision(DIGITS));
  return Number.isFinite(rounded) ? String(rounded) : shortest;
}

/** A name or label as it is compared: an accent is the same whether it is part of its letter or stands behind it (NFC). */
export function composed(text: string): string {
  return text.normalize('NFC');
}
