/** How large the effect of a term is, compactly: `incongruent − congruent 92.9 (95% CI 74.2 to 111.5; P<0.001)`. */

import { difference } from '../names';
import { journalLimits, written } from '../styles';
import type { Amount, TermSize } from '../verdicts';
import { asRatio, atLevels, isDetermined, ratioName, UNKNOWN, type Whole } from './common';

export function journalDetails(size: TermSize, { level, ratio }: Whole): string {
  const told = (one: Amount): Amount => (ratio === null ? one : asRatio(one, ratio));
  const valued = (one: Amount): string => journalAmount(told(one), level, true);
  const untested = (one: Amount): string => journalAmount(told(one), level, false);
  const names = namesOf(ratio !== null);
  switch (size.kind) {
    case 'levels':
      return size.rows.map((row) => `${names.levels(row.level, row.other)} ${valued(row)}`).join(', ');
    case 'slope':
      return `${names.unit} ${valued(size.amount)}`;
    case 'differences':
    case 'slopes': {
      const of = size.kind === 'slopes' ? names.slope(size.of) : names.levels(size.level, size.other);
      if (size.contrast === null) return `${of} ${atLevels(size.rows, untested)}`;
      return `${of}, ${names.contrast(size.contrast.level, size.contrast.other)} ${untested(size.contrast)}`;
    }
    case 'bend':
      return `${names.slope(size.of)} per unit of ${size.by} ${untested(size.amount)}`;
    case 'none':
      return '';
  }
}

/** What amounts are called: differences, or ratios where the outcome is a logarithm. */
function namesOf(isRatio: boolean) {
  return isRatio
    ? {
        unit: 'ratio per unit',
        slope: (of: string) => `ratio per unit of ${of}`,
        levels: (level: string, other: string) => `ratio ${ratioName(level, other)}`,
        contrast: ratioName,
      }
    : { unit: 'per unit', slope: (of: string) => `slope of ${of}`, levels: difference, contrast: difference };
}

function journalAmount(amount: Amount, level: number, isTested: boolean): string {
  if (!isDetermined(amount)) return UNKNOWN;
  const numbers = written(amount.estimate, amount);
  return `${numbers.value}${journalLimits(numbers, level, isTested ? amount.pValue : null)}`;
}
