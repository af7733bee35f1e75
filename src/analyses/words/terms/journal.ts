/** How large the effect of a term is, compactly: `incongruent − congruent 92.9 (95% CI 74.2 to 111.5; P<0.001)`. */

import { difference } from '../names';
import { journalLimits, written } from '../styles';
import type { Amount, TermSize } from '../verdicts';
import { atLevels, isDetermined, UNKNOWN } from './common';

export function journalDetails(size: TermSize, level: number): string {
  const valued = (one: Amount): string => journalAmount(one, level, true);
  const untested = (one: Amount): string => journalAmount(one, level, false);
  switch (size.kind) {
    case 'levels':
      return size.rows.map((row) => `${difference(row.level, row.other)} ${valued(row)}`).join(', ');
    case 'slope':
      return `per unit ${valued(size.amount)}`;
    case 'differences':
    case 'slopes': {
      const of = size.kind === 'slopes' ? `slope of ${size.of}` : difference(size.level, size.other);
      if (size.contrast === null) return `${of} ${atLevels(size.rows, untested)}`;
      return `${of}, ${difference(size.contrast.level, size.contrast.other)} ${untested(size.contrast)}`;
    }
    case 'bend':
      return `slope of ${size.of} per unit of ${size.by} ${untested(size.amount)}`;
    case 'none':
      return '';
  }
}

function journalAmount(amount: Amount, level: number, isTested: boolean): string {
  if (!isDetermined(amount)) return UNKNOWN;
  const numbers = written(amount.estimate, amount);
  return `${numbers.value}${journalLimits(numbers, level, isTested ? amount.pValue : null)}`;
}
