/** One random effect of every group with its limits, from the lowest up. */

import { effectReport, lookOf, optionText, type FitResult } from '../../../src/index';
import { percent } from '../../components/OptionsCard';
import { insertTitles } from '../../insertText';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import { estimatesLive, type PlotWords } from './estimates';
import type { LivePlot } from './live';

const COLUMNS = { table: 'randomEffects', estimate: 'mode', lower: 'lower', upper: 'upper' };

export function caterpillarLive(
  state: PaneState,
  fit: FitResult,
  wanted: { readonly group: string; readonly term: string },
  words: PlotWords,
): LivePlot | null {
  const model = insertedModel(state);
  if (!model) return null;
  const { group, term } = wanted;
  const options = [optionText('group', group), optionText('term', term)].join('; ');
  const report = effectReport(fit, wanted);
  const formula = {
    title: insertTitles.effects(term, group, model.formula),
    formula: modelFormula('LMER.RANEF', model, {}, options),
    look: lookOf(report),
  };
  const names = { estimate: text.plots.caterpillar.mode, ...text.chart.limits(percent(fit.level)) };
  const live = estimatesLive(formula, report, COLUMNS, names, words);
  // All labels are of the same factor: its levels say enough.
  return live && { ...live, series: live.series.map((one) => ({ ...one, x: { ...one.x, ...LEVELS } })) };
}

/** The column of levels, behind that of the factor. */
const LEVELS = { column: 1, columns: 1 };
