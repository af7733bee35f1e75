/** Numbers as people and programs write them into text: decimal commas, thousands, percent signs. */

/** What parts whole numbers from decimals. */
export type DecimalMark = '.' | ',';

const MINUS = /^\u2212/;
const PERCENT = /\s?%$/;
/** By decimal mark: digits alone, and digits in groups of three with one and the same sign between them. */
const PLAIN = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ',': /^[+-]?(?:\d+(?:,\d+)?|,\d+)(?:[eE][+-]?\d+)?$/,
};
const GROUPED = {
  '.': /^[+-]?[1-9]\d{0,2}([,'\u2019\u00a0\u202f ])\d{3}(?:\1\d{3})*(?:\.\d*)?$/,
  ',': /^[+-]?[1-9]\d{0,2}([.'\u2019\u00a0\u202f ])\d{3}(?:\1\d{3})*(?:,\d*)?$/,
};
const INFINITE = /^[+-]?Inf$/;

/** Whether a trimmed text ends in a percent sign. */
export function isPercent(text: string): boolean {
  return text.endsWith('%');
}

/**
 * The number that a trimmed text is under a decimal mark, a hundredth of it with a percent sign; NaN for the text `NaN`.
 *
 * @returns null when it is none, or beyond the range of numbers
 */
export function writtenNumber(text: string, mark: DecimalMark): number | null {
  // Most numbers of most files.
  if (PLAIN[mark].test(text)) return finite(mark === ',' ? text.replace(',', '.') : text);
  if (text === 'NaN') return NaN;
  if (INFINITE.test(text)) return Number(text.replace('Inf', 'Infinity'));
  const signed = text.replace(MINUS, '-');
  const digits = isPercent(signed) ? signed.replace(PERCENT, '') : signed;
  const plain = PLAIN[mark].test(digits);
  const group = plain ? '' : GROUPED[mark].exec(digits)?.[1];
  if (group === undefined) return null;
  const joined = (plain ? digits : digits.replaceAll(group, '')).replace(',', '.');
  // Shifting the point in the text is exact where dividing by a hundred would round.
  if (isPercent(signed)) return /e/i.test(joined) ? null : finite(`${joined}e-2`);
  return finite(joined);
}

function finite(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Whether a trimmed text is a name made of digits: a number would lose its leading zeros, or what is beyond 15 digits. */
export function isDigitName(text: string): boolean {
  return /^\d+$/.test(text) && (text.length > 15 || (text.length > 1 && text.startsWith('0')));
}
