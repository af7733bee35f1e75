/** One random effect of every group against the quantiles of a normal distribution. */

import { effectReport, lookOf, optionText, type FitResult } from '../../../src/index';
import { insertTitles } from '../../insertText';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import type { PaneState } from '../../state/state';
import type { PlotWords } from './estimates';
import type { LivePlot } from './live';
import { tablePlace } from './tables';

export function effectQuantilesLive(
  state: PaneState,
  fit: FitResult,
  wanted: { readonly group: string; readonly term: string },
  words: PlotWords,
): LivePlot | null {
  const model = insertedModel(state);
  const report = effectReport(fit, { ...wanted, quantiles: true });
  const place = tablePlace(report, 'randomEffects');
  const [x, y] = ['quantile', 'mode'].map((name) => place?.column(name) ?? null);
  if (!model || !x || !y) return null;
  const { group, term } = wanted;
  const options = [optionText('group', group), optionText('term', term), 'quantiles=1'].join('; ');
  return {
    ...words,
    kind: 'scatter',
    formulas: [
      {
        title: insertTitles.effects(term, group, model.formula),
        formula: modelFormula('LMER.RANEF', model, {}, options),
        look: lookOf(report),
      },
    ],
    series: [{ name: words.yTitle, x, y, mark: 'points', color: 0 }],
  };
}
