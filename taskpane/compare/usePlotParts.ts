/** What a plot of means shows besides the means: the rows that they were estimated from, as the choices have it. */

import { useMemo } from 'react';
import type { EstimatedTable, FitResult, ModelTerms } from '../../src/index';
import { usePane } from '../paneContext';
import type { PlotParts } from './meansPlot';
import { groupColumn, isBackTransformed, outcomeOn } from './outcome';

/** @param answer means, and the fit that they are of; null while there are none */
export function usePlotParts(
  answer: { readonly table: EstimatedTable; readonly fit: FitResult } | null,
  terms: ModelTerms,
): PlotParts | null {
  const { state } = usePane();
  const { bars, hasData, hasGroups } = state.compare;
  const { columns } = state.data!.summary!;
  return useMemo(() => {
    if (answer === null) return null;
    const { table, fit } = answer;
    const { name, y } = outcomeOn(fit, terms, columns, isBackTransformed(table));
    const group = hasGroups ? groupColumn(terms, columns) : null;
    return { table, fit, columns, y, outcome: name, bars, hasData, group };
  }, [answer, terms, columns, bars, hasData, hasGroups]);
}
