/** Numbers as text for tables: few digits, decimals that line up. Those of sentences are the core's. */

import { decimalsFor } from '../../src/index';

export {
  count,
  decimalsFor,
  degreesOfFreedom,
  fixed,
  interval,
  MINUS,
  pValue,
  significant,
  statistic,
} from '../../src/index';

/** Figures that take room but are not seen: they line decimals up. */
export interface AlignedNumber {
  readonly text: string;
  /** Characters that are missing on the right, such as `.00`; shown invisibly. */
  readonly padding: string;
}

/** Decimals that show `digits` significant digits of the smallest value other than zero, at most `most`. */
export function commonDecimals(values: readonly number[], digits: number, most = 6): number {
  const needed = values.filter((value) => value !== 0).map((value) => decimalsFor(value, digits));
  return Math.min(most, Math.max(0, ...needed));
}

/**
 * Decimals for estimates and their standard errors in one table: three where there is room for them, and as many as the
 * smallest standard error needs for three digits, up to six.
 */
export function coefficientDecimals(
  effects: readonly { readonly estimate: number; readonly standardError: number }[],
): number {
  const largest = Math.max(...effects.flatMap((e) => [Math.abs(e.estimate), e.standardError]));
  const errors = effects.map(({ standardError }) => standardError);
  return Math.max(commonDecimals(errors, 3), Math.min(3, decimalsFor(largest, 6)));
}

/** Texts of numbers, padded so that the decimal points stand below each other. */
export function aligned(texts: readonly string[]): AlignedNumber[] {
  const tails = texts.map(tail);
  const longest = tails.reduce((most, text) => (text.length > most.length ? text : most), '');
  return texts.map((text, i) => ({ text, padding: longest.slice(tails[i].length) }));
}

function tail(text: string): string {
  const point = text.indexOf('.');
  return point < 0 || text.includes('e') ? '' : text.slice(point);
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻⁶` */
export function powerOfTen(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => RAISED[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A level as people say it: 0.95 is 95. */
export function percent(level: number): string {
  return String(Number((level * 100).toFixed(4)));
}
