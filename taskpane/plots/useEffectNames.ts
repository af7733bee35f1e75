/** How effects are called on axes, in choices and in sentences. */

import { useCallback, useMemo } from 'react';
import type { FitResult } from '../../src/index';
import { useCoefficientLabels } from '../components/useCoefficientLabels';
import { usePane } from '../paneContext';
import { numbersIn } from '../state/selectors';
import type { EffectNames } from './choices';

/** @returns of the names of all columns of a linear predictor; the same function as long as nothing changes */
export function useEffectNames(fit: FitResult): (terms: readonly string[]) => EffectNames {
  const { data } = usePane().state;
  const isNumber = useMemo(() => numbersIn({ data }), [data]);
  const labelsOf = useCoefficientLabels(fit);
  return useCallback((terms) => ({ labelOf: labelsOf(terms), isNumber }), [labelsOf, isNumber]);
}
