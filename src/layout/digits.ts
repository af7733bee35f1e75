/** Numbers in one column as texts of one width. */

/**
 * Numbers with a common count of decimals, or all in scientific notation where that is shorter, padded on the left to
 * one width: R's format(values, digits). As many decimals are shown as the number that needs most of them to show
 * `digits` significant digits, trailing zeros not counted.
 *
 * @param digits significant digits, 1 to 15
 */
export function commonDigits(values: readonly number[], digits: number): string[] {
  const shown = values.map((value) => significant(value, digits));
  const finite = shown.filter(({ value }) => Number.isFinite(value));
  const decimals = largest(finite.map(({ digitCount, exponent }) => digitCount - 1 - exponent));
  const mantissaDecimals = largest(finite.map(({ digitCount }) => digitCount - 1));
  const fixed = padStart(values.map((value) => formatFixed(value, decimals)));
  const scientific = padStart(values.map((value) => formatScientific(value, mantissaDecimals)));
  return (fixed[0]?.length ?? 0) <= (scientific[0]?.length ?? 0) ? fixed : scientific;
}

/** A number's sign aside: how many significant digits it has when rounded to `digits`, and its decimal exponent. */
function significant(value: number, digits: number): { value: number; digitCount: number; exponent: number } {
  if (!Number.isFinite(value) || value === 0) return { value, digitCount: 1, exponent: 0 };
  const [mantissa, exponent] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e') as [string, string];
  return {
    value,
    digitCount: mantissa.replace('.', '').replace(/0+$/, '').length,
    exponent: Number(exponent),
  };
}

/** Fixed decimals; what is not finite as R writes it. */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isFinite(value)) return value.toFixed(decimals);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Inf' : '-Inf';
}

function formatScientific(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return formatFixed(value, 0);
  const [mantissa, exponent] = value.toExponential(decimals).split('e') as [string, string];
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

export function padStart(texts: readonly string[]): string[] {
  const width = largest(texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

export function padEnd(texts: readonly string[]): string[] {
  const width = largest(texts.map((text) => text.length));
  return texts.map((text) => text.padEnd(width));
}

/** The largest, at least 0; a column may be as high as the data, more than arguments can be. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
