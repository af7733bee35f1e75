/** What the coefficients of the result on show are called. */

import { useMemo } from 'react';
import { quoteName, type FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { coefficientLabels, factorsOf, fixedNames, heldAt, type HeldAt } from '../state/coefficientLabels';

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

/** Where the rows of terms hold that stand in an interaction. */
export function useHeldAt(result: FitResult): HeldAt[] {
  const { data, options } = usePane().state;
  const columns = data?.summary?.columns;
  return useMemo(() => {
    const numbers = (columns ?? []).filter(({ column }) => column?.kind === 'number');
    return heldAt(
      fixedNames(result),
      factorsOf(result.formula, columns ?? [], options.contrasts),
      new Set(numbers.map(({ name }) => quoteName(name))),
    );
  }, [result, columns, options.contrasts]);
}
