/** The menus of comparisons and of their adjustments, with the words that the core has for them. */

import { ADJUSTMENTS, FAMILIES, type EstimatedTable } from '../../src/index';
import { compareText } from '../compareText';
import type { CompareChoice } from './compareChoice';

export interface MenuChoice {
  readonly value: string;
  readonly label: string;
}

/** Contrasts of contrasts, which take several factors. */
const INTERACTION = 'interaction';
/** What another entry says, or what is nothing to compare. */
const LEFT_OUT: readonly string[] = ['reverse pairwise', 'last control', 'identity'];

/** @param own how many factors are compared */
export function contrastChoices(own: number): MenuChoice[] {
  const families = FAMILIES.filter(({ name }) => !LEFT_OUT.includes(name)).map(({ name, words }) => ({
    value: name,
    label: words,
  }));
  return own > 1 ? [...families, { value: INTERACTION, label: compareText.interaction }] : families;
}

export function hasControl(contrast: string): boolean {
  return FAMILIES.find(({ name }) => name === contrast)?.hasControl === true;
}

/** The means as a control is named: levels with blanks between them. */
export function controlChoices({ labels, rows }: EstimatedTable, own: number): MenuChoice[] {
  const names = [...new Set(rows.map((row) => row.labels.slice(0, own).join(' ')))];
  return names.map((value) => ({ value, label: own === 1 ? compareText.level(labels[0], value) : value }));
}

/** The first is the one that belongs to the comparisons. */
export function adjustmentChoices(contrast: string): MenuChoice[] {
  const usual = FAMILIES.find(({ name }) => name === contrast)?.adjust ?? 'none';
  const wordsOf = (name: string): string => ADJUSTMENTS.find((one) => one.name === name)?.words ?? name;
  return [
    { value: '', label: compareText.usual(wordsOf(usual)) },
    ...ADJUSTMENTS.filter(({ name }) => name !== usual).map(({ name, words }) => ({
      value: name,
      label: words,
    })),
  ];
}

/** The comparisons as the functions take them: `control=placebo`. */
export function contrastText({ contrast, control }: Pick<CompareChoice, 'contrast' | 'control'>): string {
  return hasControl(contrast) && control !== null ? `${contrast}=${control}` : contrast;
}
