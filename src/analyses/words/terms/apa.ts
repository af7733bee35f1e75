/** How large the effect of a term is, as the manual of the American Psychological Association has it: `b = 10.47, 95% CI [7.21, 13.73]`. */

import { difference } from '../names';
import { apaLimits, apaP, tStatistic, written } from '../styles';
import type { Amount, LevelDifference, TermSize } from '../verdicts';
import { atLevels, higher, isDetermined, joined, type LevelByLevel, UNKNOWN, varying } from './common';

/** @param isTested whether its own test goes with it, where that of the term says something else */
export function apaAmount(amount: Amount, level: number, isTested: boolean): string {
  const numbers = written(amount.estimate, amount);
  const test = isTested ? `, ${tStatistic(amount)}, ${apaP(amount.pValue)}` : '';
  return `b = ${numbers.value}${apaLimits(numbers, level)}${test}`;
}

/** Empty where the test is all that there is to say. */
export function apaDetails(size: TermSize, level: number, isFound: boolean): string {
  switch (size.kind) {
    case 'levels': {
      const isOne = size.compared === 'both';
      if (!isFound && !isOne) return '';
      return joined(size.rows.map((row) => compared(row, level, isFound, !isOne)));
    }
    case 'differences':
    case 'slopes':
      return interaction(size, level, isFound);
    case 'bend': {
      const { of, by, amount } = size;
      if (!isDetermined(amount)) return UNKNOWN;
      return `change of the slope of ${of} with each unit of ${by}, ${apaAmount(amount, level, false)}`;
    }
    case 'slope':
      return UNKNOWN;
    case 'none':
      return '';
  }
}

function compared(row: LevelDifference, level: number, isFound: boolean, isTested: boolean): string {
  if (!isDetermined(row)) return UNKNOWN;
  const amount = apaAmount(row, level, isTested);
  return isFound
    ? `${row.level} was ${higher(row)} than ${row.other}, ${amount}`
    : `${difference(row.level, row.other)}, ${amount}`;
}

function interaction(size: LevelByLevel, level: number, isFound: boolean): string {
  const of = varying(size);
  const { contrast, rows } = size;
  if (contrast === null) {
    return isFound ? `${of}: ${atLevels(rows, (row) => apaAmount(row, level, false))}` : '';
  }
  if (!isDetermined(contrast)) return UNKNOWN;
  const amount = apaAmount(contrast, level, false);
  return isFound
    ? `${of} was ${higher(contrast)} for ${contrast.level} than for ${contrast.other}, ${amount}`
    : `${of}, ${difference(contrast.level, contrast.other)}, ${amount}`;
}
