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
  const kept = keptRows ?? Int32Array.from(all.keys());
  const rows = Int32Array.from(kept.keys()).filter((i) => Number.isFinite(all[kept[i]] + residuals[kept[i]]));
  const leverage = Float64Array.from(rows, (i) => all[kept[i]]);
  const limit = 2 * leverage.reduce((sum, value) => sum + value / leverage.length, 0);
  let [beyond, highest] = [0, 0];
  leverage.forEach((value, i) => {
    if (value > limit) beyond++;
    if (value > leverage[highest]) highest = i;
  });
  return {
    rows,
    leverage,
    standardized: Float64Array.from(rows, (i) => residuals[kept[i]]),
    limit,
    beyond,
    highest,
  };
}
