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
  if (isWord(text)) return null;
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

/** Whether a text begins as no number does. */
function isWord(text: string): boolean {
  const code = text.charCodeAt(0);
  return code > NINE && code !== 0x2212 && text[0] !== 'N' && text[0] !== 'I';
}

const MOST_DIGITS = 15;
const [ZERO, NINE, POINT, PLUS, MINUS_SIGN] = [...'09.+-'].map((sign) => sign.charCodeAt(0));
const POWERS_OF_TEN = Array.from({ length: MOST_DIGITS + 1 }, (_, k) => 10 ** k);

/**
 * The number that a text is whatever the decimal mark of its column: digits, and perhaps a point among them that cannot stand
 * between thousands. A name made of digits is none.
 *
 * @returns NaN for all others, numbers or not
 */
export function simpleNumber(text: string): number {
  const first = text.charCodeAt(0);
  const start = first === PLUS || first === MINUS_SIGN ? 1 : 0;
  let digits = 0;
  let whole = -1;
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === POINT && whole < 0) whole = digits;
    else if (code >= ZERO && code <= NINE) {
      value = 10 * value + (code - ZERO);
      digits++;
    } else return NaN;
  }
  if (digits === 0) return NaN;
  // A name.
  if (whole < 0 && (digits > MOST_DIGITS || (first === ZERO && digits > 1))) return NaN;
  const decimals = whole < 0 ? 0 : digits - whole;
  // 1.234 is another number with a decimal comma.
  if (decimals === 3 && whole <= 3 && text.charCodeAt(start) !== ZERO) return NaN;
  if (digits > MOST_DIGITS) return finite(text) ?? NaN;
  // Both parts are exact, so that the quotient is the nearest number.
  const size = value / POWERS_OF_TEN[decimals];
  return first === MINUS_SIGN ? -size : size;
}

function finite(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Whether a trimmed text is a name made of digits: a number would lose its leading zeros, or what is beyond 15 digits. */
export function isDigitName(text: string): boolean {
  return /^\d+$/.test(text) && (text.length > 15 || (text.length > 1 && text.startsWith('0')));
}
