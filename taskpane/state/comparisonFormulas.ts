/** A comparison as live formulas, with the room that each takes. */

import { lookOf, optionText, quoteName, type Report } from '../../src/index';
import type { CompareChoice } from './compareChoice';
import { insertTitles } from '../insertText';
import { specsOf, type CompareVariable, type Comparison } from './comparison';
import { contrastText } from './comparisonChoices';
import {
  contrastsOptions,
  lineOptions,
  linesOver,
  meansOptions,
  slopesOptions,
  slopeSpecs,
  type OptionTexts,
} from './comparisonQuestions';
import { modelFormula, type InsertedModel } from './insertion';
import type { StackedFormula } from './stack';

/** @param report of the answer that the pane shows, which the formula will fill */
export function meansFormula(
  model: InsertedModel,
  comparison: Comparison,
  choice: CompareChoice,
  report: Report,
): StackedFormula {
  return emmeansFormula(model, comparison, meansOptions(comparison, choice), report);
}

/** Means over a column of numbers, as `linesQuestion` asks for them. */
export function linesFormula(
  model: InsertedModel,
  comparison: Comparison,
  slopeOf: CompareVariable,
  choice: CompareChoice,
  report: Report,
): StackedFormula {
  const over = linesOver(comparison, slopeOf);
  return emmeansFormula(model, over, lineOptions(over, choice), report);
}

function emmeansFormula(
  model: InsertedModel,
  over: Comparison,
  options: OptionTexts,
  report: Report,
): StackedFormula {
  const specs = specsOf(over);
  const title = insertTitles.means(specs, model.formula);
  return { title, ...filled('LMER.EMMEANS', model, { specs }, options, report) };
}

export function contrastsFormula(
  model: InsertedModel,
  comparison: Comparison,
  choice: CompareChoice,
  report: Report,
): StackedFormula {
  const contrast = contrastText(choice);
  const specs = specsOf(comparison);
  const own = { specs, ...(contrast !== 'pairwise' && { contrast }) };
  const title = insertTitles.contrasts(specs, model.formula);
  return { title, ...filled('LMER.CONTRASTS', model, own, contrastsOptions(comparison, choice), report) };
}

export function slopesFormula(
  model: InsertedModel,
  comparison: Comparison,
  slopeOf: CompareVariable,
  choice: CompareChoice,
  report: Report,
): StackedFormula {
  const specs = slopeSpecs(comparison.within);
  const own = { variable: quoteName(slopeOf.name), ...(specs !== null && { specs }) };
  const title = insertTitles.slopes(slopeOf.name, specs, model.formula);
  return { title, ...filled('LMER.TRENDS', model, own, slopesOptions(comparison, choice), report) };
}

function filled(
  id: string,
  model: InsertedModel,
  own: Readonly<Record<string, string>>,
  options: OptionTexts,
  report: Report,
): Omit<StackedFormula, 'title'> {
  const said = Object.entries(options).map(([name, text]) => optionText(name, text));
  return { formula: modelFormula(id, model, own, said.join('; ')), look: lookOf(report) };
}
