/** Values of reports as the pane shows them, each by its kind. */

import { isMissing, KINDS, type ColumnKind, type Value } from '../../src/index';
import { count, degreesOfFreedom, fixed, pValue, significant, statistic } from './numbers';

/** What stands where a number does not exist. */
export const NONE = '–';

export function kindText(kind: ColumnKind, value: Value): string {
  if (value === null) return '';
  if (isMissing(value)) return NONE;
  if (typeof value !== 'number') return String(value);
  return Number.isFinite(value) ? numberText(kind, value) : NONE;
}

function numberText(kind: ColumnKind, value: number): string {
  switch (kind) {
    case 'count':
      return count(Math.round(value));
    case 'df':
      return degreesOfFreedom(value);
    case 'statistic':
      return statistic(value);
    case 'p':
      return pValue(value);
    default:
      return digitsText(kind, value);
  }
}

function digitsText(kind: ColumnKind, value: number): string {
  const { digits } = KINDS[kind];
  if (digits === null) return String(value);
  if ('significant' in digits) return significant(value, digits.significant);
  const isCriterion = kind === 'criterion' || kind === 'informationCriterion';
  return isCriterion ? significant(value, digitsFor(value, digits.decimals)) : fixed(value, digits.decimals);
}

/** Digits that leave this many decimals; differences of criteria matter, not their ratio. */
function digitsFor(value: number, decimals: number): number {
  return Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1 + decimals);
}
