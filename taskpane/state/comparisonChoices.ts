/** The menus of comparisons and of their adjustments, with the words that the core has for them. */

import { ADJUSTMENTS, FAMILIES, type ContrastFamily, type EstimatedTable } from '../../src/index';
import { compareText } from '../compareText';
import type { CompareChoice } from './compareChoice';

export interface MenuChoice {
  readonly value: string;
  readonly label: string;
  /** What the label is short for. */
  readonly detail?: string;
}

/** Contrasts of contrasts, which take several factors. */
const INTERACTION = 'interaction';
/** What another entry says, or what is nothing to compare. */
const LEFT_OUT: readonly string[] = ['reverse pairwise', 'last control', 'identity'];

/** @param own how many factors are compared */
export function contrastChoices(own: number): MenuChoice[] {
  const families = FAMILIES.filter(({ name }) => !LEFT_OUT.includes(name)).map(menuChoice);
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

/**
 * The first is the one that belongs to the comparisons.
 *
 * @param means how many are compared: of a single comparison nothing is adjusted
 */
export function adjustmentChoices(contrast: string, means: number): MenuChoice[] {
  const family = FAMILIES.find(({ name }) => name === contrast);
  const usual = family && !isSingle(family, means) ? family.adjust : 'none';
  const { short, words } = ADJUSTMENTS.find(({ name }) => name === usual)!;
  return [
    { value: '', label: compareText.usual(short), detail: words },
    ...ADJUSTMENTS.filter(({ name }) => name !== usual).map(menuChoice),
  ];
}

function isSingle({ make }: ContrastFamily, means: number): boolean {
  const labels = Array.from({ length: means }, (_, i) => String(i));
  return make({ labels, control: 0, reverse: false }).length === 1;
}

interface Described {
  readonly name: string;
  readonly short: string;
  readonly words: string;
}

function menuChoice({ name, short, words }: Described): MenuChoice {
  return { value: name, label: short, detail: words };
}

/** The comparisons as the functions take them: `control=placebo`. */
export function contrastText({ contrast, control }: Pick<CompareChoice, 'contrast' | 'control'>): string {
  return hasControl(contrast) && control !== null ? `${contrast}=${control}` : contrast;
}
