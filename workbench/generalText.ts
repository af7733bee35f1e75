/**
 * How Excel shows a number in a cell without a format of its own (General): rounded to the width of the cell, with powers of ten
 * where it must.
 *
 * - At most 11 characters, the point counted and the sign not: 1/3 is 0.333333333. From 1E+11 on there are powers of ten with at
 *   most six digits, and below 0.0001 where the digits would not fit.
 * - In a narrower cell as many decimals as fit: 2.86 becomes 2.9 and 3, and 0.3 at last 0 (Microsoft's knowledge base, Q45646).
 *   What stands before the point is never cut: there are powers of ten, and number signs where these do not fit either.
 *
 * Of a number 15 digits count.
 */

/** Characters without the sign. */
const MOST_CHARACTERS = 11;
/** Digits before a power of ten. */
const MOST_DIGITS = 6;
const LARGEST = 1e11;
const SMALLEST = 1e-4;

/**
 * @param value finite
 * @param width of the cell in digits of its font, at least 0
 */
export function generalText(value: number, width: number): string {
  const columns = Math.floor(width);
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  const room = columns - sign.length;
  const plain = String(size);
  if (plain.length <= Math.min(room, MOST_CHARACTERS) && !plain.includes('e')) return sign + plain;
  const fixed = fixedText(size, Math.min(room, MOST_CHARACTERS));
  if (fixed !== null && (fixed !== '0' || size === 0)) return sign + fixed;
  const powers = powerText(size, room);
  if (powers !== null) return sign + powers;
  return fixed !== null && columns > 0 ? fixed : numberSigns(width);
}

/** What fills a cell that is too narrow for its number. */
export function numberSigns(width: number): string {
  return '#'.repeat(Math.max(1, Math.floor(width)));
}

/** Null where it does not fit, or has powers of ten in any room; 0 where nothing else is left of it. */
function fixedText(size: number, room: number): string | null {
  if (size >= LARGEST || room < 1) return null;
  const exact = trimmed(decimalsOf(size, 15 - 1 - exponentOf(size)));
  if (exact.length <= room) return exact;
  if (size < SMALLEST) return '0';
  // Rounding may bring one more digit before the point.
  for (const decimals of [room - wholeLength(size) - 1, room - wholeLength(size) - 2, 0]) {
    const text = decimals < 0 ? null : trimmed(decimalsOf(size, decimals));
    if (text !== null && text.length <= room) return text;
  }
  return null;
}

/** With as many digits as fit; null where not even one does. */
function powerText(size: number, room: number): string | null {
  for (let digits = MOST_DIGITS; digits > 0; digits--) {
    const { mantissa, exponent } = roundedTo(size, digits);
    const decimals = mantissa.slice(1).replace(/0+$/, '');
    const power = `E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    const text = `${mantissa[0]}${decimals === '' ? '' : `.${decimals}`}${power}`;
    if (text.length <= room) return text;
  }
  return null;
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function wholeLength(size: number): number {
  return Math.max(1, exponentOf(size) + 1);
}

/** Of the first of 15 digits; 0 for zero. */
function exponentOf(size: number): number {
  return Number(size.toExponential(14).split('e')[1]);
}

/** Rounded half up from 15 digits, as people round what they see. */
function decimalsOf(size: number, decimals: number): string {
  const exponent = exponentOf(size);
  const kept = exponent + 1 + decimals;
  if (kept < 0) return zero(decimals);
  const { mantissa, exponent: rounded } = roundedTo(size, kept);
  const digits = rounded < 0 ? '0'.repeat(-rounded) + mantissa : mantissa;
  const whole = Math.max(0, rounded) + 1;
  const all = digits.padEnd(whole + decimals, '0');
  return decimals === 0
    ? all.slice(0, whole)
    : `${all.slice(0, whole)}.${all.slice(whole, whole + decimals)}`;
}

function zero(decimals: number): string {
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}

/** The first digits of a number and the power of ten of the first; with no digit asked for there is one where it rounds up. */
function roundedTo(size: number, digits: number): { readonly mantissa: string; readonly exponent: number } {
  const [text, power] = size.toExponential(14).split('e');
  const all = text.replace('.', '');
  const exponent = Number(power);
  if (digits >= all.length) return { mantissa: all, exponent };
  const isUp = all[digits] >= '5';
  const kept = String(Number(all.slice(0, digits) || '0') + (isUp ? 1 : 0));
  if (digits === 0) return { mantissa: kept, exponent: exponent + 1 };
  return kept.length > digits
    ? { mantissa: kept.slice(0, digits), exponent: exponent + 1 }
    : { mantissa: kept.padStart(digits, '0'), exponent };
}
