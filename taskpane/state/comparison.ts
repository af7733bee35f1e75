/** Which comparison the Compare view shows: what was chosen, of what the model on show has. */

import {
  CellmerError,
  factorOf,
  makesFactor,
  namesIn,
  quoteName,
  type Expr,
  type ModelTerms,
} from '../../src/index';
import type { ColumnSummary } from './columns';
import type { CompareChoice } from './compareChoice';
import { significant } from './numbers';
import { numbersIn } from './typedNumbers';

/** Variables that a comparison, and so its plot, can have: the axis, the lines, the panels. */
const MOST_VARIABLES = 3;

/** A column among the fixed effects: a factor with levels, or numbers between ends. */
export interface CompareVariable {
  readonly name: string;
  readonly levels: readonly string[] | null;
  readonly numbers: {
    readonly mean: number;
    readonly sd: number;
    readonly ends: readonly [number, number];
  } | null;
}

/** Columns among the fixed effects, as the formula names them; numbers that it takes for groups are factors. */
export function compareVariables(terms: ModelTerms, columns: readonly ColumnSummary[]): CompareVariable[] {
  const exprs = terms.fixed.variables.map(({ expr }) => expr);
  const names = [...new Set(exprs.flatMap((expr) => namesIn(expr).map(({ name }) => name)))];
  const groups = new Set(exprs.filter(isMadeFactor).flatMap((expr) => namesIn(expr).map(({ name }) => name)));
  return names.flatMap((name) => {
    const found = columns.find((one) => one.name === name);
    return found?.column ? [variableOf(found, groups.has(name))] : [];
  });
}

/** Numbers with so few values are compared as the levels of a factor are. */
const FEW_VALUES = 2;

/** Whether a function makes a factor of its column. */
export function isMadeFactor(expr: Expr): boolean {
  return expr.type === 'call' && makesFactor(expr.name);
}

function variableOf({ name, column, range, distinct }: ColumnSummary, isFactor: boolean): CompareVariable {
  if (column!.kind === 'factor' || isFactor || distinct <= FEW_VALUES)
    return { name, levels: factorOf(column!).levels, numbers: null };
  return { name, levels: null, numbers: { ...spreadOf(column!.values), ends: range ?? [0, 0] } };
}

function spreadOf(values: Float64Array): { readonly mean: number; readonly sd: number } {
  let [n, mean, squares] = [0, 0, 0];
  for (const value of values) {
    if (value !== value) continue;
    n++;
    const step = value - mean;
    mean += step / n;
    squares += step * (value - mean);
  }
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0 };
}

/** A comparison that the model on show can make. */
export interface Comparison {
  /** Factors whose levels are compared; none where slopes are. */
  readonly compared: readonly CompareVariable[];
  /** The column of numbers whose slopes are compared. */
  readonly slopeOf: CompareVariable | null;
  readonly within: readonly CompareVariable[];
  /** Columns of numbers that are neither. */
  readonly held: readonly CompareVariable[];
  /** Whether a function stands in front of the outcome. */
  readonly isTransformed: boolean;
  /** Where columns of numbers stand, if it is not their mean. */
  readonly at: Readonly<Record<string, readonly number[]>>;
}

/** null where the model has nothing to compare. */
export function comparisonOf(
  choice: CompareChoice,
  variables: readonly CompareVariable[],
  terms: ModelTerms,
): Comparison | null {
  const named = (names: readonly string[]): CompareVariable[] =>
    names.flatMap((name) => variables.filter((one) => one.name === name));
  const first = variables.find(({ levels }) => levels !== null) ?? variables[0];
  if (!first) return null;
  const chosen = named(choice.compared ?? []);
  const all = chosen.length > 0 ? chosen : [first];
  const slopeOf = all.find(({ numbers }) => numbers !== null) ?? null;
  const compared = slopeOf ? [] : all.slice(0, MOST_VARIABLES);
  const used = slopeOf ? [slopeOf] : compared;
  const wanted = choice.within ?? partners(used, variables, terms);
  const within = named(wanted)
    .filter((one) => !used.includes(one))
    .slice(0, MOST_VARIABLES - used.length);
  const held = variables.filter(
    (one) => one.numbers !== null && !used.includes(one) && !within.includes(one),
  );
  const isTransformed = terms.response !== null && terms.response.expr.type !== 'name';
  return { compared, slopeOf, within, held, isTransformed, at: placesOf(choice, within, held) };
}

/** Factors that stand in one term with all of `used`: without them, differences would be averages over different ones. */
function partners(
  used: readonly CompareVariable[],
  variables: readonly CompareVariable[],
  { fixed }: ModelTerms,
): string[] {
  const namesOf = (place: number): string[] => namesIn(fixed.variables[place].expr).map(({ name }) => name);
  const together = fixed.terms
    .map((term) => term.variables.flatMap(namesOf))
    .filter((names) => used.every(({ name }) => names.includes(name)))
    .flat();
  const others = variables.filter((one) => one.levels !== null && !used.includes(one));
  return others.filter(({ name }) => together.includes(name)).map(({ name }) => name);
}

/** Of numbers in whose groups is compared a low, a middling and a high one, unless others are typed. */
function placesOf(
  { at }: CompareChoice,
  within: readonly CompareVariable[],
  held: readonly CompareVariable[],
): Comparison['at'] {
  const places: Record<string, readonly number[]> = {};
  for (const { name, numbers } of within)
    if (numbers) places[name] = typed(at[name]) ?? lowMiddleHigh(numbers);
  for (const { name } of held) {
    const one = typed(at[name]);
    if (one) places[name] = one.slice(0, 1);
  }
  return places;
}

/** Null for nothing, and for what is no number (yet). */
export function typed(text: string | undefined): number[] | null {
  try {
    const read = [...numbersIn(text ?? '')];
    return read.length > 0 ? read : null;
  } catch (error) {
    if (error instanceof CellmerError) return null;
    throw error;
  }
}

/** The mean and a standard deviation below and above it, with as many digits as anybody reads. */
export function lowMiddleHigh({ mean, sd }: { readonly mean: number; readonly sd: number }): number[] {
  const round = (value: number): number => Number(value.toPrecision(3));
  return sd > 0 ? [mean - sd, mean, mean + sd].map(round) : [round(mean)];
}

/** What the field of a column of numbers shows while nothing is typed into it. */
export function usualPlace({ numbers }: CompareVariable, isWithin: boolean): string {
  if (!numbers) return '';
  return isWithin ? lowMiddleHigh(numbers).map(String).join(', ') : significant(numbers.mean, 4);
}

/** The variables as the functions take them: `treatment`, `treatment * visit`, `treatment | visit`. */
export function specsOf({ compared, within }: Pick<Comparison, 'compared' | 'within'>): string {
  const product = (variables: readonly CompareVariable[]): string =>
    variables.map(({ name }) => quoteName(name)).join(' * ');
  return [compared, within]
    .filter((variables) => variables.length > 0)
    .map(product)
    .join(' | ');
}

/** A tick at what is compared: numbers and factors exclude each other, and what is compared is not what is compared within. */
export function withCompared(
  now: Comparison,
  variable: CompareVariable,
  on: boolean,
): Partial<CompareChoice> {
  const names = now.compared.map(({ name }) => name);
  const within = now.within.map(({ name }) => name).filter((name) => name !== variable.name);
  if (variable.numbers !== null) return { compared: on ? [variable.name] : null, within: on ? within : null };
  const others = names.filter((name) => name !== variable.name);
  return { compared: on ? [...others, variable.name] : others, within };
}

export function withWithin(now: Comparison, variable: CompareVariable, on: boolean): Partial<CompareChoice> {
  const others = now.within.map(({ name }) => name).filter((name) => name !== variable.name);
  return { within: on ? [...others, variable.name] : others };
}

/** Whether one more variable can be ticked. */
export function hasRoom({ compared, within, slopeOf }: Comparison): boolean {
  return compared.length + within.length + (slopeOf ? 1 : 0) < MOST_VARIABLES;
}
