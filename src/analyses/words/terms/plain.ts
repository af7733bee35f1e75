/** How large the effect of a term is, for readers without statistics. */

import { plainRange } from '../fitSentences';
import { difference } from '../names';
import { written } from '../styles';
import type { Amount, LevelDifference, TermSize } from '../verdicts';
import {
  asRatio,
  atLevels,
  higher,
  isDetermined,
  joined,
  type LevelByLevel,
  UNKNOWN,
  varying,
  type Whole,
} from './common';
import { estimateOf, ratioDetails, valued } from './plainRatios';

/** Empty where there is nothing to say of it. */
export function plainDetails(size: TermSize, { level, ratio }: Whole, isFound: boolean): string {
  if (ratio !== null) return ratioDetails(size, (amount) => asRatio(amount, ratio), level, isFound);
  switch (size.kind) {
    case 'levels':
      if (!isFound && size.compared !== 'both') return '';
      return joined(size.rows.map((row) => compared(row, level, isFound)));
    case 'slope':
      return isFound
        ? moves(size.amount, level)
        : estimateOf('the change with each unit', size.amount, level);
    case 'differences':
    case 'slopes':
      return interaction(size, level, isFound);
    case 'bend':
      return estimateOf(
        `the change of the slope of ${size.of} with each unit of ${size.by}`,
        size.amount,
        level,
      );
    case 'none':
      return '';
  }
}

/** An amount above zero and its limits: by how much something is higher, or lower. */
function by(
  { estimate, lower, upper }: Amount,
  level: number,
): { readonly size: string; readonly range: string } {
  const limits = estimate < 0 ? { lower: -upper, upper: -lower } : { lower, upper };
  const { size, ends } = written(Math.abs(estimate), limits);
  return { size, range: plainRange(ends, level) };
}

function compared(row: LevelDifference, level: number, isFound: boolean): string {
  if (!isDetermined(row)) return UNKNOWN;
  if (!isFound) return estimateOf(difference(row.level, row.other), row, level);
  const { size, range } = by(row, level);
  return `${row.level} is ${size} ${higher(row)} than ${row.other}${range}`;
}

function moves(amount: Amount, level: number): string {
  if (!isDetermined(amount)) return UNKNOWN;
  const { size, range } = by(amount, level);
  return `with each unit it ${amount.estimate < 0 ? 'falls' : 'rises'} by ${size}${range}`;
}

function interaction(size: LevelByLevel, level: number, isFound: boolean): string {
  const of = varying(size);
  const { contrast, rows } = size;
  if (contrast === null) return isFound ? `${of}: ${atLevels(rows, (row) => valued(row, level))}` : '';
  if (!isDetermined(contrast)) return UNKNOWN;
  const { level: one, other } = contrast;
  const { size: amount, range } = by(contrast, level);
  return isFound
    ? `${of} is ${amount} ${higher(contrast)} for ${one} than for ${other}${range}`
    : estimateOf(`how ${of} differs, ${difference(one, other)},`, contrast, level);
}
