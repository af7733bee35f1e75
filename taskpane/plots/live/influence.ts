/** What leaving out each group, or each row, does to the fixed effects. */

import { answerReport, lookOf, type Influence } from '../../../src/index';
import { insertTitles } from '../../insertText';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import type { PaneState } from '../../state/state';
import type { PlotWords } from './estimates';
import type { LivePlot } from './live';
import { dataCells, rowsLive } from './rows';
import { tablePlace } from './tables';

/**
 * @param term a fixed effect, for its DFBETAS; null for Cook's distance of all of them
 * @param rowLabels the column of the data that names its rows, where rows are left out
 */
export function influenceLive(
  state: PaneState,
  influence: Influence,
  term: string | null,
  rowLabels: string,
  words: PlotWords,
): LivePlot | null {
  const model = insertedModel(state);
  const report = answerReport('influence', influence);
  const place = tablePlace(report, 'influence');
  const y = place?.column(term === null ? 'cooksDistance' : `dfbetas.${term}`);
  if (!model || !place || !y) return null;
  if (influence.factor === null) {
    const x = state.data && dataCells(state.data, rowLabels);
    const formula = { id: 'LMER.INFLUENCE', own: { group: 'rows' }, look: lookOf(report) };
    return x && rowsLive(state, formula, { x, y: y.column, kind: 'category' }, words);
  }
  const { factor } = influence;
  return {
    ...words,
    kind: 'category',
    formulas: [
      {
        title: insertTitles.influence(factor, model.formula),
        formula: modelFormula('LMER.INFLUENCE', model, { group: factor }),
        look: lookOf(report),
      },
    ],
    series: [{ name: words.yTitle, x: place.labels, y, mark: 'points', color: 0 }],
  };
}
