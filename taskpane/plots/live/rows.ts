/** Residuals against fitted values, a point for each row of the data. */

import { RESIDUAL_TYPES } from '../../../src/index';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import { sizeLook } from '../../state/stack';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import type { PlotWords } from './estimates';
import type { LivePlot, Part } from './live';

/** Columns of LMER.RESID of type "all": the fitted values, then the residuals as they are. */
const [FITTED, RESIDUAL] = [0, 1];

export function residualsLive(state: PaneState, words: PlotWords): LivePlot | null {
  const model = insertedModel(state);
  const summary = state.data?.summary;
  if (!model || !summary) return null;
  const titles = summary.hasHeaders ? 1 : 0;
  const column = (at: number): Part => ({ formula: 0, row: titles, column: at, rows: summary.rowCount });
  const formula = modelFormula('LMER.RESID', model, { type: 'all' });
  return {
    ...words,
    kind: 'scatter',
    // Row beside row of the data: there is no line for a title.
    formulas: [{ title: null, formula, look: sizeLook(summary.rowCount + titles, RESIDUAL_TYPES.length) }],
    series: [
      {
        name: text.plots.residuals.residual,
        x: column(FITTED),
        y: column(RESIDUAL),
        mark: 'points',
        color: 0,
      },
    ],
  };
}
