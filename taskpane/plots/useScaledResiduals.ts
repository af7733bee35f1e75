/** Residuals divided by the residual standard deviation, each multiplied by the root of its weight. */

import { useMemo } from 'react';
import type { FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { useAnalysis, type Asked } from './useAnalysis';

export interface ScaledResiduals {
  /** The fit that they are of: that of the last answer while the next one is computed. */
  readonly fit: FitResult;
  /** One per row that was used; null while the core is asked, which alone knows the weights of rows. */
  readonly values: Float64Array | null;
  /** What is waited for; null where nothing is. */
  readonly waiting: Asked<'residuals'> | null;
}

export function useScaledResiduals(current: FitResult): ScaledResiduals {
  const { state } = usePane();
  const isWeighted = state.options.weights !== null;
  const asked = useAnalysis('residuals', isWeighted ? { kind: 'residuals', types: ['scaled'] } : null);
  const fit = (isWeighted ? asked.answer?.fit : null) ?? current;
  const scaled = asked.answer?.value.columns[0].values ?? null;
  const values = useMemo(() => {
    if (!isWeighted) return fit.residuals.map((value) => value / fit.sigma);
    const rows = fit.keptRows;
    return scaled && rows ? Float64Array.from(rows, (row) => scaled[row]) : scaled;
  }, [fit, isWeighted, scaled]);
  return { fit, values, waiting: isWeighted && !asked.isNew ? asked : null };
}
