/** What the coefficients of the result on show are called. */

import { useMemo } from 'react';
import type { FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { coefficientLabels, factorsOf } from '../state/coefficientLabels';

/** @returns of the names of all columns of a linear predictor, how one of them is shown */
export function useCoefficientLabels({
  formula,
}: FitResult): (names: readonly string[]) => (name: string) => string {
  const { data, options } = usePane().state;
  const columns = data?.summary?.columns;
  const factors = useMemo(
    () => factorsOf(formula, columns ?? [], options.contrasts),
    [formula, columns, options.contrasts],
  );
  return (names) => coefficientLabels(names, factors);
}
