/** The chart that goes with the tables of a result: what the fixed effects say or, where they say nothing, how the groups differ. */

import {
  answerReport,
  effectReport,
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type FitResult,
} from '../../../src/index';
import { coefficientLabels, factorsOf as codedFactors } from '../../state/coefficientLabels';
import { FIRST_PLOT } from '../../state/plots';
import { numbersIn } from '../../state/selectors';
import type { DataState, PaneState } from '../../state/state';
import { effectsOfFactor, factorsOf, outcomeOf, outcomeWords, termsOf } from '../choices';
import { chosenColumns, predictorColumns } from '../data/observed';
import { describeLines, linesQuestion } from '../views/observed/parts';
import { askedLines, populationWords } from '../views/observed/population';
import { caterpillarLive, caterpillarOf, caterpillarWords } from './caterpillar';
import type { FilledPlot } from './live';
import { meansOfLines, populationLive } from './population';

/** Answers about the fit on show. */
export type Ask = <K extends AnalysisKind>(
  analysis: Analysis<K>,
) => AnalysisResult<K> | Promise<AnalysisResult<K>>;

/**
 * The lines or means of the population as the plot of the data shows them first; without predictors the first effect of the groups.
 *
 * @returns null where no formula says what that shows
 */
export async function usualPlot(state: PaneState, ask: Ask): Promise<FilledPlot | null> {
  const { data } = state;
  const fit = state.fit.result;
  if (!data || !fit) return null;
  const terms = termsOf(fit, data);
  const chosen = chosenColumns(predictorColumns(terms, data.summary?.columns ?? []), FIRST_PLOT);
  if (chosen === null) return effectsPlot(state, data, fit);
  const lines = await ask(linesQuestion(chosen, fit));
  const parts = { fit, ...chosen, lines, outcome: outcomeOf(terms) };
  const asked = askedLines(parts);
  const question = meansOfLines(asked);
  if (question === null) return null;
  const table = await ask(question);
  const words = populationWords(parts, data, describeLines(parts, 0));
  const live = populationLive(state, asked, question, table, words);
  return live && { live, report: answerReport('means', table) };
}

function effectsPlot(state: PaneState, data: DataState, fit: FitResult): FilledPlot | null {
  const [group] = factorsOf(fit);
  if (group === undefined) return null;
  const { terms } = effectsOfFactor(fit, group);
  const wanted = { group, term: terms[0] };
  const drawn = caterpillarOf(fit, wanted);
  if (drawn.total === 0) return null;
  const factors = codedFactors(fit.formula, data.summary?.columns ?? [], state.options.contrasts);
  const names = { labelOf: coefficientLabels(terms, factors), isNumber: numbersIn(state) };
  const words = caterpillarWords(fit, wanted, drawn, outcomeWords(fit, data).unit, names);
  const live = caterpillarLive(state, fit, wanted, words);
  return live && { live, report: effectReport(fit, wanted) };
}
