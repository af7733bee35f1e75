/** The same where the outcome is a logarithm: in ratios of what it is the logarithm of. */

import { plainRange } from '../fitSentences';
import { written } from '../styles';
import type { Amount, LevelDifference, TermSize } from '../verdicts';
import { atLevels, isDetermined, joined, type LevelByLevel, ratioName, UNKNOWN } from './common';

/** @param ratio of a difference of logarithms */
export function ratioDetails(
  size: TermSize,
  ratio: <A extends Amount>(amount: A) => A,
  level: number,
  isFound: boolean,
): string {
  switch (size.kind) {
    case 'levels':
      if (!isFound && size.compared !== 'both') return '';
      return joined(size.rows.map((row) => compared(ratio(row), level, isFound)));
    case 'slope': {
      const amount = ratio(size.amount);
      if (!isFound) return estimateOf('what each unit multiplies it by', amount, level);
      return isDetermined(amount) ? `each unit multiplies it by ${valued(amount, level)}` : UNKNOWN;
    }
    case 'differences':
    case 'slopes':
      return interaction(
        { ...size, rows: size.rows.map(ratio), contrast: size.contrast && ratio(size.contrast) },
        level,
        isFound,
      );
    case 'bend':
      return estimateOf(
        `what each unit of ${size.by} multiplies the ratio per unit of ${size.of} by`,
        ratio(size.amount),
        level,
      );
    case 'none':
      return '';
  }
}

function compared(row: LevelDifference, level: number, isFound: boolean): string {
  if (!isDetermined(row)) return UNKNOWN;
  return isFound
    ? `${row.level} is ${times(row, level, row.other)}`
    : estimateOf(ratioName(row.level, row.other), row, level);
}

function interaction(size: LevelByLevel, level: number, isFound: boolean): string {
  const of =
    size.kind === 'slopes'
      ? `the ratio per unit of ${size.of}`
      : `the ratio ${ratioName(size.level, size.other)}`;
  const { contrast, rows } = size;
  if (contrast === null) return isFound ? `${of}: ${atLevels(rows, (row) => valued(row, level))}` : '';
  if (!isDetermined(contrast)) return UNKNOWN;
  return isFound
    ? `${of} is ${times(contrast, level, contrast.other, contrast.level)}`
    : estimateOf(`how ${of} differs, ${ratioName(contrast.level, contrast.other)},`, contrast, level);
}

/** `1.10 times as high as A (95% interval 1.02 to 1.19)`, or `1.10 times as high for B as for A (…)`. */
function times(amount: Amount, level: number, other: string, at?: string): string {
  const { value, ends } = written(amount.estimate, amount);
  const than = at === undefined ? `as ${other}` : `for ${at} as for ${other}`;
  return `${value} times as high ${than}${plainRange(ends, level)}`;
}

export function estimateOf(what: string, amount: Amount, level: number): string {
  return isDetermined(amount) ? `the estimate of ${what} is ${valued(amount, level)}` : UNKNOWN;
}

export function valued(amount: Amount, level: number): string {
  const { value, ends } = written(amount.estimate, amount);
  return `${value}${plainRange(ends, level)}`;
}
