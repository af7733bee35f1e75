/** The relative likelihood over a parameter, with its quadratic approximation. */

import { answerReport, lookOf, type ProfileTable } from '../../../src/index';
import { insertTitles } from '../../insertText';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import type { PlotWords } from './estimates';
import type { LivePlot } from './live';
import { tablePlace } from './tables';

/** @returns null where the parameter has no profile */
export function profileLive(state: PaneState, table: ProfileTable, words: PlotWords): LivePlot | null {
  const model = insertedModel(state);
  const report = answerReport('profile', table);
  const place = tablePlace(report, 'profiles');
  const [x, exact, quadratic] = ['value', 'relative', 'quadratic'].map((name) => place?.column(name) ?? null);
  if (!model || !x || !exact || !quadratic) return null;
  const [{ parameter }] = table.rows;
  const formula = modelFormula('LMER.PROFILE', model, { parameter });
  const said = text.plots.profile;
  return {
    ...words,
    kind: 'scatter',
    formulas: [{ title: insertTitles.profile(parameter, model.formula), formula, look: lookOf(report) }],
    series: [
      { name: said.exact, x, y: exact, mark: 'line', color: 0 },
      { name: said.quadratic, x, y: quadratic, mark: 'dashes', color: 'quiet' },
    ],
  };
}
