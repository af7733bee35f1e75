/** A comparison as live formulas, with the room that each takes. */

import { lookOf, quoteName, type Report } from '../../src/index';
import type { CompareChoice } from './compareChoice';
import { insertTitles } from '../insertText';
import { specsOf, type CompareVariable, type Comparison } from './comparison';
import { contrastText } from './comparisonChoices';
import { atText, linesOver, slopeSpecs } from './comparisonQuestions';
import { modelFormula, type InsertedModel } from './insertion';
import type { StackedFormula } from './stack';

/** @param report of the answer that the pane shows, which the formula will fill */
export function meansFormula(
  model: InsertedModel,
  comparison: Comparison,
  choice: CompareChoice,
  report: Report,
): StackedFormula {
  return emmeansFormula(model, comparison, choice, report, ['letters=1', ...adjustOption(choice)]);
}

/** Means over a column of numbers, as `linesQuestion` asks for them. */
export function linesFormula(
  model: InsertedModel,
  comparison: Comparison,
  slopeOf: CompareVariable,
  choice: CompareChoice,
  report: Report,
): StackedFormula {
  return emmeansFormula(model, linesOver(comparison, slopeOf), choice, report);
}

function emmeansFormula(
  model: InsertedModel,
  over: Comparison,
  choice: CompareChoice,
  report: Report,
  more: readonly string[] = [],
): StackedFormula {
  const options = [...gridOptions(over, choice), ...scaleOptions(over, choice), ...more];
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
  const options = [
    ...gridOptions(comparison, choice),
    ...scaleOptions(comparison, { ...choice, isAdjusted: false }),
    ...adjustOption(choice),
    ...(choice.effect === null ? [] : [`effect=${choice.effect}`]),
  ];
  const specs = specsOf(comparison);
  const own = { specs, ...(contrast !== 'pairwise' && { contrast }) };
  const title = insertTitles.contrasts(specs, model.formula);
  return { title, ...filled('LMER.CONTRASTS', model, own, options, report) };
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
  const options = [
    ...gridOptions(comparison, choice),
    ...scaleOptions(comparison, { ...choice, isAdjusted: false }),
    ...(specs === null ? [] : [`contrast=${contrastText(choice)}`, ...adjustOption(choice)]),
  ];
  const title = insertTitles.slopes(slopeOf.name, specs, model.formula);
  return { title, ...filled('LMER.TRENDS', model, own, options, report) };
}

function adjustOption({ adjust }: CompareChoice): string[] {
  return adjust === null ? [] : [`adjust=${adjust}`];
}

/** Options about the grid, where they differ from what is usual. */
function gridOptions({ at }: Comparison, { weights, covariates }: CompareChoice): string[] {
  const held = atText(at);
  return [
    ...(held === null ? [] : [`at="${held}"`]),
    ...(weights === 'equal' ? [] : [`averaging=${weights}`]),
    ...(covariates === 'mean' ? [] : [`covariates=${covariates}`]),
  ];
}

function scaleOptions({ isTransformed }: Comparison, { isBack, isAdjusted }: CompareChoice): string[] {
  if (!isTransformed || !isBack) return [];
  return ['type=response', ...(isAdjusted ? ['bias=1'] : [])];
}

function filled(
  id: string,
  model: InsertedModel,
  own: Readonly<Record<string, string>>,
  options: readonly string[],
  report: Report,
): Omit<StackedFormula, 'title'> {
  return { formula: modelFormula(id, model, own, options.join('; ')), look: lookOf(report) };
}
