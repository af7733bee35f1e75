/** What the Compare view asks of the model on show. */

import {
  adjustmentNamed,
  quoteName,
  readContrast,
  type AdjustmentName,
  type Analysis,
} from '../../src/index';
import type { CompareChoice } from './compareChoice';
import { specsOf, type CompareVariable, type Comparison } from './comparison';
import { contrastText } from './comparisonChoices';

/** `age=10,12; dose=0`; null where everything stands at its usual place. */
export function atText(at: Comparison['at']): string | null {
  const entries = Object.entries(at).map(([name, numbers]) => `${quoteName(name)}=${numbers.join(',')}`);
  return entries.length === 0 ? null : entries.join('; ');
}

/** Which means; what is asked of them comes to it. */
function margins(comparison: Comparison, { weights, covariates }: CompareChoice) {
  return { specs: specsOf(comparison), at: atText(comparison.at), covariates, weights };
}

/** On which scale; of an outcome that is not transformed there is one. */
function scale({ isTransformed }: Comparison, { isBack, isAdjusted }: CompareChoice) {
  const isResponse = isTransformed && isBack;
  return { type: isResponse ? 'response' : 'link', bias: isResponse && isAdjusted } as const;
}

function adjustmentOf({ adjust }: CompareChoice): AdjustmentName | null {
  return adjust === null ? null : adjustmentNamed(adjust).name;
}

export function meansQuestion(comparison: Comparison, choice: CompareChoice): Analysis<'means'> {
  return {
    kind: 'means',
    ...margins(comparison, choice),
    ...scale(comparison, choice),
    test: false,
    letters: adjustmentOf(choice) ?? 'tukey',
  };
}

export function contrastsQuestion(comparison: Comparison, choice: CompareChoice): Analysis<'contrasts'> {
  return {
    kind: 'contrasts',
    ...margins(comparison, choice),
    type: scale(comparison, choice).type,
    contrast: readContrast(contrastText(choice)),
    adjust: adjustmentOf(choice),
    reverse: false,
    letters: false,
    effect: choice.effect,
  };
}

/** Points of a line over a column of numbers. */
const POINTS = 41;

/** Means over a column of numbers, from end to end of its values. */
export function linesQuestion(
  comparison: Comparison,
  slopeOf: CompareVariable,
  choice: CompareChoice,
): Analysis<'means'> {
  return {
    kind: 'means',
    ...margins(linesOver(comparison, slopeOf), choice),
    ...scale(comparison, choice),
    test: false,
    letters: null,
  };
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
  const { within } = comparison;
  return {
    kind: 'slopes',
    ...margins(comparison, choice),
    type: scale(comparison, choice).type,
    variable: quoteName(slopeOf.name),
    specs: slopeSpecs(within),
    contrast: within.length === 0 ? null : readContrast(contrastText(choice)),
    adjust: adjustmentOf(choice),
    reverse: false,
  };
}

/** Groups that have a slope each; null for one slope over all. */
export function slopeSpecs(within: readonly CompareVariable[]): string | null {
  return within.length === 0 ? null : specsOf({ compared: within, within: [] });
}
