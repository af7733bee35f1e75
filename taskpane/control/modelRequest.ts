/** What the service is asked about a model. */

import type { CellMatrix, ModelRequest } from '../../src/index';
import { inSlices } from '../../worker/slices';
import { cuttingColumns } from '../state/neededColumns';
import type { WantedFit } from '../state/selectors';

/** The last cut of each data, since every question about a model needs it. */
const cuts = new WeakMap<CellMatrix, { readonly key: string; readonly cells: Promise<CellMatrix> }>();

/** The request for a fit, without the columns of large data that it does not need. */
export async function modelRequest({ request, columns }: WantedFit): Promise<ModelRequest> {
  if (columns === null) return request;
  const options = { ...request.options, headers: true };
  // Cells of a cut have other addresses.
  return { ...request, data: await cutOnce(request.data, columns), options, address: null };
}

function cutOnce(cells: CellMatrix, columns: readonly number[]): Promise<CellMatrix> {
  const key = columns.join();
  const known = cuts.get(cells);
  if (known?.key === key) return known.cells;
  const cut = inSlices(cuttingColumns(cells, columns));
  cuts.set(cells, { key, cells: cut });
  return cut;
}
