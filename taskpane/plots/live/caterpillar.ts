/** One random effect of every group with its limits, from the lowest up. */

import { effectReport, lookOf, normalQuantile, optionText, type FitResult } from '../../../src/index';
import { insertTitles } from '../../insertText';
import { modelFormula } from '../../state/insertion';
import { interval, percent, significant } from '../../state/numbers';
import { insertedModel } from '../../state/selectors';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import { brief, termName } from '../../words';
import { departureTitle, effectsOfFactor, effectWord, type EffectNames } from '../choices';
import { caterpillar, type Caterpillar } from '../data/groupRows';
import { estimatesLive, type PlotWords } from './estimates';
import type { LivePlot } from './live';

const said = text.plots.caterpillar;

const COLUMNS = { table: 'randomEffects', estimate: 'mode', lower: 'lower', upper: 'upper' };

/** One effect of a grouping factor. */
export interface WantedEffect {
  readonly group: string;
  readonly term: string;
}

/** What is drawn of it, with the limits of the fit's level. */
export function caterpillarOf(fit: FitResult, { group, term }: WantedEffect): Caterpillar {
  const effects = effectsOfFactor(fit, group);
  return caterpillar(effects, effects.terms.indexOf(term), normalQuantile((1 + fit.level) / 2));
}

/** @param unit of the outcome; null where none is known */
export function caterpillarWords(
  fit: FitResult,
  { group, term }: WantedEffect,
  data: Caterpillar,
  unit: string | null,
  names: EffectNames,
): PlotWords {
  return {
    title: said.title,
    description: describe(data, effectWord(term, fit, names)),
    xTitle: brief(termName(group)),
    yTitle: departureTitle(term, fit, unit, names),
  };
}

function describe({ rows, total, clear }: Caterpillar, what: string): string {
  const end = ({ label, mode, lower, upper }: Caterpillar['rows'][number]): string =>
    said.end(brief(label), significant(mode, 4), text.results.limits(...interval(lower, upper)));
  return said.description(what, total, clear, end(rows[0]), end(rows[rows.length - 1]));
}

export function caterpillarLive(
  state: PaneState,
  fit: FitResult,
  wanted: WantedEffect,
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
  const names = { estimate: said.mode, ...text.chart.limits(percent(fit.level)) };
  const live = estimatesLive(formula, report, COLUMNS, names, words);
  // All labels are of the same factor: its levels say enough.
  return live && { ...live, series: live.series.map((one) => ({ ...one, x: { ...one.x, ...LEVELS } })) };
}

/** The column of levels, behind that of the factor. */
const LEVELS = { column: 1, columns: 1 };
