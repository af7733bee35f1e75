/** How a column of numbers is written in a sheet: one of Excel's number formats for all of them where that can be. */

import { KINDS, type ColumnKind } from './kinds';

/** Significant digits of a column's typical numbers. */
const DIGITS = 4;
/** Numbers so many times smaller than the largest may have fewer. */
const TYPICAL = 100;
/** At least so many digits have the others, where the largest would have no more than `MOST_DIGITS` for it. */
const FEWEST_DIGITS = 2;
const MOST_DIGITS = 7;
/** More decimals are hard to count. */
const MOST_DECIMALS = 8;
/** From here on Excel itself writes powers of ten, were it free to. */
const LARGEST = 1e11;

const SCIENTIFIC = '0.00E+00';
/** A column of them. Zeros that are none by rounding are whole. */
const ALL_SCIENTIFIC = '0.000E+00;-0.000E+00;0';
export const P_VALUE = '[<0.001]"<.001";0.000';

/** A number format by the value that it is for: few columns need more than one. */
export type FormatOf = (value: number) => string;

/**
 * Estimates and their like have as many decimals as give the typical of them four digits, and those that would be lost by that
 * have powers of ten; what is counted has none, degrees of freedom one unless all are whole; other kinds have those of their kind.
 *
 * @param values the numbers that stand in the column, finite
 */
export function columnFormat(kind: ColumnKind, values: readonly number[]): FormatOf {
  const { digits } = KINDS[kind];
  if (digits === null) return () => 'General';
  if (kind === 'p') return () => P_VALUE;
  if (kind === 'df') return always(values.every(isAlmostWhole) ? 0 : 1);
  return 'decimals' in digits ? always(digits.decimals) : bySize(values);
}

/** Digits that two neighbours on an axis differ by, and characters up to which its numbers are written as they are. */
const STEP_DIGITS = 2;
const LONGEST_NUMBER = 8;

/** The numbers of an axis, across or down: all alike and short, and none like its neighbour. @param values finite */
export function axisFormat(values: readonly number[]): string {
  if (values.every((value) => String(value).length <= LONGEST_NUMBER)) return 'General';
  const sorted = [...values].sort((a, b) => a - b);
  const steps = sorted.slice(1).flatMap((value, i) => (value > sorted[i] ? [value - sorted[i]] : []));
  const step = steps.length === 0 ? Math.abs(sorted[0]) : Math.min(...steps);
  const decimals = Math.max(0, decimalsFor(step, STEP_DIGITS));
  const isPlain =
    decimals <= MOST_DECIMALS && Math.abs(sorted[0]) < LARGEST && sorted[sorted.length - 1] < LARGEST;
  return isPlain ? fixedFormat(decimals) : 'General';
}

/** One decimal would be a zero. */
function isAlmostWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 0.05;
}

function always(decimals: number): FormatOf {
  return () => fixedFormat(decimals);
}

function fixedFormat(decimals: number): string {
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}

function bySize(values: readonly number[]): FormatOf {
  const { largest, typical, smallest } = sizes(values);
  if (largest === 0) return always(0);
  const needed = Math.max(decimalsFor(typical, DIGITS), decimalsFor(smallest, FEWEST_DIGITS));
  const allowed = Math.max(decimalsFor(largest, MOST_DIGITS), decimalsFor(typical, DIGITS));
  const decimals = Math.max(0, Math.min(needed, allowed));
  if (decimals > MOST_DECIMALS || largest >= LARGEST) return () => ALL_SCIENTIFIC;
  const plain = fixedFormat(decimals);
  const fixed = values.includes(0) && decimals > 0 ? `${plain};-${plain};0` : plain;
  return (value) =>
    value === 0 || decimalsFor(Math.abs(value), FEWEST_DIGITS) <= decimals ? fixed : SCIENTIFIC;
}

/** Of the sizes that are not zero: the largest, the smallest, and the smallest that is not much smaller than the largest. */
function sizes(values: readonly number[]): Record<'largest' | 'typical' | 'smallest', number> {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const least = (from: number): number =>
    values.reduce((min, value) => {
      const size = Math.abs(value);
      return size > 0 && size >= from && size < min ? size : min;
    }, largest);
  return { largest, typical: least(largest / TYPICAL), smallest: least(0) };
}

/** Decimals that give a size so many significant digits; negative where it has more before the point. */
function decimalsFor(size: number, digits: number): number {
  if (size === 0) return 0;
  const [, exponent] = size.toExponential(digits - 1).split('e');
  return digits - 1 - Number(exponent);
}

/** What one of the formats above makes of a number. */
export function formatted(value: number, format: string): string {
  if (format === P_VALUE) return value < 0.001 ? '<.001' : value.toFixed(3);
  if (format === 'General') return String(value);
  if (value === 0 && format.endsWith(';0')) return '0';
  const decimals = /^0(?:\.(0+))?/.exec(format)?.[1]?.length ?? 0;
  if (!format.includes('E')) return value.toFixed(decimals);
  const [mantissa, exponent] = value.toExponential(decimals).split('e');
  return `${mantissa}E${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}
