/** What follows from the state. */

import {
  hasMaximum,
  quoteName,
  writeModelOptions,
  writtenOptions,
  type FitOptions,
  type FitResult,
  type ModelRequest,
} from '../../src/index';
import type { RangeAddress } from '../host';
import type { FilledPlot } from '../plots/live/live';
import { addressText, cellBeside, readAddress } from './address';
import { completeRows, type ColumnSummary } from './columns';
import type { InsertBlock } from './insertBlocks';
import { footprint, placeAt, type Footprint, type InsertedModel } from './insertion';
import { DEFAULT_OPTIONS, type ModelOptions } from './modelOptions';
import { neededColumns } from './neededColumns';
import type { Specification } from './specification';
import type { DataState, PaneState } from './state';

/** Fits that took longer than this start on request only, in milliseconds. */
const AUTOMATIC_LIMIT = 1000;

/** Columns left empty between the data and what is inserted beside them. */
const TARGET_GAP = 1;

export interface WantedFit {
  /** Equal keys mean the same data, model and options. */
  readonly key: string;
  readonly request: ModelRequest;
  /** Columns of large data that are enough; null when it has to be all. */
  readonly columns: readonly number[] | null;
}

/** The fit that the form asks for; null while there is no model that can be fitted. */
export function wantedFit(state: PaneState): WantedFit | null {
  const { data, formula, options } = state;
  if (!data?.summary || formula.problem !== null || formula.text.trim() === '') return null;
  const key = JSON.stringify([data.revision, data.headers, options, formula.text]);
  const texts = [formula.text, writeModelOptions(fitOptions(options, data.headers))];
  const request: ModelRequest = {
    data: data.cells,
    model: formula.text,
    options: fitOptions(options, data.headers),
    address: addressText(data.range),
  };
  return { key, request, columns: neededColumns(data, texts) };
}

/** The model as it is stored; null while there is no data. */
export function specificationOf({ data, lastValid, options, types }: PaneState): Specification | null {
  return data && { range: data.range, headers: data.headers, formula: lastValid, options, types };
}

/** The pane's options as the core takes them. */
export function fitOptions(options: ModelOptions, headers: boolean | 'auto'): FitOptions {
  return { ...options, headers };
}

/** An option for which the pane has no control, as text, and the options without it. */
export interface FurtherOption {
  readonly text: string;
  readonly without: Partial<ModelOptions>;
}

export function furtherOptions(options: ModelOptions): FurtherOption[] {
  // Of the contrasts the coding of all factors has a control, that of single ones has not.
  const { all, factors } = options.contrasts;
  const ofFactors = { contrasts: { ...DEFAULT_OPTIONS.contrasts, factors } };
  const written = writtenOptions(fitOptions({ ...options, ...ofFactors }, 'auto'));
  return written.flatMap(({ option: { of, inPane }, text }): FurtherOption[] => {
    if (of === 'contrasts') return [{ text, without: { contrasts: { all, factors: {} } } }];
    return inPane ? [] : [{ text, without: { [of]: fitOptions(DEFAULT_OPTIONS, 'auto')[of] } }];
  });
}

/** Whether a fit starts by itself: the last one was fast, and this one was not just cancelled. */
export function isAutomatic({ fit }: PaneState, key: string): boolean {
  return fit.milliseconds <= AUTOMATIC_LIMIT && fit.cancelledKey !== key;
}

/** Whether the result belongs to the form as it stands. */
export function isCurrent(state: PaneState): boolean {
  return state.fit.resultKey !== null && state.fit.resultKey === wantedFit(state)?.key;
}

/** Whether the result on show is about to be replaced, or about another model. A fast fit is over before that would be more than a flicker. */
export function isOutdated(state: PaneState): boolean {
  const status = statusOf(state);
  return (
    !isCurrent(state) &&
    (status === 'fitting' || status === 'stale' || status === 'failed' || status.startsWith('bad'))
  );
}

/** Whether a fit of the form as it stands is on its way, which for the blink that a fast one takes shows nowhere else. */
export function isPending(state: PaneState): boolean {
  const { fit } = state;
  const key = wantedFit(state)?.key;
  if (key === undefined || key === fit.resultKey || key === fit.failure?.key) return false;
  return fit.running !== null || isAutomatic(state, key);
}

/** Whether the result is of the model that the form shows; while edited data are fitted again, it still is. */
export function isSameModel(state: PaneState): boolean {
  return isCurrent(state) || state.fit.result?.formula === state.formula.text.trim();
}

export type Status =
  /** Nothing to fit yet: no data, cells that are no table, no outcome. */
  | 'no-data'
  | 'bad-data'
  | 'no-outcome'
  | 'bad-formula'
  /** A formula on its way, which cannot be read yet. */
  | 'typing'
  | 'ready'
  | 'fitting'
  | 'fitted'
  | 'boundary'
  /** With parameters that the data do not determine. */
  | 'undetermined'
  /** The likelihood has no maximum: there are no estimates. */
  | 'no-maximum'
  | 'unverified'
  | 'stale'
  | 'failed';

export function statusOf(state: PaneState): Status {
  const { data, formula, fit } = state;
  if (!data) return 'no-data';
  if (data.problem !== null) return 'bad-data';
  if (formula.problem) return formula.typing ? 'typing' : 'bad-formula';
  const wanted = wantedFit(state);
  if (!wanted) return data.summary ? 'no-outcome' : 'no-data';
  if (fit.running?.slow) return 'fitting';
  if (fit.failure?.key === wanted.key) return 'failed';
  // For the blink that a fast fit takes, nothing flickers: the last status stays.
  if (fit.result && (fit.resultKey === wanted.key || isPending(state))) return resultStatus(fit.result);
  return fit.result ? 'stale' : 'ready';
}

/** How a fit ended. */
export function resultStatus(
  result: FitResult,
): 'no-maximum' | 'unverified' | 'undetermined' | 'boundary' | 'fitted' {
  const { converged, singular, warnings } = result;
  if (!hasMaximum(result)) return 'no-maximum';
  if (!converged) return 'unverified';
  if (warnings.some(({ code }) => code === 'not-identified')) return 'undetermined';
  return singular ? 'boundary' : 'fitted';
}

/** The summary of a column; undefined for one that is not in the data. */
export function columnNamed(state: PaneState, name: string): ColumnSummary | undefined {
  return state.data?.summary?.columns.find((column) => column.name === name);
}

/** Whether a term of the model is a column of numbers: its effect is a slope. */
export type IsNumber = (term: string) => boolean;

export function numbersIn({ data }: Pick<PaneState, 'data'>): IsNumber {
  const numbers = (data?.summary?.columns ?? []).filter(({ column }) => column?.kind === 'number');
  const terms = new Set(numbers.flatMap(({ name }) => [name, quoteName(name)]));
  return (term) => terms.has(term);
}

export interface RowCount {
  readonly used: number;
  readonly dropped: number;
}

/** Rows that the model uses, and those it cannot use because a value is missing. */
export function rowsUsed(state: PaneState, names: readonly string[]): RowCount | null {
  const { data, fit } = state;
  if (!data?.summary) return null;
  if (fit.result && isCurrent(state)) return { used: fit.result.nobs, dropped: fit.result.droppedRows };
  const { columns, rowCount } = data.summary;
  const used = completeRows(
    columns.filter(({ name }) => names.includes(name)),
    rowCount,
  );
  return { used, dropped: rowCount - used };
}

export interface Missing {
  readonly name: string;
  readonly count: number;
}

/** Which of these columns have missing values, and how many. */
export function missingIn({ data }: PaneState, names: readonly string[]): Missing[] {
  const columns = data?.summary?.columns ?? [];
  return columns.flatMap(({ name, missing }) =>
    missing > 0 && names.includes(name) ? [{ name, count: missing }] : [],
  );
}

/** The cell at which blocks are inserted: the one typed, or the one beside the data. null when it is no cell. */
export function insertTarget({ data, insert }: PaneState): RangeAddress | null {
  if (!data) return null;
  if (insert.target === null) return insert.suggestion ?? cellBeside(data.range, TARGET_GAP);
  const typed = readAddress(insert.target, data.range.sheet);
  return typed && { ...typed, rows: 1, columns: 1 };
}

/** Up to so many rows the words about a fit, and its chart, are made before anybody looks. */
const QUICK_ROWS = 5000;

/** Whether what a fit says in words, or as a chart, is there in a moment. */
export function isQuick(result: FitResult | null): boolean {
  return result !== null && hasMaximum(result) && result.nobs <= QUICK_ROWS;
}

/** The blocks that are ticked, of those that there are of the result. */
export function chosenBlocks(state: PaneState): readonly InsertBlock[] {
  return tickedBlocks(state).filter((block) => block !== 'chart' || hasChart(state));
}

/** Where nothing else is said, what the result is in tables and, where nobody has to wait for it, in words and as a chart. */
function tickedBlocks({ insert, fit }: PaneState): readonly InsertBlock[] {
  const quick: readonly InsertBlock[] = isQuick(fit.result) ? ['words', 'chart'] : [];
  return insert.blocks ?? ['fixef', 'varcomp', ...quick];
}

/** Whether there is a chart of the result, as far as is known: once it has been made, that is certain. */
export function hasChart({ insert, fit: { result } }: PaneState): boolean {
  return (
    hasSomethingToShow(result) && (insert.chart?.formula !== result.formula || insert.chart.plot !== null)
  );
}

function hasSomethingToShow(result: FitResult | null): result is FitResult {
  if (result === null || !hasMaximum(result)) return false;
  return result.randomEffects.length > 0 || result.fixedEffects.some(({ term }) => term !== '(Intercept)');
}

/** Equal keys mean the same chart of the result; null where none is wanted, or the result is about to be replaced. */
export function chartKey(state: PaneState): string | null {
  const { data, fit } = state;
  const isWanted = tickedBlocks(state).includes('chart') && hasSomethingToShow(fit.result);
  return data && isWanted && isCurrent(state)
    ? JSON.stringify([fit.resultKey, addressText(data.range)])
    : null;
}

/** The chart that is ticked, as it was last made for this model; null for none, or none yet. */
export function chosenChart(state: PaneState): FilledPlot | null {
  const { insert, fit } = state;
  const isIt = insert.chart?.formula === fit.result?.formula && chosenBlocks(state).includes('chart');
  return isIt ? (insert.chart?.plot ?? null) : null;
}

/** Whether a chart is ticked that has not been made of this result. */
export function isChartPending(state: PaneState): boolean {
  return chosenBlocks(state).includes('chart') && state.insert.chart?.key !== chartKey(state);
}

/** The target as the field shows it. */
export function targetText(state: PaneState): string {
  if (state.insert.target !== null) return state.insert.target;
  const target = insertTarget(state);
  return target ? addressText(target) : '';
}

export interface WantedRoom {
  /** Equal keys mean the same cells. */
  readonly key: string;
  readonly place: RangeAddress;
  readonly footprint: Footprint;
  /** Of a block that stands beside the data. */
  readonly dataRows: number;
}

/** The cells that the chosen blocks would fill; null when nothing is chosen or there is no target. */
export function wantedRoom(state: PaneState): WantedRoom | null {
  const { result } = state.fit;
  const target = insertTarget(state);
  if (!result || !target) return null;
  const dataRows = heightOf(state.data!);
  const chart = chosenChart(state);
  // How much room it needs is known when it is made.
  if (!chart && isChartPending(state)) return null;
  const print = footprint(result, chosenBlocks(state), dataRows, {}, chart?.live.formulas[0]);
  if (print.tables.length === 0) return null;
  const place = placeAt(target, print);
  return { key: addressText(place), place, footprint: print, dataRows };
}

/** Rows of a block that stands beside the data: a header row where they have one, and every row. */
function heightOf({ summary }: DataState): number {
  return (summary?.rowCount ?? 0) + (summary?.hasHeaders ? 1 : 0);
}

/** Values in the data, first row not counted: what a formula over them is handed. */
export function valuesInData({ data }: PaneState): number {
  const { columns = [], rowCount = 0 } = data?.summary ?? {};
  return columns.reduce((sum, { missing }) => sum + rowCount - missing, 0);
}

/** The model as formulas in cells name it. */
export function insertedModel(state: PaneState): InsertedModel | null {
  const { data, fit, options } = state;
  if (!data || !fit.result || !isCurrent(state)) return null;
  return { data: data.range, formula: state.formula.text, options: fitOptions(options, data.headers) };
}
