/** How the lines of the population become a chart of the sheet. */

import { useCallback, useMemo } from 'react';
import { usePane } from '../../../paneContext';
import { completeRows } from '../../../state/columns';
import type { DataState } from '../../../state/state';
import { text } from '../../../text';
import { brief } from '../../../words';
import { termsOf } from '../../choices';
import type { Plot } from '../../figure/PlotCard';
import {
  meansOfLines,
  populationLive,
  rowsOfLines,
  type AskedLines,
  type PopulationWords,
} from '../../live/population';
import { dataCells } from '../../live/rows';
import { useAnalysis } from '../../useAnalysis';
import { lineName, placesOf, type LineParts } from './parts';

const words = text.plots.observed;

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
      const own: PopulationWords = {
        title: words.title,
        description,
        xTitle: brief(parts.x.name),
        yTitle: parts.outcome,
        lineName: (line) => lineName(parts, line),
        data: data && dataBehind(parts, data),
      };
      return (state) => populationLive(state, asked, question, table, own);
    },
    [parts, asked, question, problem, table, data],
  );
}

function askedLines({ x, by, lines }: LineParts): AskedLines {
  return { x: x.name, places: placesOf(x.column), by: by?.name ?? null, lines };
}

/** The rows as they stand in the sheet, where those are what is drawn; null otherwise. */
function dataBehind({ fit, x }: LineParts, data: DataState): PopulationWords['data'] {
  const { response } = termsOf(fit, data);
  const columns = data.summary?.columns ?? [];
  const name = response?.expr.type === 'name' ? response.expr.name : null;
  const own = [x.name, name].map((one) => columns.find((column) => column.name === one));
  const [along, over] = own.map((column) => column && dataCells(data, column.name));
  const arePlain = own.every((column) => column?.column?.kind === 'number' && column.type === undefined);
  if (!along || !over || !arePlain) return null;
  // Rows that the model leaves out for another reason are none of its data.
  const known = completeRows(own as typeof columns, data.summary!.rowCount);
  return known === fit.nobs ? { name: words.data, x: along, y: over } : null;
}
