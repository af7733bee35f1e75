/** How the estimates of the fixed effects go together: the lower triangle of their correlation matrix. */

import { blockReport, type FitResult } from '../../src/index';
import { text } from '../text';
import { ReportTable } from './ReportTable';

export function Correlations({ result }: { readonly result: FitResult }) {
  const [matrix] = blockReport(result, 'correlation').sections;
  // Neither the ones nor what stands below them already.
  const rows = matrix.rows.slice(1).map((row, i) => row.slice(0, -1).map((r, j) => (j <= i + 1 ? r : null)));
  const table = { ...matrix, columns: matrix.columns.slice(0, -1), rows };
  return <ReportTable label={text.results.correlation} table={table} corner={text.results.term} />;
}
