/** Numbers as R prints them. */

/**
 * Numbers with a common count of decimals, or all in scientific notation where that is shorter, padded on the left to
 * one width: R's format(values, digits). As many decimals are shown as the number that needs most of them to show
 * `digits` significant digits, trailing zeros not counted.
 *
 * @param digits significant digits, 1 to 15
 */
export function formatColumn(values: readonly number[], digits: number): string[] {
  const shown = values.map((value) => significant(value, digits));
  const finite = shown.filter(({ value }) => Number.isFinite(value));
  const decimals = Math.max(0, ...finite.map(({ digitCount, exponent }) => digitCount - 1 - exponent));
  const mantissaDecimals = Math.max(0, ...finite.map(({ digitCount }) => digitCount - 1));
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

/** Below this R prints only that a p value is smaller. */
const SMALLEST_P = 2.2e-16;

/** p values with three significant digits, the very small ones as `<2e-16`: R's format.pval. */
export function formatPValues(values: readonly number[]): string[] {
  const texts = values.map(() => '');
  const fill = (test: (p: number) => boolean): void => {
    const indices = values.flatMap((p, i) => (p >= SMALLEST_P && test(p) ? [i] : []));
    const columns = formatColumn(
      indices.map((i) => values[i]),
      3,
    );
    indices.forEach((index, i) => (texts[index] = columns[i].trim()));
  };
  fill((p) => p >= 1e-3);
  fill((p) => p < 1e-3);
  const widest = Math.max(0, ...texts.map((text) => text.length));
  const below = widest > 6 ? '< 2e-16' : '<2e-16';
  return padStart(values.map((p, i) => (p < SMALLEST_P ? below : texts[i])));
}

/** Asterisks for a p value, as R's legend explains them. */
export function stars(p: number): string {
  const marks: readonly (readonly [number, string])[] = [
    [0.001, '***'],
    [0.01, '**'],
    [0.05, '*'],
    [0.1, '.'],
  ];
  return (marks.find(([limit]) => p <= limit)?.[1] ?? '').padEnd(3);
}

export function padStart(texts: readonly string[]): string[] {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

export function padEnd(texts: readonly string[]): string[] {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padEnd(width));
}

/**
 * A name cut to `length` characters where possible, as R's abbreviate does: from the right, small vowels go first, then
 * other small letters, those at the end of a word before those inside it; a word's first letter stays.
 */
export function abbreviate(name: string, length: number): string {
  const passes: readonly ((letters: readonly string[], i: number) => boolean)[] = [
    (letters, i) => /[aeiou]/.test(letters[i]) && endsWord(letters, i),
    (letters, i) => /[aeiou]/.test(letters[i]) && !beginsWord(letters, i),
    (letters, i) => /\p{Ll}/u.test(letters[i]) && endsWord(letters, i),
    (letters, i) => /\p{Ll}/u.test(letters[i]) && !beginsWord(letters, i),
    (letters, i) => letters[i] !== ' ' && !beginsWord(letters, i),
  ];
  const letters = [...name];
  const size = (): number => letters.filter((letter) => letter !== ' ').length;
  for (const mayGo of passes) {
    for (let i = letters.length - 1; i > 0 && size() > length; i--)
      if (mayGo(letters, i)) letters.splice(i, 1);
  }
  return letters.length > length ? letters.join('').replaceAll(' ', '') : letters.join('');
}

function beginsWord(letters: readonly string[], i: number): boolean {
  return letters[i - 1] === ' ';
}

function endsWord(letters: readonly string[], i: number): boolean {
  return !beginsWord(letters, i) && (i + 1 === letters.length || letters[i + 1] === ' ');
}
