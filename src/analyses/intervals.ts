/** Confidence intervals of all parameters of a model, by profile likelihood or Wald, and the profiles themselves. */

import { CellmerError } from '../errors';
import { normal } from '../distributions';
import {
  type Fit,
  type FitProfiles,
  type ModelParameter,
  type ProfileControl,
  type ProfileInterval,
  type ProfilePoint,
} from '../fits';
import { isUndetermined } from '../inference/varianceLimits';
import { waldRow } from '../inference/wald';
import { columnsOf, limitColumns, reportOf, tableOf, type Report, type ReportTable } from '../layout/report';
import { percent } from '../layout/words';
import type { Steps } from '../optimize/steps';
import type { FixedEffect } from './fitResult';
import { DEFAULT_FIT_OPTIONS, type Method } from '../model/request';
import type { ModelSize } from './modelSize';
import { requireMaximum } from './noMaximum';
import { stopWhenAsked, type Subject, subjectOf } from './subject';
import { LOWER_FOUND } from './warnings';

export type ModelIntervalType = 'profile' | 'wald';

export interface IntervalRow {
  /** R's name: `sd_(Intercept)|Subject`, `cor_Days.(Intercept)|Subject`, `sigma`, `Days`. */
  readonly parameter: string;
  /** Grouping factor of a random effect's parameter, else null. */
  readonly group: string | null;
  readonly term: string | null;
  /** What it is, and the effects that it is of: none of sigma, one, and two of a correlation. */
  readonly kind: ModelParameter['place']['kind'];
  readonly terms: readonly string[];
  /** Null where it does not exist, as a correlation with an effect that does not vary. */
  readonly estimate: number | null;
  /** Null where there is no interval of that type. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface IntervalTable {
  readonly type: ModelIntervalType;
  readonly level: number;
  readonly rows: readonly IntervalRow[];
  /** What a reader has to know, in sentences. */
  readonly notes: readonly string[];
}

export interface ProfileTable extends IntervalTable {
  /** For each row its points, in rising order; none where a parameter does not exist. */
  readonly curves: readonly (readonly ProfilePoint[])[];
}

export interface IntervalQuestion {
  readonly type: ModelIntervalType;
  /** A parameter's name in any case, `beta_` for all fixed effects, `theta_` for all others, empty for all. */
  readonly parameter: string;
  /** In (0, 1). */
  readonly level: number;
}

/**
 * Profile intervals are those of maximum likelihood. Wald intervals are those of the fit as it is: fixed effects as in
 * its summary, variance parameters by the delta method, symmetric about the logarithm of a standard deviation and about
 * Fisher's z of a correlation.
 *
 * @throws CellmerError `option` for a parameter that the model has not
 */
export function* intervalSteps(subject: Subject, question: IntervalQuestion): Steps<IntervalTable> {
  if (question.type === 'wald') {
    yield* subject.summarySteps();
    requireMaximum(subject.fit);
    return waldTable(subject, question);
  }
  const { type, parameter, level } = question;
  const { found, notes } = yield* followed(subject, (fit, control) =>
    profilesOf(fit).intervals(level, wantedIn(fit, parameter), control),
  );
  return { type, level, rows: found.map(rowOf), notes };
}

/** Limits of the standard deviation of effect `a` of random term `t`, both counted from 0 as in the fit. */
export interface DeviationLimits {
  readonly t: number;
  readonly a: number;
  /** Null where there is none of that type. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Of all random effects: as `intervalSteps` gives them. @throws CellmerError `model` without a maximum, as by ML there may be none */
export function* deviationLimits(
  subject: Subject,
  { type, level }: Pick<IntervalQuestion, 'type' | 'level'>,
): Steps<DeviationLimits[]> {
  const isDeviation = ({ place }: ModelParameter): boolean => place.kind === 'sd';
  const placed = (
    parameter: ModelParameter,
    lower: number | null,
    upper: number | null,
  ): DeviationLimits[] =>
    parameter.place.kind === 'sd' ? [{ t: parameter.place.t, a: parameter.place.a, lower, upper }] : [];
  if (type === 'wald') {
    const z = normal.quantile(0.5 * (1 + level));
    const own = subject.fit.limitParameters().filter(isDeviation);
    return own.flatMap((one) => {
      const { lower, upper } = waldLimits(one, z);
      return placed(one, lower, upper);
    });
  }
  const { found } = yield* followed(subject, (fit, control) =>
    profilesOf(fit).intervals(level, isDeviation, control),
  );
  return found.flatMap((one) => {
    const { lower, upper } = rowOf(one);
    return placed(one.parameter, lower, upper);
  });
}

/** What they cost, in fits of the model. */
export function deviationFits(count: number, type: ModelIntervalType): number {
  return type === 'wald' ? 0 : FITS_PER_LIMITS * count;
}

/**
 * @param question.points how many values per curve, at least 2, besides the estimate
 * @throws CellmerError `option` for a parameter that the model has not
 */
export function* profileSteps(
  subject: Subject,
  { parameter, points }: { readonly parameter: string; readonly points: number },
): Steps<ProfileTable> {
  const { level } = subject.input.options;
  const { found, notes } = yield* followed(subject, (fit, control) =>
    profilesOf(fit).curves(level, points, wantedIn(fit, parameter), control),
  );
  return {
    type: 'profile',
    level,
    rows: found.map(rowOf),
    notes,
    curves: found.map((curve) => curve.points),
  };
}

/** Fits that the profile of one parameter takes: its limits, or its curve. */
const FITS_PER_LIMITS = 20;
const FITS_PER_CURVE = 30;

export function intervalFits(size: ModelSize, { type, parameter }: IntervalQuestion): number {
  return type === 'wald' ? 1 : 1 + FITS_PER_LIMITS * profiled(size, parameter);
}

export function profileFits(
  size: ModelSize,
  { parameter }: { readonly parameter: string; readonly points: number },
): number {
  return 1 + FITS_PER_CURVE * profiled(size, parameter);
}

/** How many parameters are looked at: all, unless one is named. */
function profiled({ fixed, parameters }: ModelSize, parameter: string): number {
  const isOne = parameter.trim() !== '' && !parameter.trim().endsWith('_');
  return isOne ? 1 : fixed + parameters + 1;
}

/** The same model under the settings that profiles need. */
function byMaximumLikelihood({ input, control, frame, matrices }: Subject): Subject {
  const { options } = input;
  const enough = {
    tolerance: Math.min(options.tolerance, DEFAULT_FIT_OPTIONS.tolerance),
    maxEvaluations: Math.max(options.maxEvaluations, DEFAULT_FIT_OPTIONS.maxEvaluations),
  };
  const { shouldStop, minima } = control;
  return subjectOf(
    { ...input, options: { ...options, ...enough, method: 'ML', start: null } },
    { shouldStop, minima },
    { frame, matrices },
  );
}

/** @throws CellmerError `unsupported` for a model that has none */
function profilesOf({ profiles }: Fit): FitProfiles {
  if (profiles) return profiles;
  throw new CellmerError(
    'unsupported',
    'this model has no profile likelihood: ask for intervals of type "wald"',
  );
}

/**
 * Follows profiles; where they have found a lower value than the fit's, the model is searched from there too.
 *
 * @throws CellmerError `model` where the likelihood has no maximum
 */
function* followed<P extends ProfileInterval>(
  subject: Subject,
  follow: (fit: Fit, control: ProfileControl) => Steps<P[]>,
): Steps<{ readonly found: P[]; readonly notes: string[] }> {
  const ml = byMaximumLikelihood(subject);
  const better: Float64Array[] = [];
  const fit = yield* ml.fittedSteps();
  requireMaximum(fit);
  const found = yield* follow(fit, {
    beforeEvaluation: () => stopWhenAsked(subject.control),
    onBetter: (theta) => better.push(theta),
  });
  for (const theta of better) for (const one of [ml, subject]) yield* one.searchFrom(theta);
  const notes = profileNotes(subject, found);
  return { found, notes: ml.fit.search.scope.sentBack ? [...notes, LOWER_FOUND] : notes };
}

function wantedIn(fit: Fit, text: string): (parameter: ModelParameter) => boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return () => true;
  if (wanted === 'beta_') return ({ place }) => place.kind === 'fixed';
  if (wanted === 'theta_') return ({ place }) => place.kind !== 'fixed';
  const names = fit.limitParameters().map(({ name }) => name);
  // Names that differ in case only are told apart; otherwise case does not matter.
  const exact = names.includes(text.trim());
  if (exact) return ({ name }) => name === text.trim();
  if (names.some((name) => name.toLowerCase() === wanted)) return ({ name }) => name.toLowerCase() === wanted;
  throw new CellmerError(
    'option',
    `"${text.trim()}" is not a parameter of the model: it has ${names.join(', ')}; beta_ means all fixed effects, theta_ all others`,
  );
}

function rowOf({ parameter, lower, upper }: ProfileInterval): IntervalRow {
  const { estimate, isDetermined } = parameter;
  const limit = (end: typeof lower): number | null => (isDetermined ? (end?.value ?? null) : null);
  return { ...identityOf(parameter), estimate, lower: limit(lower), upper: limit(upper) };
}

function identityOf({
  name,
  group,
  term,
  terms,
  place,
}: ModelParameter): Pick<IntervalRow, 'parameter' | 'group' | 'term' | 'kind' | 'terms'> {
  return { parameter: name, group, term, kind: place.kind, terms };
}

function profileNotes(subject: Subject, found: readonly ProfileInterval[]): string[] {
  const refitted: Method = subject.input.options.method;
  const notes =
    refitted === 'REML'
      ? [
          'Profile likelihood is maximum likelihood: the model was fitted again by ML, also for the estimates.',
        ]
      : [];
  for (const { parameter, lower, upper } of found) {
    const { name, estimate, low, high } = parameter;
    if (!parameter.isDetermined) notes.push(undeterminedNote(name));
    else if (estimate === null)
      notes.push(`${name} does not exist where one of its two effects does not vary: any value is possible.`);
    else if (lower === null || upper === null)
      notes.push(`${name}: its profile could not be followed, because rounding hides its maxima.`);
    else if (lower.atBound && upper.atBound)
      notes.push(`${name}: the likelihood never drops to the limit, so that any value is possible.`);
    else if (lower.atBound || upper.atBound)
      notes.push(
        `${name}: the likelihood does not drop to the limit before ${lower.atBound ? low : high}, where the parameter ends.`,
      );
  }
  return notes;
}

function waldTable(subject: Subject, { parameter, level }: IntervalQuestion): IntervalTable {
  const { fit, summary } = subject;
  const z = normal.quantile(0.5 * (1 + level));
  const parameters = fit.limitParameters().filter(wantedIn(fit, parameter));
  const rows = parameters.map((one): IntervalRow => {
    const { estimate, place } = one;
    const limits =
      place.kind === 'fixed' ? fixedLimits(summary.fixedEffects[place.j], level) : waldLimits(one, z);
    return { ...identityOf(one), estimate, ...limits };
  });
  const open = parameters
    .filter(({ isDetermined }) => !isDetermined)
    .map(({ name }) => undeterminedNote(name));
  const determined = rows.filter((_, i) => parameters[i].isDetermined);
  return {
    type: 'wald',
    level,
    rows,
    notes: [...open, ...waldNotes(determined, fit.search.boundarySlope !== null)],
  };
}

function undeterminedNote(name: string): string {
  return `${name}: the data do not determine it, since other parameters make up for any value of it.`;
}

function waldNotes(rows: readonly IntervalRow[], isBoundary: boolean): string[] {
  const without = rows.filter(({ lower }) => lower === null).map(({ parameter }) => parameter);
  if (without.length === 0) return [];
  if (isBoundary)
    return [
      'Wald intervals of variance parameters do not exist at a boundary (singular) fit: see type "profile".',
    ];
  return [
    `${without.join(', ')}: the variance has a standard error larger than itself, of which no limits can be made: see ` +
      'type "profile".',
  ];
}

function fixedLimits(
  { estimate, standardError, df }: FixedEffect,
  level: number,
): Pick<IntervalRow, 'lower' | 'upper'> {
  const { lower, upper } = waldRow(estimate, standardError, df, level);
  return { lower, upper };
}

/**
 * exp(log s ± z·se/s) of a standard deviation, where its variance is as large as its standard error, 2·s·se;
 * tanh(atanh ρ ± z·se/(1 − ρ²)) of a correlation.
 */
function waldLimits(
  { estimate, standardError, place }: ModelParameter,
  z: number,
): Pick<IntervalRow, 'lower' | 'upper'> {
  if (estimate === null || standardError === null) return { lower: null, upper: null };
  if (place.kind === 'cor') {
    const step = (z * standardError) / (1 - estimate * estimate);
    return { lower: Math.tanh(Math.atanh(estimate) - step), upper: Math.tanh(Math.atanh(estimate) + step) };
  }
  if (isUndetermined(estimate, 2 * standardError)) return { lower: null, upper: null };
  const factor = Math.exp((z * standardError) / estimate);
  return { lower: estimate / factor, upper: estimate * factor };
}

/** Parameter (R's name), Group, Term, Estimate, Lower, Upper; what a reader has to know. */
export function intervalReport(table: IntervalTable): Report {
  return reportOf([intervalTable(table)]);
}

function intervalTable({ level, rows, notes }: IntervalTable): ReportTable {
  const columns = columnsOf(
    ['parameter', 'Parameter', 'label'],
    ['group', 'Group', 'label'],
    ['term', 'Term', 'label'],
    ['estimate', 'Estimate', 'number'],
    ...limitColumns(percent(level)),
  );
  const values = rows.map((row) => [row.parameter, row.group, row.term, row.estimate, row.lower, row.upper]);
  return tableOf('intervals', columns, values, { notes });
}

/**
 * The intervals, then the curves one below the other: Parameter, Value, Zeta, Deviance difference, Relative likelihood,
 * Quadratic approximation. Without labels the numbers of the curves alone, ready for a chart.
 */
export function profileReport(table: ProfileTable): Report {
  const columns = columnsOf(
    ['parameter', 'Parameter', 'label'],
    ['value', 'Value', 'number'],
    ['zeta', 'Zeta', 'statistic'],
    ['difference', 'Deviance difference', 'criterion'],
    ['relative', 'Relative likelihood', 'share'],
    ['quadratic', 'Quadratic approximation', 'share'],
  );
  const points = table.curves.flatMap((curve, i) =>
    curve.map(({ value, zeta, difference, relative, quadratic }) => [
      table.rows[i].parameter,
      value,
      zeta,
      difference,
      relative,
      quadratic,
    ]),
  );
  return reportOf([{ ...intervalTable(table), isExtra: true }, tableOf('profiles', columns, points)]);
}
