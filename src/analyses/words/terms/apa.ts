/** How large the effect of a term is, as the manual of the American Psychological Association has it: `b = 10.47, 95% CI [7.21, 13.73]`. */

import { significant } from '../../../layout/spoken';
import { difference } from '../names';
import { apaLimits, apaP, tStatistic, written } from '../styles';
import type { Amount, LevelDifference, TermSize } from '../verdicts';
import {
  atLevels,
  higher,
  isDetermined,
  joined,
  type LevelByLevel,
  UNKNOWN,
  varying,
  type Whole,
} from './common';

/** @param isTested whether its own test goes with it, where that of the term says something else */
export function apaAmount(amount: Amount, whole: Whole, isTested: boolean): string {
  const numbers = written(amount.estimate, amount);
  const test = isTested ? `, ${tStatistic(amount)}, ${apaP(amount.pValue)}` : '';
  return `b = ${numbers.value}${apaLimits(numbers, whole.level)}${multiplier(amount, whole)}${test}`;
}

const DIGITS = 4;

function multiplier({ estimate }: Amount, { ratio }: Whole): string {
  if (ratio === null) return '';
  const power = ratio.base === Math.E ? 'exp(b)' : `${ratio.base}^b`;
  return `, ${power} = ${significant(ratio.base ** estimate, DIGITS)}`;
}

/** Empty where the test is all that there is to say. */
export function apaDetails(size: TermSize, whole: Whole, isFound: boolean): string {
  switch (size.kind) {
    case 'levels': {
      const isOne = size.compared === 'both';
      if (!isFound && !isOne) return '';
      return joined(size.rows.map((row) => compared(row, whole, isFound, !isOne)));
    }
    case 'differences':
    case 'slopes':
      return interaction(size, whole, isFound);
    case 'bend': {
      const { of, by, amount } = size;
      if (!isDetermined(amount)) return UNKNOWN;
      return `change of the slope of ${of} with each unit of ${by}, ${apaAmount(amount, whole, false)}`;
    }
    case 'slope':
      return UNKNOWN;
    case 'none':
      return '';
  }
}

function compared(row: LevelDifference, whole: Whole, isFound: boolean, isTested: boolean): string {
  if (!isDetermined(row)) return UNKNOWN;
  const amount = apaAmount(row, whole, isTested);
  return isFound
    ? `${row.level} was ${higher(row)} than ${row.other}, ${amount}`
    : `${difference(row.level, row.other)}, ${amount}`;
}

function interaction(size: LevelByLevel, whole: Whole, isFound: boolean): string {
  const of = varying(size);
  const { contrast, rows } = size;
  if (contrast === null) {
    return isFound ? `${of}: ${atLevels(rows, (row) => apaAmount(row, whole, false))}` : '';
  }
  if (!isDetermined(contrast)) return UNKNOWN;
  const amount = apaAmount(contrast, whole, false);
  return isFound
    ? `${of} was ${higher(contrast)} for ${contrast.level} than for ${contrast.other}, ${amount}`
    : `${of}, ${difference(contrast.level, contrast.other)}, ${amount}`;
}
