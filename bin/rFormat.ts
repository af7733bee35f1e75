/** Numbers, names and marks as R prints them, and with that the styles of the tables of lme4's summary. */

import { commonDigits, formatFixed, padStart, type TextStyles } from '../src/index';

/** Significant digits of estimates, as lme4 prints them. */
const DIGITS = 4;

export function estimateTexts(values: readonly number[]): string[] {
  return commonDigits(values, DIGITS);
}

/**
 * Estimates, standard errors and degrees of freedom with common decimals: as many as leave the smallest of them four
 * digits, as R's printCoefmat does.
 */
function coefficientTexts(values: readonly number[]): string[] {
  const sizes = values.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  const smallest = sizes.length > 0 ? 1 + Math.floor(Math.log10(Math.min(...sizes))) : 0;
  const decimals = Math.max(1, DIGITS - smallest);
  return estimateTexts(values.map((value) => round(value, decimals)));
}

function statisticTexts(values: readonly number[]): string[] {
  return estimateTexts(values.map((value) => round(value, 3)));
}

function round(value: number, decimals: number): number {
  return Number.isFinite(value) ? Number(value.toFixed(Math.min(decimals, 100))) : value;
}

function fixedTexts(decimals: number, width = 0): (values: readonly number[]) => string[] {
  return (values) => values.map((value) => formatFixed(value, decimals).padStart(width));
}

export const SUMMARY_STYLES: TextStyles = {
  criterion: { isAcross: true, numbers: [{ kinds: ['criterion'], write: fixedTexts(1) }] },
  scaledResiduals: { isAcross: true, numbers: [{ kinds: ['number'], write: fixedTexts(4) }] },
  varianceComponents: {
    titlesAtStart: true,
    indent: ' ',
    numbers: [
      { kinds: ['variance'], write: estimateTexts },
      { kinds: ['deviation'], write: estimateTexts },
      { kinds: ['correlation'], write: fixedTexts(2), atStart: true },
    ],
  },
  fixedEffects: {
    numbers: [
      { kinds: ['estimate', 'standardError', 'df'], write: coefficientTexts },
      { kinds: ['statistic'], write: statisticTexts },
      { kinds: ['p'], write: formatPValues },
    ],
  },
  correlation: {
    titlesAtStart: true,
    numbers: [{ kinds: ['correlation'], write: fixedTexts(3, 6) }],
  },
};

/** Below this R prints only that a p value is smaller. */
const SMALLEST_P = 2.2e-16;

/** p values with three significant digits, the very small ones as `<2e-16`: R's format.pval. */
export function formatPValues(values: readonly number[]): string[] {
  const texts = values.map(() => '');
  const fill = (test: (p: number) => boolean): void => {
    const indices = values.flatMap((p, i) => (p >= SMALLEST_P && test(p) ? [i] : []));
    const columns = commonDigits(
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

export const LEGEND = "Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1";

/** Asterisks for a p value, as R's legend explains them. */
export function stars(p: number): string {
  const marks: readonly (readonly [number, string])[] = [
    [0.001, '***'],
    [0.01, '**'],
    [0.05, '*'],
    [0.1, '.'],
  ];
  return marks.find(([limit]) => p <= limit)?.[1] ?? '';
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
