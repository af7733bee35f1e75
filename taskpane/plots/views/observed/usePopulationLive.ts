/** How the lines of the population become a chart of the sheet. */

import { useCallback, useMemo } from 'react';
import { usePane } from '../../../paneContext';
import { text } from '../../../text';
import type { Plot } from '../../figure/PlotCard';
import { meansOfLines, populationLive, rowsOfLines } from '../../live/population';
import { useAnalysis } from '../../useAnalysis';
import type { LineParts } from './parts';
import { askedLines, populationWords } from './population';

/**
 * @param parts null where no such lines are drawn
 * @returns for the description of the plot, what `Plot` has as `live`; the same function as long as nothing changes
 */
export function usePopulationLive(parts: LineParts | null): (description: string) => Plot['live'] {
  const { data } = usePane().state;
  const asked = useMemo(() => parts && askedLines(parts), [parts]);
  const question = useMemo(() => asked && meansOfLines(asked), [asked]);
  const { answer, isNew, problem } = useAnalysis('means', question);
  const table = isNew && answer?.question === JSON.stringify(question) ? answer.value : null;
  return useCallback(
    (description) => {
      if (!parts || !asked || !question || problem !== null) return text.plots.noChart.lines;
      if (table === null) return () => null;
      if (rowsOfLines(asked, table) === null) return text.plots.noChart.lines;
      return (state) =>
        populationLive(state, asked, question, table, populationWords(parts, data, description));
    },
    [parts, asked, question, problem, table, data],
  );
}
