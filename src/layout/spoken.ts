/** Numbers as people read them in sentences: few digits, the minus sign of typography. */

export const MINUS = '\u2212';

/** Outside of this range numbers are written with an exponent. */
const LARGEST = 1e9;
const MOST_DECIMALS = 8;

/** Decimals with which `value` shows `digits` significant digits; 0 for large values. */
export function decimalsFor(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(value)));
  // 9.9996 with four digits becomes 10.00.
  const rounded = Math.abs(Number(value.toPrecision(digits)));
  const needed = digits - 1 - Math.floor(Math.log10(rounded));
  return Math.max(0, Math.min(decimals, needed));
}

/** `value` with a fixed number of decimals; with an exponent where that would hide it or be too long. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const magnitude = Math.abs(value);
  const hidden = magnitude > 0 && decimals > MOST_DECIMALS;
  const text =
    magnitude >= LARGEST || hidden
      ? magnitude.toExponential(3).replace('e-', `e${MINUS}`).replace('e+', 'e')
      : magnitude.toFixed(Math.min(decimals, MOST_DECIMALS));
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** `value` with a number of significant digits: 1743.628 with six is 1743.63. */
export function significant(value: number, digits: number): string {
  return fixed(value, decimalsFor(value, digits));
}

/** `<.001`, `.012`, `1.000`. */
export function pValue(p: number): string {
  if (!Number.isFinite(p)) return '–';
  if (p < 0.001) return '<.001';
  return p.toFixed(3).replace(/^0/, '');
}

/** From here on decimals of degrees of freedom and of statistics say nothing. */
const MANY = 1000;

/** Degrees of freedom: whole ones and large ones without a decimal. */
export function degreesOfFreedom(df: number): string {
  const isWhole = Math.abs(df - Math.round(df)) < 0.05 || df >= MANY;
  return isWhole ? fixed(Math.round(df), 0) : fixed(df, 1);
}

/** A t, z or F statistic. */
export function statistic(value: number): string {
  return fixed(value, Math.abs(value) >= MANY ? 0 : 2);
}

/** Limits of an interval with three significant digits of its width: 237.0 and 265.8. */
export function interval(lower: number, upper: number): readonly [string, string] {
  const decimals = Math.min(6, decimalsFor(upper - lower, 3));
  return [fixed(lower, decimals), fixed(upper, decimals)];
}

/** 12974 as `12,974`. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
