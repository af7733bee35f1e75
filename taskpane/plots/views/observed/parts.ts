/** What both pictures of the data with lines are made of. */

import {
  factorOf,
  list,
  type Analysis,
  type Column,
  type FitResult,
  type FittedLines,
} from '../../../../src/index';
import { significant } from '../../../state/numbers';
import { text } from '../../../text';
import { brief } from '../../../words';
import type { ChosenColumns } from '../../data/observed';

const words = text.plots.observed;

export interface LineParts extends ChosenColumns {
  readonly fit: FitResult;
  readonly lines: FittedLines;
  readonly outcome: string;
}

/** Points per line. */
const POINTS = 41;

/**
 * What asks for the lines.
 *
 * @param factor whose `levels` have lines too; null for those of the population alone
 */
export function linesQuestion(
  { x, by }: ChosenColumns,
  fit: FitResult,
  factor: string | null = null,
  levels: readonly number[] = [],
): Analysis<'lines'> {
  return {
    kind: 'lines',
    x: x.name,
    by: by?.name ?? null,
    factor,
    levels,
    points: POINTS,
    confidence: fit.level,
  };
}

export const number = (value: number): string => significant(value, 4);

/** How the lines are called, by the place of the second variable's value. */
export function lineName({ by, lines }: LineParts, place: number): string {
  return by === null ? '' : text.compare.level(by.name, lines.by[place]);
}

/** The value of the second variable per row of the sheet; null for one line. */
export function linesOfRows({ by }: LineParts): Int32Array | null {
  return by && factorOf(by.column).codes;
}

/** Names on the horizontal axis; null for numbers. */
export function placesOf(column: Column): readonly string[] | null {
  return column.kind === 'factor' ? column.levels : null;
}

/** What the lines of the population hold, as a sentence. */
export function heldSentence({ lines: { held } }: LineParts): string {
  if (held.length === 0) return '';
  const values = held.map(({ name, value }) =>
    words.heldAt(brief(name), typeof value === 'number' ? number(value) : brief(value)),
  );
  return words.held(list(values));
}

export function sampleSentence(drawn: number, all: number): string {
  return drawn < all ? words.sample(drawn, all) : '';
}

/** Lines that a description tells one by one. */
const MOST_TOLD = 12;

export function describeLines(parts: LineParts, panels: number): string {
  const { fit, x, outcome, lines } = parts;
  const ends = lines.population
    .slice(0, MOST_TOLD)
    .map(({ by, population }) =>
      words.lineEnds(lineName(parts, by), number(population[0]), number(population[population.length - 1])),
    );
  return words.description(brief(outcome), brief(x.name), fit.response.length, panels) + ends.join('');
}
