/** What the coefficients of the result on show are called. */

import { useMemo } from 'react';
import type { FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { coefficientLabels, factorsOf } from '../state/coefficientLabels';

/** Of the names of all columns of a linear predictor, how one of them is shown. */
export type LabelsOf = (names: readonly string[]) => (name: string) => string;

/** @returns the same function as long as nothing changes */
export function useCoefficientLabels({ formula }: FitResult): LabelsOf {
  const { data, options } = usePane().state;
  const columns = data?.summary?.columns;
  return useMemo(() => {
    const factors = factorsOf(formula, columns ?? [], options.contrasts);
    return (names) => coefficientLabels(names, factors);
  }, [formula, columns, options.contrasts]);
}
