/** Leverage of the rows of a fit beside their standardized residuals. */

import type { AnalysisResult } from '../../../src/index';

export interface LeveragePoints {
  /** The rows of the fit that have both, by their places; then their numbers. */
  readonly rows: Int32Array;
  readonly leverage: Float64Array;
  readonly standardized: Float64Array;
  /** Twice the mean leverage, beyond which a row is worth a look (Hoaglin & Welsch 1978, Am. Stat. 32, 17-22). */
  readonly limit: number;
  readonly beyond: number;
  /** Which of the rows has the highest leverage. */
  readonly highest: number;
}

export function leveragePoints(
  { columns }: AnalysisResult<'leverage'>,
  keptRows: Int32Array | null,
): LeveragePoints {
  const [all, residuals] = (['leverage', 'standardized'] as const).map(
    (wanted) => columns.find(({ name }) => name === wanted)!.values,
  );
  const rows = completeRows(all, residuals, keptRows);
  const m = rows.length;
  const [leverage, standardized] = [new Float64Array(m), new Float64Array(m)];
  let [total, highest] = [0, 0];
  for (let i = 0; i < m; i++) {
    const row = keptRows === null ? rows[i] : keptRows[rows[i]];
    leverage[i] = all[row];
    standardized[i] = residuals[row];
    total += leverage[i];
    if (leverage[i] > leverage[highest]) highest = i;
  }
  const limit = (2 * total) / m;
  let beyond = 0;
  for (let i = 0; i < m; i++) if (leverage[i] > limit) beyond++;
  return { rows, leverage, standardized, limit, beyond, highest };
}

/** Places of the rows of the fit that have both numbers: a loop, for there may be a million. */
function completeRows(a: Float64Array, b: Float64Array, keptRows: Int32Array | null): Int32Array {
  const n = keptRows === null ? a.length : keptRows.length;
  const rows = new Int32Array(n);
  let m = 0;
  for (let i = 0; i < n; i++) {
    const row = keptRows === null ? i : keptRows[i];
    if (Number.isFinite(a[row] + b[row])) rows[m++] = i;
  }
  return rows.subarray(0, m);
}
