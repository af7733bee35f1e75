/** What there is to choose from in the plots of a model, and how its parts are called. */

import {
  expandTerms,
  parseFormula,
  type FitResult,
  type IntervalRow,
  type ModelTerms,
  type RandomEffects,
} from '../../src/index';
import type { IsNumber } from '../state/selectors';
import type { DataState } from '../state/state';
import { text } from '../text';
import { brief, termName } from '../words';
import { outcomeUnit, slopeUnit, withUnit } from './units';

export interface NamedChoice {
  readonly value: string;
  readonly label: string;
}

/** The formula that was fitted, read again. */
export function termsOf(fit: FitResult, data: DataState): ModelTerms {
  const names = data.summary?.columns.map(({ name }) => name) ?? [];
  return expandTerms(parseFormula(fit.formula, { columnNames: names }), names);
}

/** The outcome as the formula writes it, for an axis. */
export function outcomeOf({ response }: ModelTerms): string {
  return response === null ? '' : termName(response.label);
}

/** The outcome on axes, and its unit. */
export interface OutcomeWords {
  readonly outcome: string;
  readonly unit: string | null;
}

export const outcomeWords = (fit: FitResult, data: DataState): OutcomeWords => {
  const terms = termsOf(fit, data);
  return { outcome: outcomeOf(terms), unit: outcomeUnit(terms) };
};

/** One of the values, or the first where it is none of them; null of none. */
export function oneOf<T extends string>(values: readonly T[], wanted: string | null): T | null {
  return values.find((value) => value === wanted) ?? values[0] ?? null;
}

export const factorsOf = ({ randomEffects }: FitResult): string[] => randomEffects.map(({ group }) => group);

/** The random effects of a factor that `factorsOf` names. */
export const effectsOfFactor = ({ randomEffects }: FitResult, factor: string): RandomEffects =>
  randomEffects.find(({ group }) => group === factor)!;

export const factorChoices = (fit: FitResult): NamedChoice[] =>
  factorsOf(fit).map((value) => ({ value, label: brief(termName(value)) }));

/** How the columns of a linear predictor are called, and which of them are the data's own numbers. */
export interface EffectNames {
  /** As the tables of the result call it. */
  readonly labelOf: (term: string) => string;
  readonly isNumber: IsNumber;
}

export function effectChoices(terms: readonly string[], { labelOf }: EffectNames): NamedChoice[] {
  return terms.map((value) => ({ value, label: brief(labelOf(value)) }));
}

/**
 * An effect on an axis: `Intercept`, `Slope of Days`, `Machine: B − A`, and without other fixed effects `Mean Reaction`. With the
 * unit that the headers say, where they do.
 */
export function effectTitle(
  term: string,
  fit: FitResult,
  { outcome, unit }: OutcomeWords,
  { labelOf, isNumber }: EffectNames,
): string {
  if (term === '(Intercept)' && hasOnlyMean(fit)) return text.plots.meanOf(outcome);
  const label = brief(labelOf(term));
  return withUnit(isNumber(term) ? text.plots.slopeOf(label) : label, unitOfEffect(term, unit, isNumber));
}

/** Departures of groups in an effect, on an axis. */
export function departureTitle(
  term: string,
  fit: FitResult,
  unit: string | null,
  names: EffectNames,
): string {
  const title = text.plots.caterpillar.departure(effectWord(term, fit, names));
  return withUnit(title, unitOfEffect(term, unit, names.isNumber));
}

/** Of a level and of a slope over a column: what else there is, products and powers, has units that no header says. */
function unitOfEffect(term: string, unit: string | null, isNumber: IsNumber): string | null {
  if (term === '(Intercept)') return unit;
  return isNumber(term) ? slopeUnit(unit, termName(term)) : null;
}

/** Within a sentence. */
export function effectWord(term: string, fit: FitResult, { labelOf, isNumber }: EffectNames): string {
  const { interceptWord, meanWord, slopeWord } = text.plots.caterpillar;
  if (term === '(Intercept)') return hasOnlyMean(fit) ? meanWord : interceptWord;
  const label = brief(labelOf(term));
  return isNumber(term) ? slopeWord(label) : label;
}

export function hasOnlyMean({ fixedEffects }: FitResult): boolean {
  return fixedEffects.length === 1 && fixedEffects[0].term === '(Intercept)';
}

/** A parameter in words: `SD of Intercept, Subject`. @param labelOf of the columns that it is of */
export function parameterName({ group, kind, terms }: IntervalRow, labelOf: EffectNames['labelOf']): string {
  if (kind === 'sigma') return text.plots.profile.residualSd;
  const [first, second] = terms.map(labelOf);
  if (group === null) return first;
  const factor = brief(termName(group));
  if (kind === 'sd') return text.plots.profile.sd(first, factor);
  return text.plots.profile.correlation(text.plots.profile.and(second, first), factor);
}

/** A correlation has none. */
export function parameterUnit(
  { kind, terms }: IntervalRow,
  unit: string | null,
  isNumber: IsNumber,
): string | null {
  if (kind === 'sigma') return unit;
  return kind === 'fixed' || kind === 'sd' ? unitOfEffect(terms[0], unit, isNumber) : null;
}

/** Why a plot of residuals cannot be had of this model; null when it can. */
export function withoutResiduals({ sigma }: FitResult): string | null {
  return Number.isNaN(sigma) ? text.plots.needsSigma : null;
}

/** Why a plot of groups cannot be had of this model; null when it can. */
export function withoutGroups(fit: FitResult): string | null {
  return factorsOf(fit).length > 0 ? null : text.plots.needsGroups;
}
