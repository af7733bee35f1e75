/** The numbers that describe the fit as a whole. */

import { shownStatistics, type FitResult, type OutputCell } from '../../src/index';
import { count, significant } from '../state/numbers';

export function FitStatistics({ result }: { readonly result: FitResult }) {
  return (
    <dl className="cm-card cm-stats">
      {shownStatistics(result, 'pane').map(({ label, decimals, values }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{values.map(({ value }) => shown(value, decimals)).join(', ') || '–'}</dd>
        </div>
      ))}
    </dl>
  );
}

function shown(value: OutputCell, decimals: number | null): string {
  if (typeof value !== 'number') return '–';
  return decimals === null ? count(value) : significant(value, digitsFor(value, decimals));
}

/** Digits that leave this many decimals; differences of criteria matter, not their ratio. */
function digitsFor(value: number, decimals: number): number {
  return Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1 + decimals);
}
