/** Likelihood curves laid out in cells. */

import type { LikelihoodCurve } from '../curve';
import type { OutputCell, OutputMatrix } from '../../layout/types';
import {
  labelledTable,
  noteRows,
  numberCell,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../../layout/cells';

/** The parameter's name as header of its values, Log-likelihood, Relative likelihood, Quadratic approximation. */
export function likelihoodCurveCells(
  { parameter, points, remarks }: LikelihoodCurve,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const rows = points.map(({ value, logLik, relative, quadratic }): OutputCell[] =>
    // Where the data are impossible there is no point of a chart.
    [value, logLik === -Infinity ? null : logLik, relative, quadratic].map(numberCell),
  );
  const header = [parameter, 'Log-likelihood', 'Relative likelihood', 'Quadratic approximation'];
  const table = labelledTable(header, rows, 0, options);
  return options.labels ? rectangular([...table, ...noteRows(remarks)]) : table;
}
