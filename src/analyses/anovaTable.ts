/** The table of LMER.ANOVA laid out in cells. */

import type { OutputMatrix } from '../layout/types';
import type { AnovaTable } from './anova';
import { labelledTable, numberCell, rectangular, WITH_LABELS, type CellOptions } from '../layout/cells';

import { ddfWords } from '../model/ddfWords';

/**
 * Term, Sum Sq, Mean Sq, NumDF, DenDF, F, p value; then, after an empty row, which type of test it is and what else a reader has
 * to know. A term that others determine has a row without numbers.
 */
export function anovaTableCells(table: AnovaTable, options: CellOptions = WITH_LABELS): OutputMatrix {
  const header = ['Term', 'Sum Sq', 'Mean Sq', 'NumDF', 'DenDF', 'F', 'p value'];
  const rows = table.rows.map((row) => [
    row.term,
    ...('f' in row
      ? [row.sumOfSquares, row.meanSquare, row.numDf, row.denDf, row.f, row.pValue].map(numberCell)
      : [null, null, 0, null, null, null]),
  ]);
  const note = `Type ${'I'.repeat(table.type)} tests, ${ddfWords(table.ddf).tests}`;
  const none = 'The model has no terms to test.';
  if (rows.length === 0) return [[none]];
  return rectangular([
    ...labelledTable(header, rows, 1, options),
    ...(options.labels ? [[], [note], ...table.notes.map((one) => [one])] : []),
  ]);
}
