/** The question to the core that follows from what is chosen in the likelihood studio. */

import {
  CellmerError,
  censoredRoles,
  DENSITY_CHOICES,
  namesInDensity,
  type NumberColumn,
  type StudyRequest,
} from '../../src/index';
import { givenValues } from '../../functions/parameterText';
import { text } from '../text';
import type { ColumnSummary } from './columns';
import { OWN_DENSITY, type ColumnChoice, type LikelihoodChoice } from './likelihood';
import type { PaneState } from './state';
import { numbersIn } from './typedNumbers';

/** What the studio asks for: a question, or in words what is still missing. */
export type WantedStudy =
  | { readonly kind: 'study'; readonly key: string; readonly request: StudyRequest; readonly heavy: boolean }
  | { readonly kind: 'missing'; readonly words: string }
  | { readonly kind: 'wrong'; readonly error: CellmerError };

/** `5 of 30`, `180 rows`. */
export function studyTitle(state: PaneState, observations: number): string {
  const { density, successes, trials } = state.likelihood.choice;
  if (sourceOf(state) !== 'typed') return text.likelihood.title.rows(observations);
  return density === 'binomial'
    ? text.likelihood.title.counts(successes.trim(), trials.trim())
    : text.likelihood.title.values(observations);
}

/** A name that needs no quotes; what means something by itself gets some. */
const PLAIN_NAME = /^(?!(?:pi|true|false)$)[\p{L}_](?:[\p{L}\p{N}._]*[\p{L}\p{N}_])?$/iu;

/** Rows from which on a search for each point of a curve is not begun unasked. */
const HEAVY_ROWS = 100_000;
/** Rows from which on a curve without such a search has few points. */
const MANY_ROWS = 200_000;

export function wantedStudy(state: PaneState): WantedStudy {
  const { choice, curveFor } = state.likelihood;
  try {
    const { density, columns, searches } = densityAndColumns(state);
    const rows = columns[0].values.length;
    const heavy = searches && rows >= HEAVY_ROWS;
    const key = JSON.stringify([
      density,
      columns.map(({ name }) => name),
      sourceOf(state) === 'typed' ? columns.map(({ values }) => [...values]) : placesKey(state),
      choice.parameter,
      choice.second,
      choice.level,
      choice.start,
      choice.lower,
      choice.upper,
    ]);
    const fine = choice.density === OWN_DENSITY && rows >= MANY_ROWS ? 'coarse' : 'fine';
    const detail: StudyRequest['detail'] = heavy ? (curveFor === key ? 'coarse' : 'maximum') : fine;
    const { parameter, second, level } = choice;
    const request = { density, columns, parameter, second, level, detail, options: optionsOf(choice) };
    return { kind: 'study', key: heavy ? `${key}${detail}` : key, request, heavy };
  } catch (error) {
    if (error instanceof Missing) return { kind: 'missing', words: error.message };
    if (error instanceof CellmerError) return { kind: 'wrong', error };
    throw error;
  }
}

/** The key of a heavy study, whatever its detail. */
export function plainKey(key: string): string {
  return key.replace(/(?:maximum|coarse)$/, '');
}

/** Not an error yet: something has still to be chosen or typed. */
class Missing extends Error {}

function placesKey({ data, likelihood: { choice } }: PaneState) {
  return [data?.revision, data?.headers, choice.column, choice.trialsColumn];
}

function optionsOf({ start, lower, upper }: LikelihoodChoice): StudyRequest['options'] {
  return {
    start: givenValues(start, 'start'),
    lower: givenValues(lower, 'lower'),
    upper: givenValues(upper, 'upper'),
  };
}

/** Where the numbers come from. */
export function sourceOf({ data, likelihood: { choice } }: PaneState): 'typed' | 'columns' {
  if (!data?.summary) return 'typed';
  return choice.source ?? (choice.density === 'binomial' ? 'typed' : 'columns');
}

interface Asked {
  readonly density: string;
  readonly columns: readonly NumberColumn[];
  /** Whether each point of a curve is a search over all rows. */
  readonly searches: boolean;
}

function densityAndColumns(state: PaneState): Asked {
  const { choice } = state.likelihood;
  const isTyped = sourceOf(state) === 'typed';
  if (choice.density === OWN_DENSITY) return isTyped ? ownTyped(state) : ownOfData(state);
  if (choice.density === 'binomial') return isTyped ? typedCounts(choice) : countsOfData(state);
  if (isOfTrials(choice.density)) return trialsOfData(state);
  const censored = censoredSample(state);
  if (censored) {
    const columns = censored.columns.map((column) => ({ name: column.name, values: valuesOf(column) }));
    return { density: choice.density, columns, searches: true };
  }
  const values = isTyped ? typedNumbers(choice) : valuesOf(requiredColumn(state));
  return {
    density: choice.density,
    columns: [{ name: '', values }],
    searches: DENSITY_CHOICES.some(({ name, isRowByRow }) => name === choice.density && isRowByRow),
  };
}

function typedCounts({ successes, trials }: LikelihoodChoice): Asked {
  if (successes.trim() === '' || trials.trim() === '') throw new Missing(text.likelihood.needsCounts);
  const count = (typed: string, what: string): number => {
    const value = Number(typed.trim().replace(',', '.'));
    if (Number.isInteger(value) && value >= 0) return value;
    throw new CellmerError('data', text.likelihood.notWhole(what, typed.trim()));
  };
  const k = count(successes, text.likelihood.successes);
  const n = count(trials, text.likelihood.trials);
  if (k > n) throw new CellmerError('data', text.likelihood.moreThanTrials(k, n));
  const values = Float64Array.of(k, n);
  return { density: 'binomial', columns: [{ name: '', values }], searches: false };
}

/** Successes out of trials in each row; without trials a column of 0 and 1. */
function countsOfData(state: PaneState): Asked {
  const successes = requiredColumn(state);
  if (trialsColumn(state)) return trialsOfData(state);
  return { density: 'binary', columns: [{ name: '', values: valuesOf(successes) }], searches: false };
}

/** Densities of successes out of trials, as functions of both and of their parameters. */
const OF_TRIALS: Readonly<Record<string, readonly [name: string, parameters: string]>> = {
  binomial: ['dbinom', 'p'],
  'beta-binomial': ['dbetabinom.ab', 'alpha, beta'],
};

/** Whether a density takes a column of trials beside its sample. */
export function isOfTrials(density: string): boolean {
  return Object.hasOwn(OF_TRIALS, density);
}

/** Successes out of trials in each row. */
function trialsOfData(state: PaneState): Asked {
  const { density } = state.likelihood.choice;
  const trials = sourceOf(state) === 'typed' ? null : trialsColumn(state);
  if (!trials) throw new Missing(text.likelihood.needsTrials);
  const successes = requiredColumn(state);
  if (trials === successes) throw new Missing(text.likelihood.sameColumns);
  return {
    density: countsDensity(density, successes, trials),
    columns: [successes, trials].map((column) => ({ name: column.name, values: valuesOf(column) })),
    searches: density !== 'binomial',
  };
}

/** The log-density of successes out of trials, by the names of their columns. */
export function countsDensity(density: string, successes: ColumnSummary, trials: ColumnSummary): string {
  const [name, parameters] = OF_TRIALS[density];
  return `${name}(${quotedName(successes.name)}, ${quotedName(trials.name)}, ${parameters}, log = TRUE)`;
}

/** A name as it stands in a density that is text. */
function quotedName(name: string): string {
  if (PLAIN_NAME.test(name)) return name;
  if (!name.includes('`')) return `\`${name}\``;
  if (!name.includes(']')) return `[${name}]`;
  throw new CellmerError('data', text.likelihood.badName(name));
}

function typedNumbers({ numbers }: LikelihoodChoice): Float64Array {
  const values = numbersIn(numbers);
  if (values.length === 0) throw new Missing(text.likelihood.needsNumbers);
  return values;
}

/** Typed numbers are the column y. */
function ownTyped(state: PaneState): Asked {
  const density = ownDensity(state);
  const { parameters } = namesInDensity(density, ['y']);
  return {
    density,
    columns: [{ name: 'y', values: typedNumbers(state.likelihood.choice) }],
    searches: parameters.length > 1,
  };
}

function ownOfData(state: PaneState): Asked {
  const density = ownDensity(state);
  const { columns: all, rowCount } = state.data!.summary!;
  const names = all.map(({ name }) => name).filter((name) => name !== '');
  const { columns, parameters } = namesInDensity(density, names);
  const used = columns.map((name) => {
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw new CellmerError('data', text.likelihood.ambiguous(name));
    return { name, values: valuesOf(all.find((column) => column.name === name)!) };
  });
  // Without a column every row counts the same.
  const rows = used.length > 0 ? used : [{ name: 'no column', values: new Float64Array(rowCount) }];
  return { density, columns: rows, searches: parameters.length > 1 };
}

/** The density that is typed, or a first one to go on from. */
export function ownText(state: PaneState): string {
  const { own } = state.likelihood.choice;
  if (own !== null) return own;
  const sample = sourceOf(state) === 'columns' ? sampleColumn(state) : null;
  return sample ? `dnorm(${quotedName(sample.name)}, mu, sigma, log = TRUE)` : text.likelihood.ownPlaceholder;
}

function ownDensity(state: PaneState): string {
  const own = ownText(state);
  if (own.trim() === '') throw new Missing(text.likelihood.needsDensity);
  return own;
}

function requiredColumn(state: PaneState): ColumnSummary {
  const column = sampleColumn(state);
  if (!column) throw new Missing(text.likelihood.needsColumn);
  return column;
}

/** The columns a sample can be taken from: numbers, and TRUE and FALSE, which are 1 and 0. */
export function usableColumns({ data }: PaneState): readonly (ColumnSummary & ColumnChoice)[] {
  const columns = data?.summary?.columns ?? [];
  return columns
    .map((column, at) => ({ ...column, at }))
    .filter(({ column }) => column?.kind === 'number' || column?.source === 'boolean');
}

export function sampleColumn(state: PaneState): (ColumnSummary & ColumnChoice) | null {
  const usable = usableColumns(state);
  const outcome = usable.find(({ name }) => name === state.form.outcome);
  return chosen(usable, state.likelihood.choice.column) ?? outcome ?? usable[0] ?? null;
}

export interface CensoredChoice {
  readonly kind: 'status' | 'bounds';
  readonly columns: readonly [ColumnSummary, ColumnSummary];
}

/**
 * The two columns that are times and their status, or bounds, by their names as the functions know them too; null for a density that
 * takes none.
 */
export function censoredChoice({ data, likelihood: { choice } }: PaneState): CensoredChoice | null {
  const columns = data?.summary?.columns ?? [];
  const isTaken = DENSITY_CHOICES.some(({ name, takesCensored }) => name === choice.density && takesCensored);
  const names = columns.map(({ name }) => name);
  if (!isTaken || !data?.summary?.hasHeaders || names.includes('')) return null;
  const roles = censoredRoles(names);
  if (!roles) return null;
  const [first, second] = roles.places.map((place) => columns[place]);
  // What is no number among them is said, as the functions say it.
  return { kind: roles.kind, columns: [first, second] };
}

/** It is taken where no single column is chosen. */
export function censoredSample(state: PaneState): CensoredChoice | null {
  const isTaken = sourceOf(state) === 'columns' && state.likelihood.choice.column === null;
  return isTaken ? censoredChoice(state) : null;
}

export function trialsColumn(state: PaneState): (ColumnSummary & ColumnChoice) | null {
  return chosen(usableColumns(state), state.likelihood.choice.trialsColumn);
}

function chosen<C extends ColumnChoice>(columns: readonly C[], choice: ColumnChoice | null): C | null {
  if (!choice) return null;
  const alike = columns.filter(({ name }) => name === choice.name);
  return alike.find(({ at }) => at === choice.at) ?? alike[0] ?? null;
}

const values = new WeakMap<object, Float64Array>();

/** The numbers of a column; TRUE is 1, FALSE is 0. */
function valuesOf({ name, column, problem }: ColumnSummary): Float64Array {
  if (!column) throw new CellmerError('data', problem ?? text.likelihood.noNumbers(name));
  if (column.kind === 'number') return column.values;
  if (column.source !== 'boolean') throw new CellmerError('data', text.likelihood.noNumbers(name));
  const known = values.get(column);
  if (known) return known;
  const isTrue = column.levels.map((level) => level === 'TRUE');
  const made = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : Number(isTrue[code])));
  values.set(column, made);
  return made;
}

/** Whether a study starts by itself. */
export function isStudyWanted({ likelihood }: PaneState, key: string): boolean {
  const { resultKey, failure, cancelledKey, running } = likelihood;
  return ![resultKey, failure?.key, cancelledKey, running?.key].includes(key);
}
