/** How the estimates of the fixed effects go together: the lower triangle of their correlation matrix. */

import type { FitResult } from '../../src/index';
import { fixed } from '../state/numbers';
import { termName, text } from '../text';
import { PlainTable } from './PlainTable';

export function Correlations({ result }: { readonly result: FitResult }) {
  const { names, values } = result.correlation;
  const shown = names.map((name) => (name === '(Intercept)' ? text.results.intercept : termName(name)));
  return (
    <PlainTable
      label={text.results.correlation}
      header={[text.results.term, ...shown.slice(0, -1)]}
      rows={shown.slice(1).map((name, i) => ({
        key: names[i + 1],
        label: name,
        cells: shown.slice(0, -1).map((_, j) => (j <= i ? fixed(values[i + 1][j], 3) : '')),
      }))}
    />
  );
}
