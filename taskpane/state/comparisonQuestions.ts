/** What the Compare view asks of the model on show. */

import {
  questionOfContrasts,
  questionOfMeans,
  questionOfSlopes,
  quoteName,
  readContrast,
  readMarginOptions,
  type Analysis,
  type MarginOptionName,
} from '../../src/index';
import type { CompareChoice } from './compareChoice';
import { specsOf, type CompareVariable, type Comparison } from './comparison';
import { contrastText } from './comparisonChoices';

/** `age=10,12; dose=0`; null where everything stands at its usual place. */
export function atText(at: Comparison['at']): string | null {
  const entries = Object.entries(at).map(([name, numbers]) => `${quoteName(name)}=${numbers.join(',')}`);
  return entries.length === 0 ? null : entries.join('; ');
}

/** Options by their names, as they stand in a formula: what the view shows is what the formula will. */
export type OptionTexts = Partial<Record<MarginOptionName, string>>;

/** About the grid, where they differ from what is usual. */
function gridOptions({ at }: Comparison, { weights, covariates }: CompareChoice): OptionTexts {
  const held = atText(at);
  return {
    ...(held !== null && { at: held }),
    ...(weights !== 'equal' && { averaging: weights }),
    ...(covariates !== 'mean' && { covariates }),
  };
}

/** On which scale; of an outcome that is not transformed there is one. */
function scaleOption({ isTransformed }: Comparison, { isBack }: CompareChoice): OptionTexts {
  return isTransformed && isBack ? { type: 'response' } : {};
}

function biasOption({ isTransformed }: Comparison, { isBack, isAdjusted }: CompareChoice): OptionTexts {
  return isTransformed && isBack && isAdjusted ? { bias: '1' } : {};
}

function adjustOption({ adjust }: CompareChoice): OptionTexts {
  return adjust === null ? {} : { adjust };
}

export function meansOptions(comparison: Comparison, choice: CompareChoice): OptionTexts {
  return { ...lineOptions(comparison, choice), letters: '1', ...adjustOption(choice) };
}

export function contrastsOptions(comparison: Comparison, choice: CompareChoice): OptionTexts {
  return {
    ...gridOptions(comparison, choice),
    ...scaleOption(comparison, choice),
    ...adjustOption(choice),
    ...(choice.effect !== null && { effect: choice.effect }),
  };
}

/** Of means that make a line, which are not compared. */
export function lineOptions(comparison: Comparison, choice: CompareChoice): OptionTexts {
  return {
    ...gridOptions(comparison, choice),
    ...scaleOption(comparison, choice),
    ...biasOption(comparison, choice),
  };
}

export function slopesOptions(comparison: Comparison, choice: CompareChoice): OptionTexts {
  const compared = { contrast: contrastText(choice), ...adjustOption(choice) };
  return {
    ...gridOptions(comparison, choice),
    ...scaleOption(comparison, choice),
    ...(comparison.within.length > 0 && compared),
  };
}

export function meansQuestion(comparison: Comparison, choice: CompareChoice): Analysis<'means'> {
  const options = readMarginOptions(meansOptions(comparison, choice));
  return { kind: 'means', ...questionOfMeans(specsOf(comparison), options) };
}

export function contrastsQuestion(comparison: Comparison, choice: CompareChoice): Analysis<'contrasts'> {
  const options = readMarginOptions(contrastsOptions(comparison, choice));
  const contrast = readContrast(contrastText(choice));
  return { kind: 'contrasts', ...questionOfContrasts(specsOf(comparison), contrast, options) };
}

/** Points of a line over a column of numbers. */
const POINTS = 41;

/** Means over a column of numbers, from end to end of its values. */
export function linesQuestion(
  comparison: Comparison,
  slopeOf: CompareVariable,
  choice: CompareChoice,
): Analysis<'means'> {
  const over = linesOver(comparison, slopeOf);
  return { kind: 'means', ...questionOfMeans(specsOf(over), readMarginOptions(lineOptions(over, choice))) };
}

/** The comparison in which the column of numbers stands at each of its places. */
export function linesOver(comparison: Comparison, slopeOf: CompareVariable): Comparison {
  const [low, high] = slopeOf.numbers?.ends ?? [0, 1];
  const places = Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
  return {
    ...comparison,
    compared: [slopeOf],
    at: { ...comparison.at, [slopeOf.name]: [...new Set(places)] },
  };
}

export function slopesQuestion(
  comparison: Comparison,
  slopeOf: CompareVariable,
  choice: CompareChoice,
): Analysis<'slopes'> {
  const options = readMarginOptions(slopesOptions(comparison, choice));
  const specs = slopeSpecs(comparison.within);
  return { kind: 'slopes', ...questionOfSlopes(quoteName(slopeOf.name), specs, options) };
}

/** Groups that have a slope each; null for one slope over all. */
export function slopeSpecs(within: readonly CompareVariable[]): string | null {
  return within.length === 0 ? null : specsOf({ compared: within, within: [] });
}
