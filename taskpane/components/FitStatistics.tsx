/** The numbers that describe the fit as a whole. */

import { shownStatistics, type FitResult } from '../../src/index';
import { kindText, NONE } from '../state/kinds';

export function FitStatistics({ result }: { readonly result: FitResult }) {
  return (
    <dl className="cm-card cm-stats">
      {shownStatistics(result, 'pane').map(({ label, kind, values }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{values.map(({ value }) => kindText(kind, value)).join(', ') || NONE}</dd>
        </div>
      ))}
    </dl>
  );
}
