/**
 * What each group of rows, or each row, does to a model: it is fitted anew without it, variances and all (Cook 1977, Technometrics
 * 19, 15-18; Belsley, Kuh & Welsch 1980, Regression Diagnostics; for mixed models Nieuwenhuis, te Grotenhuis & Pelzer 2012,
 * The R Journal 4/2, 38-47).
 */

import { CellmerError } from '../errors';
import { count } from '../layout/spoken';
import type { Fit } from '../fits';
import { choleskyInPlace, invertPositiveDefinite } from '../linalg/dense';
import type { FitControl } from '../model/request';
import type { Steps } from '../optimize/steps';
import { leverageRows } from './leverage';
import type { ModelSize } from './modelSize';
import { NO_MAXIMUM, requireMaximum } from './noMaximum';
import { stopWhenAsked, type Subject } from './subject';

export interface InfluenceQuestion {
  /** A grouping factor, `rows`, or empty for the factor with most levels and, without any, for rows. */
  readonly group: string;
}

/** Of the U units that are left out one by one: levels of a grouping factor, or rows. */
export interface Influence {
  /** The grouping factor; null where rows are left out. */
  readonly factor: string | null;
  /** The levels; of rows `1`, `2`, ..., counted below the header row. */
  readonly labels: readonly string[];
  /** Rows of the data below the header row, used or not, and whether there is one. */
  readonly rowCount: number;
  readonly hasHeaders: boolean;
  /** The place of each unit among the rows of the data, from 0; null where groups are left out. */
  readonly places: Int32Array | null;
  /** Rows left out with each unit. */
  readonly sizes: Int32Array;
  /** Names of the p fixed effects. */
  readonly terms: readonly string[];
  /** (β̂ − β̂₍u₎)ᵀ·Var(β̂)⁻¹·(β̂ − β̂₍u₎)/p; NaN, as all other numbers, where there is no fit without the unit. */
  readonly cooksDistance: Float64Array;
  /** The same with Var(β̂₍u₎). */
  readonly mdffits: Float64Array;
  /** det Var(β̂₍u₎)/det Var(β̂). */
  readonly covarianceRatio: Float64Array;
  /** U×p, row by row: (β̂ − β̂₍u₎) in standard errors of β̂₍u₎. */
  readonly dfbetas: Float64Array;
  /** U×p: β̂₍u₎. */
  readonly estimates: Float64Array;
  /** R's names of the q standard deviations and correlations, sigma last. */
  readonly deviations: readonly string[];
  /** q: with all rows; NaN where one does not exist or is not determined. */
  readonly whole: Float64Array;
  /** U×q: without the unit. */
  readonly without: Float64Array;
  /** Why there is no fit without the unit, in a sentence; null where there is one. */
  readonly reasons: readonly (string | null)[];
  /** 4/U: Cook's distances above it are worth a look. */
  readonly threshold: number;
  /** Of rows: as `leverageRows` has them, U; null of groups. */
  readonly leverage: Float64Array | null;
  readonly fixedLeverage: Float64Array | null;
  readonly standardized: Float64Array | null;
}

/** Rows that all fits together may pass over: a minute or so. */
const MOST_ROWS = 2e8;

/** What is left out: the unit of each of the n rows of the model. */
interface Units extends Pick<Influence, 'factor' | 'labels' | 'places'> {
  readonly unitOf: Int32Array;
}

/**
 * @throws CellmerError `option` for what is no factor of the model, `model` without a maximum, `unsupported` where it would take too
 * long
 */
export function* influenceSteps(subject: Subject, { group }: InfluenceQuestion): Steps<Influence> {
  const fit = yield* subject.fittedSteps();
  requireMaximum(fit);
  const units = unitsOf(fit, group);
  requireTime(units, fit.matrices.n);
  const count = units.labels.length;
  const sizes = new Int32Array(count);
  for (const u of units.unitOf) sizes[u]++;
  const measures = measuresOf(fit, count);
  const reasons: (string | null)[] = [];
  for (let u = 0; u < count; u++) {
    yield;
    const other = yield* fitWithout(fit, (row) => units.unitOf[row] === u, subject.control);
    reasons.push(typeof other === 'string' ? other : null);
    if (typeof other !== 'string') measures.add(u, other);
  }
  const { rowCount, hasHeaders } = subject.input.table;
  const { factor, labels, places } = units;
  const said = { factor, labels, places, rowCount, hasHeaders, sizes, reasons, threshold: 4 / count };
  return { ...said, ...measures.found, ...leverageOf(subject, places) };
}

/** A fit per unit. */
export function influenceFits({ rows, levels }: ModelSize, { group }: InfluenceQuestion): number {
  return 1 + (isRows(group) || levels.length === 0 ? rows : Math.max(...levels));
}

function isRows(group: string): boolean {
  return group.trim().toLowerCase() === 'rows';
}

function unitsOf({ factors, matrices: { n, keptRows } }: Fit, group: string): Units {
  const name = group.trim();
  const named = name === '' ? factors[0] : factors.find((one) => one.group.name === name);
  if (named !== undefined) {
    const { name: factor, levels, codes } = named.group;
    return { factor, labels: levels, places: null, unitOf: codes };
  }
  if (name !== '' && !isRows(name)) throw new CellmerError('option', unknownGroup(name, factors));
  const places = Int32Array.from({ length: n }, (_, row) => keptRows?.[row] ?? row);
  const labels = Array.from(places, (place) => String(place + 1));
  return { factor: null, labels, places, unitOf: Int32Array.from(places.keys()) };
}

function unknownGroup(name: string, factors: Fit['factors']): string {
  const known = [...factors.map(({ group }) => `"${group.name}"`), '"rows"'].join(' or ');
  return `group is "${name}": expected ${known}, to leave out one after the other.`;
}

function requireTime({ labels, factor }: Units, n: number): void {
  if (labels.length * n <= MOST_ROWS) return;
  const what = factor === null ? 'every row' : `every level of ${factor}`;
  throw new CellmerError(
    'unsupported',
    `Leaving out ${what} in turn means ${count(labels.length)} fits to ${count(n)} rows: expected at most ${count(MOST_ROWS)} rows in all fits ` +
      'together; leave out the levels of a factor with fewer of them, or take a subset.',
  );
}

/** Why there is none, in a sentence, or the fit. */
function* fitWithout(
  fit: Fit,
  isLeftOut: (row: number) => boolean,
  control: FitControl,
): Steps<Fit | string> {
  try {
    const other = yield* fit.without(isLeftOut, { beforeEvaluation: () => stopWhenAsked(control) });
    if (!other.hasMaximum) return NO_MAXIMUM;
    const lost = other.dropped.find((j) => !fit.dropped.includes(j));
    if (lost === undefined) return other;
    const { names } = fit.matrices.X;
    return `Without these rows the fixed effect ${names[lost]} cannot be told from the others.`;
  } catch (error) {
    if (!(error instanceof CellmerError) || (error.code !== 'model' && error.code !== 'numeric')) throw error;
    return `Without these rows ${error.message}.`.replace(/\.\.$/, '.');
  }
}

/** Numbers about U fits, each put to its place. */
function measuresOf(fit: Fit, count: number) {
  const { estimates: beta, covariance } = fit.fixed;
  const p = beta.length;
  const precision = invertPositiveDefinite(covariance, p);
  const logDet = logDeterminant(covariance, p);
  const places = deviationsOf(fit);
  const whole = Float64Array.from(places, ({ of }) => of(fit));
  const q = places.length;
  const none = (length: number): Float64Array => new Float64Array(length).fill(NaN);
  const found = {
    terms: fit.kept.map((j) => fit.matrices.X.names[j]),
    cooksDistance: none(count),
    mdffits: none(count),
    covarianceRatio: none(count),
    dfbetas: none(count * p),
    estimates: none(count * p),
    deviations: places.map(({ name }) => name),
    whole,
    without: none(count * q),
  };
  const add = (u: number, other: Fit): void => {
    const { estimates, covariance: own } = other.fixed;
    const change = beta.map((b, j) => b - estimates[j]);
    found.estimates.set(estimates, u * p);
    found.dfbetas.set(
      change.map((d, j) => d / Math.sqrt(own[j * p + j])),
      u * p,
    );
    found.cooksDistance[u] = form(change, precision) / p;
    found.mdffits[u] = form(change, invertPositiveDefinite(own, p)) / p;
    found.covarianceRatio[u] = Math.exp(logDeterminant(own, p) - logDet);
    found.without.set(
      places.map(({ of }) => of(other)),
      u * q,
    );
  };
  return { found, add };
}

/** dᵀ·M·d; NaN without a matrix, or without numbers. */
function form(d: Float64Array, M: Float64Array | null): number {
  if (M === null || d.length === 0) return NaN;
  const p = d.length;
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += d[i] * M[i * p + j] * d[j];
  return sum;
}

function logDeterminant(covariance: Float64Array, p: number): number {
  const L = new Float64Array(covariance);
  if (p === 0 || !choleskyInPlace(L, p)) return NaN;
  let sum = 0;
  for (let i = 0; i < p; i++) sum += 2 * Math.log(L[i * (p + 1)]);
  return sum;
}

/** Names of standard deviations and correlations, and what each is in any fit of the same model. */
function deviationsOf(fit: Fit): { readonly name: string; readonly of: (one: Fit) => number }[] {
  return fit.limitParameters().flatMap(({ name, place }) => {
    if (place.kind === 'fixed') return [];
    if (place.kind === 'sigma') return [{ name, of: ({ sigma }: Fit) => sigma }];
    const block = fit.matrices.random.indexOf(fit.terms[place.t].block);
    const entry = (one: Fit, a: number, b: number): number => {
      const { covariance } = one.terms.find((term) => one.matrices.random.indexOf(term.block) === block)!;
      return covariance[a * Math.sqrt(covariance.length) + b];
    };
    const deviation = (one: Fit, a: number): number => Math.sqrt(entry(one, a, a));
    const { a } = place;
    if (place.kind === 'sd') return [{ name, of: (one: Fit) => deviation(one, a) }];
    const { b } = place;
    return [{ name, of: (one: Fit) => entry(one, a, b) / (deviation(one, a) * deviation(one, b)) }];
  });
}

function leverageOf(
  subject: Subject,
  places: Int32Array | null,
): Pick<Influence, 'leverage' | 'fixedLeverage' | 'standardized'> {
  if (places === null) return { leverage: null, fixedLeverage: null, standardized: null };
  const [leverage, fixedLeverage, standardized] = leverageRows(subject).columns.map(({ values }) =>
    Float64Array.from(places, (place) => values[place]),
  );
  return { leverage, fixedLeverage, standardized };
}
