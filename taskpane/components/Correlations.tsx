/** How the estimates of the fixed effects go together: the lower triangle of their correlation matrix. */

import { blockReport, type FitResult } from '../../src/index';
import { text } from '../text';
import { fixedNames } from '../state/coefficientLabels';
import { ReportTable } from './ReportTable';
import { useCoefficientLabels } from './useCoefficientLabels';

/** Columns have the numbers of their rows, since names over narrow columns would be cut. */
export function Correlations({ result }: { readonly result: FitResult }) {
  const labelOf = useCoefficientLabels(result)(fixedNames(result));
  const [matrix] = blockReport(result, 'correlation').sections;
  const names = matrix.rows.map(([name]) => labelOf(String(name)));
  // Neither the ones nor what stands below them already.
  const rows = matrix.rows.map((row, i) => row.slice(0, -1).map((r, j) => (j <= i ? r : null)));
  const table = { ...matrix, columns: matrix.columns.slice(0, -1), rows };
  const titles = Object.fromEntries(
    table.columns.slice(1).map(({ name }, j) => [name, <Numbered key={j} at={j + 1} name={names[j]} />]),
  );
  return (
    <ReportTable
      label={text.results.correlation}
      table={table}
      corner={text.results.term}
      titles={titles}
      labelOf={(_, i) => `${i + 1}  ${names[i]}`}
    />
  );
}

function Numbered({ at, name }: { readonly at: number; readonly name: string }) {
  return (
    <abbr title={name}>
      <span aria-hidden="true">{at}</span>
      <span className="cm-sr">{name}</span>
    </abbr>
  );
}
