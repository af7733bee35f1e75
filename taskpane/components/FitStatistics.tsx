/** The numbers that describe the fit as a whole. */

import { criterionOf, type FitResult } from '../../src/index';
import { count, significant } from '../state/numbers';
import { text } from '../text';

export function FitStatistics({ result }: { readonly result: FitResult }) {
  const { aic, bic, nobs, groups } = result;
  const { name: criterionName, value: criterion, logLikName, logLik } = criterionOf(result);
  const statistics: readonly (readonly [string, string])[] = [
    [criterionName, significant(criterion, digitsFor(criterion, 2))],
    [logLikName, significant(logLik, digitsFor(logLik, 2))],
    [text.results.aic, significant(aic, digitsFor(aic, 1))],
    [text.results.bic, significant(bic, digitsFor(bic, 1))],
    [text.results.rows, count(nobs)],
    [text.results.groupCount, groups.map(({ levels }) => count(levels)).join(', ') || '–'],
  ];
  return (
    <dl className="cm-card cm-stats">
      {statistics.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Digits that leave this many decimals; differences of criteria matter, not their ratio. */
function digitsFor(value: number, decimals: number): number {
  return Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1 + decimals);
}
