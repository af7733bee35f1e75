/** What a chart of the population's lines asks for, and its words. */

import { completeRows } from '../../../state/columns';
import type { DataState } from '../../../state/state';
import { text } from '../../../text';
import { brief } from '../../../words';
import { termsOf } from '../../choices';
import type { AskedLines, PopulationWords } from '../../live/population';
import { dataCells } from '../../live/rows';
import { lineName, placesOf, type LineParts } from './parts';

const words = text.plots.observed;

export function askedLines({ x, by, lines }: LineParts): AskedLines {
  return { x: x.name, places: placesOf(x.column), by: by?.name ?? null, lines };
}

/** @param data null where none can stand behind the lines */
export function populationWords(
  parts: LineParts,
  data: DataState | null,
  description: string,
): PopulationWords {
  return {
    title: words.title,
    description,
    xTitle: brief(parts.x.name),
    yTitle: parts.outcome,
    lineName: (line) => lineName(parts, line),
    data: data && dataBehind(parts, data),
  };
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
