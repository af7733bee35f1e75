/** Names for rows of a fit: the group, and the row of the sheet. */

import { useCallback } from 'react';
import { numberLabel, type FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { columnNamed } from '../state/selectors';
import { text } from '../text';
import { factorsOf } from './choices';

export function useRowNames(fit: FitResult): (index: number) => string {
  const { state } = usePane();
  const { data } = state;
  const column = factorsOf(fit).map((name) => columnNamed(state, name)?.column)[0] ?? null;
  return useCallback(
    (index: number) => {
      const row = fit.keptRows?.[index] ?? index;
      const header = data?.summary?.hasHeaders ? 1 : 0;
      const place = text.plots.row((data?.range.row ?? 0) + header + row + 1);
      if (column === null) return place;
      const group =
        column.kind === 'number' ? numberLabel(column.values[row]) : column.levels[column.codes[row]];
      return `${group}, ${place}`;
    },
    [fit, data, column],
  );
}
