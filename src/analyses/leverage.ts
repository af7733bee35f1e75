/** Leverage of every row and residuals that allow for it, beside the rows of the data. */

import type { Report } from '../layout/report';
import { dataRowReport, type DataRows, spread } from './residualRows';
import type { Subject } from './subject';

/**
 * `leverage` of the fitted value with random effects, `fixedLeverage` of the fixed part alone, and `standardized`: the Pearson residual
 * in units of its own standard deviation, sigma·√(1 − leverage).
 */
export type LeverageColumn = 'leverage' | 'fixedLeverage' | 'standardized';

/** A residual of less than this share of a response's variance is rounding. */
const NOTHING = 1e-10;

export function leverageRows({ fit, input }: Pick<Subject, 'fit' | 'input'>): DataRows<LeverageColumn> {
  const { rowCount, hasHeaders } = input.table;
  const { keptRows, n } = fit.matrices;
  const { whole, fixed } = fit.leverages();
  const standardized = fit
    .residuals('scaled')
    .map((r, i) => (1 - whole[i] > NOTHING ? r / Math.sqrt(1 - whole[i]) : NaN));
  const inRows = (values: Float64Array): Float64Array => spread(values, keptRows, rowCount);
  const columns = [
    { name: 'leverage', values: inRows(whole) },
    { name: 'fixedLeverage', values: inRows(fixed) },
    { name: 'standardized', values: inRows(standardized) },
  ] as const;
  const undetermined = Uint8Array.from(inRows(new Float64Array(n).fill(1)));
  return { rowCount, hasHeaders, columns, undetermined };
}

export const LEVERAGE_TITLES: Readonly<Record<LeverageColumn, string>> = {
  leverage: 'Leverage',
  fixedLeverage: 'Leverage (fixed)',
  standardized: 'Standardized residual',
};

export function leverageReport(rows: DataRows<LeverageColumn>): Report {
  return dataRowReport('leverage', rows, (name) => [LEVERAGE_TITLES[name], 'number']);
}
