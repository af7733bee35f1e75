/** Numbers as R prints them. */

const SIGNIFICANT_DIGITS = 15;

/**
 * R's text of a number: the fewest of 15 significant digits that give the value rounded to 15, in fixed notation
 * unless scientific notation is shorter, so 100000 is `1e+05` and 123456 is `123456`.
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (value === 0) return '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const exponent = Number(exponentText);
  const significant = digits.replace(/[-.]/g, '').length;
  const scientific = `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const decimals = Math.max(0, significant - 1 - exponent);
  // 15 digits with an exponent take at most 21 characters, fewer than any fixed notation left out here.
  if (Math.abs(exponent) > 20) return scientific;
  const fixed = value.toFixed(decimals);
  return fixed.length <= scientific.length ? fixed : scientific;
}
