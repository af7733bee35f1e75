/** Models side by side, with likelihood-ratio tests where one is a special case of the other: LMER.COMPARE as plain data, and as a table. */

import { CellmerError } from '../errors';
import type { FrameOptions } from '../design';
import type { ModelTerms } from '../formula/ast';
import type { Steps } from '../optimize/steps';
import { likelihoodRatio, type LikelihoodRatio } from '../inference/likelihoodRatio';
import {
  columnsOf,
  reportOf,
  tableOf,
  type ColumnText,
  type Missing,
  type Report,
  type Value,
} from '../layout/report';
import { counted } from '../layout/words';
import { criterionWords } from '../likelihood/criterionWords';
import { type Nesting, nestingOf, thetaOf } from '../fits';
import { selectRows } from '../table';
import type { FitResult } from './fitResult';
import { NO_ESTIMATES, NO_MAXIMUM_REMARK } from './noMaximum';
import { correctedAic, standingsOf, type InformationCriterion, type Standing } from './informationCriteria';
import { likelihoodFigures } from './likelihoodFigures';
import type { ModelInput } from '../model/input';
import { DEFAULT_FIT_OPTIONS, type Method } from '../model/request';
import { modelSize, type ModelSize } from './modelSize';
import { type Subject, subjectOf } from './subject';

export interface ComparisonQuestion {
  /** Whether models asked for by REML are fitted by ML; without, REML criteria are compared as they are. */
  readonly refit: boolean;
  /** By which the models are set beside each other; none by default. */
  readonly criteria?: readonly InformationCriterion[];
}

/** The test of a model against the one before it. */
export interface ComparisonTest extends LikelihoodRatio {
  readonly collapsed: number;
}

export interface ComparedModel {
  readonly formula: string;
  readonly family: FitResult['family'];
  readonly parameterCount: number;
  readonly aic: number;
  readonly bic: number;
  readonly aicc: number | Missing;
  readonly logLik: number;
  /** −2 log-likelihood (ML) or the REML criterion, of which log-likelihood, AIC and BIC are too. */
  readonly criterion: number;
  readonly singular: boolean;
  readonly converged: boolean;
  /** Without a maximum of the likelihood its figures are NaN. */
  readonly hasMaximum: boolean;
  /** Null for the first model, and where there is no test: `remark` says why. */
  readonly test: ComparisonTest | null;
  readonly remark: string | null;
}

export interface Comparison {
  readonly method: Method;
  /** Rows that all models are fitted to. */
  readonly nobs: number;
  /** Rows left out of a model that could have used them, because another one cannot. */
  readonly leftOut: number;
  readonly models: readonly ComparedModel[];
  readonly standings: readonly Standings[];
}

export interface Standings {
  readonly criterion: InformationCriterion;
  /** One for each model; null where the criteria cannot be compared: by REML, with different fixed effects. */
  readonly models: readonly Standing[] | null;
}

/** A larger model whose criterion is higher by more than this has not been fitted to its maximum. */
const HIGHER = 1e-6;

/**
 * Fits the models to the rows that are complete for all of them.
 *
 * @throws CellmerError `model` when their responses differ, so that their likelihoods cannot be compared
 */
export function* comparisonSteps(
  subject: Subject,
  { refit, criteria = [] }: ComparisonQuestion,
): Steps<Comparison> {
  const method = refit ? 'ML' : subject.input.options.method;
  const { subjects, leftOut } = onCommonRows(subject, method);
  requireOneResponse(subjects);
  for (const one of subjects) yield* one.summarySteps();
  for (let i = 1; i < subjects.length; i++) {
    yield* searchedFromSmaller(subjects[i - 1], subjects[i]);
    yield* searchedFromSmaller(subjects[i], subjects[i - 1]);
  }
  for (const one of subjects) yield* one.summarySteps();
  const models = subjects.map((one, i) => compared(one, i === 0 ? null : subjects[i - 1], method));
  const isComparable = method === 'ML' || haveSameFixedEffects(subjects);
  const standings = criteria.map((criterion): Standings => ({
    criterion,
    models: isComparable ? standingsOf(models.map((model) => criterionOf(model, criterion))) : null,
  }));
  return { method, nobs: subjects[0].matrices.n, leftOut, models, standings };
}

function haveSameFixedEffects([first, ...others]: readonly Subject[]): boolean {
  const namesOf = ({ matrices }: Subject): string => JSON.stringify(matrices.X.names);
  return others.every((one) => namesOf(one) === namesOf(first));
}

function criterionOf({ hasMaximum, aic, aicc, bic }: ComparedModel, criterion: InformationCriterion): number {
  const value = { AIC: aic, AICc: aicc, BIC: bic }[criterion];
  return hasMaximum && typeof value === 'number' ? value : NaN;
}

/** As many as the models have, each of its own size. */
export function comparisonFits({ input, fit }: ModelSize): number {
  return (input.others ?? []).reduce((sum, terms) => sum + modelSize(input, terms).fit / fit, 1);
}

/** A start belongs to one model, and no test here has degrees of freedom of a denominator. */
const OF_ONE_MODEL = { start: null, ddf: DEFAULT_FIT_OPTIONS.ddf } as const;

/** Criteria of one model fitted twice differ by less, relative to their size. */
const SAME_CRITERION = 1e-7;

/** One subject per model, all on the same rows. */
function onCommonRows(
  { input, control }: Subject,
  method: Method,
): { readonly subjects: readonly Subject[]; readonly leftOut: number } {
  const { others = [], ...first } = input;
  const options = { ...input.options, ...OF_ONE_MODEL, method };
  const models = [first.terms, ...others];
  const inputs = models.map((terms): ModelInput => ({
    ...first,
    terms,
    options,
    frame: ownContrasts(first.frame, terms, models),
  }));
  const subjects = inputs.map((one) => subjectOf(one, control));
  const kept = subjects.map(({ frame }) => frame.keptRows);
  const rows = commonRows(kept, input.table.rowCount);
  const most = Math.max(...subjects.map(({ frame }) => frame.n));
  if (kept.every((one) => (one?.length ?? input.table.rowCount) === rows.length))
    return { subjects, leftOut: 0 };
  if (rows.length === 0)
    throw new CellmerError('data', 'No row of the data is complete for all of these models.');
  const table = selectRows(input.table, rows);
  return {
    subjects: inputs.map((one) => subjectOf({ ...one, table }, control)),
    leftOut: most - rows.length,
  };
}

/** The options of the frame without contrasts that are named for variables of other models only. */
function ownContrasts(frame: FrameOptions, terms: ModelTerms, models: readonly ModelTerms[]): FrameOptions {
  const { contrasts } = frame;
  const own = variablesIn(terms);
  const all = new Set(models.flatMap((model) => [...variablesIn(model)]));
  const factors = Object.fromEntries(
    Object.entries(contrasts.factors).filter(([name]) => own.has(name) || !all.has(name)),
  );
  return { ...frame, contrasts: { ...contrasts, factors } };
}

/** Labels of the predictors, in fixed and in random terms. */
function variablesIn({ fixed, random }: ModelTerms): ReadonlySet<string> {
  return new Set([fixed, ...random.map(({ terms }) => terms)].flatMap(({ variables }) => variables).map(({ label }) => label)); // prettier-ignore
}

function commonRows(kept: readonly (Int32Array | null)[], rowCount: number): Int32Array {
  const times = new Int32Array(rowCount);
  let all = 0;
  for (const rows of kept)
    if (rows === null) all++;
    else for (const row of rows) times[row]++;
  return Int32Array.from([...times.keys()].filter((row) => times[row] + all === kept.length));
}

function requireOneResponse(subjects: readonly Subject[]): void {
  const [first] = subjects.map(({ frame }) => frame.response);
  for (const { frame } of subjects) {
    const { label, values } = frame.response;
    if (label === first.label || values.every((v, i) => v === first.values[i])) continue;
    throw new CellmerError(
      'model',
      `The models have different responses, ${first.label} and ${label}: their likelihoods cannot be compared.`,
    );
  }
}

function compared(subject: Subject, before: Subject | null, method: Method): ComparedModel {
  const { formula, family, parameterCount, criterion, nobs, singular, converged } = subject.summary;
  const figures = likelihoodFigures(criterion, parameterCount, nobs);
  const { hasMaximum } = subject.fit;
  const aicc = correctedAic(figures.aic, parameterCount, nobs);
  const own = {
    formula,
    family,
    parameterCount,
    ...figures,
    aicc,
    criterion,
    singular,
    converged,
    hasMaximum,
  };
  if (before === null) return { ...own, test: null, remark: null };
  return { ...own, ...testBetween(before, subject, method) };
}

/** The test of two models, whichever of them is the smaller one. */
export function testBetween(
  a: Subject,
  b: Subject,
  method: Method,
): { readonly test: ComparisonTest | null; readonly remark: string | null } {
  if (!a.fit.hasMaximum || !b.fit.hasMaximum)
    return { test: null, remark: 'a likelihood without a maximum cannot be compared' };
  const nesting = nested(a, b);
  const turned = nesting === null ? nested(b, a) : null;
  const found = nesting ?? turned;
  if (found === null)
    return {
      test: null,
      remark: 'neither model is a special case of the other: compare AIC or BIC',
    };
  if (method === 'REML' && found.fixedDf > 0)
    return { test: null, remark: 'REML criteria of different fixed effects cannot be compared' };
  if (found.fixedDf + found.covarianceDf === 0) return { test: null, remark: alike(a, b) };
  const [smaller, larger] = nesting === null ? [b, a] : [a, b];
  if (larger.fit.minimum > smaller.fit.minimum + HIGHER)
    return {
      test: null,
      remark: 'the larger model came out less likely than its special case: its best fit was not found',
    };
  const test = likelihoodRatio(smaller.fit.minimum, larger.fit.minimum, found);
  return { test: { ...test, collapsed: found.collapsed }, remark: null };
}

/**
 * A model is at least as likely as any special case of it: where its criterion is higher it is fitted again from the
 * special case's optimum.
 */
export function* searchedFromSmaller(smaller: Subject, larger: Subject): Steps<void> {
  if (!smaller.fit.hasMaximum || !(larger.fit.minimum > smaller.fit.minimum)) return;
  if (larger.fit.method === 'REML' && smaller.fit.kept.length !== larger.fit.kept.length) return;
  if (nested(smaller, larger) === null) return;
  const theta = thetaOf(smaller.fit, larger.fit);
  if (theta !== null) yield* larger.searchFrom(theta);
}

/** Of two models with as many parameters, one of which is a special case of the other. */
function alike({ fit: a }: Subject, { fit: b }: Subject): string {
  return Math.abs(a.minimum - b.minimum) <= SAME_CRITERION * Math.max(1, Math.abs(a.minimum))
    ? 'the same model in other words'
    : 'both have as many parameters';
}

function nested(smaller: Subject, larger: Subject): Nesting | null {
  return nestingOf(smaller, larger);
}

/**
 * Model, npar, AIC, BIC, what stands by the criteria that are asked for, logLik, deviance, Chisq, Df, p value, Reference,
 * p (chi-square): one row per model, each tested against the one before it; what a reader has to know.
 */
export function comparisonReport(comparison: Comparison): Report {
  const { method, standings } = comparison;
  const hasAicc = standings.some(({ criterion }) => criterion === 'AICc');
  const columns = columnsOf(
    ['model', 'Model', 'label'],
    ['parameterCount', 'npar', 'count'],
    ['aic', 'AIC', 'informationCriterion'],
    ['bic', 'BIC', 'informationCriterion'],
    ...(hasAicc ? [['aicc', 'AICc', 'informationCriterion'] as const] : []),
    ...standings.flatMap(({ criterion }): ColumnText[] => [
      [`difference${criterion}`, `Δ ${criterion}`, 'informationCriterion'],
      [`weight${criterion}`, `Weight ${criterion}`, 'share'],
    ]),
    ['logLik', 'logLik', 'criterion'],
    ['criterion', criterionWords(method).column, 'criterion'],
    ...TEST_COLUMNS,
  );
  const rows = comparison.models.map((model, i): Value[] => {
    const { formula, parameterCount, aic, bic, aicc, logLik, criterion, hasMaximum, test } = model;
    const ofFit = (figure: Value): Value => (hasMaximum ? figure : NO_ESTIMATES);
    return [
      formula,
      parameterCount,
      ofFit(aic),
      ofFit(bic),
      ...(hasAicc ? [ofFit(aicc)] : []),
      ...standings.flatMap((one) => standingValues(one, model, i)),
      ofFit(logLik),
      ofFit(criterion),
      ...testValues(test),
    ];
  });
  return reportOf([tableOf('comparison', columns, rows, { notes: comparisonNotes(comparison) })]);
}

const DIFFERENT_FIXED_EFFECTS: Missing = {
  none: 'REML criteria of different fixed effects cannot be compared.',
};

/** Difference and weight of the model in row i. */
function standingValues({ models }: Standings, { hasMaximum, aicc }: ComparedModel, i: number): Value[] {
  const found = models?.[i];
  if (!hasMaximum) return [NO_ESTIMATES, NO_ESTIMATES];
  if (found === undefined) return [DIFFERENT_FIXED_EFFECTS, DIFFERENT_FIXED_EFFECTS];
  // Of the criteria of a maximum AICc alone may be missing.
  return Number.isNaN(found.weight) ? [aicc, aicc] : [found.difference, found.weight];
}

/** The columns of a test between two models. */
export const TEST_COLUMNS = [
  ['chisq', 'Chisq', 'statistic'],
  ['df', 'Df', 'count'],
  ['pValue', 'p value', 'p'],
  ['reference', 'Reference', 'text'],
  ['naive', 'p (chi-square)', 'p'],
] as const;

export function testValues(test: ComparisonTest | null): Value[] {
  if (test === null) return TEST_COLUMNS.map(() => null);
  return [test.statistic, test.df, test.pValue, referenceText(test), test.naive];
}

function referenceText({ reference, df }: ComparisonTest): string {
  if (reference === 'mixture') return `½χ²(${df - 1}) + ½χ²(${df})`;
  return reference === 'bound' ? `at most χ²(${df})` : `χ²(${df})`;
}

function comparisonNotes({ method, nobs, leftOut, models, standings }: Comparison): string[] {
  const fitted =
    method === 'ML'
      ? `All models are fitted by maximum likelihood (ML) to the same ${counted(nobs, 'row')}, so that their likelihoods can be compared.`
      : `REML criteria of the same ${counted(nobs, 'row')}, not refitted by ML: only models with the same fixed effects can be compared.`;
  const missing =
    leftOut === 0
      ? []
      : [`${counted(leftOut, 'row')} left out, where a variable of another model is missing.`];
  return [
    fitted,
    ...missing,
    ...standingNotes(standings, nobs),
    ...models.flatMap(remarksOf),
    ...referenceNotes(models.map(({ test }) => test)),
  ];
}

function standingNotes(standings: readonly Standings[], nobs: number): string[] {
  if (standings.length === 0) return [];
  const hasAicc = standings.some(({ criterion }) => criterion === 'AICc');
  return [
    'Δ is how far a criterion is above the lowest of these models; the weights, exp(−Δ/2) as parts of their sum, are how these models share the support of the data.',
    ...(hasAicc ? [`AICc counts all ${counted(nobs, 'row')}, as BIC does, by ML and by REML.`] : []),
  ];
}

function remarksOf(model: ComparedModel, i: number): string[] {
  const { family, singular, converged, hasMaximum, remark } = model;
  const said = [
    ...(remark === null ? [] : [`no test against row ${i}, ${remark}`]),
    ...(family === 'linear' ? ['no random effects, an ordinary linear model by least squares'] : []),
    ...(singular ? ['boundary (singular) fit'] : []),
    ...(hasMaximum ? [] : [NO_MAXIMUM_REMARK]),
    ...(converged || !hasMaximum ? [] : ['the optimum could not be verified']),
  ];
  return said.map((text) => `Row ${i + 1}: ${text}.`);
}

/** What is behind the p values of tests at a boundary. */
export function referenceNotes(tests: readonly (ComparisonTest | null)[]): string[] {
  const has = (reference: ComparisonTest['reference']): boolean =>
    tests.some((test) => test?.reference === reference);
  const mixture =
    'p value: a variance tested at zero lies on the boundary, so the statistic is referred to a half-and-half mixture of two chi-square distributions.';
  const bound =
    'Several variances are tested at zero at once: the chi-square distribution gives a p value that is too large, never too small.';
  return [...(has('mixture') ? [mixture] : []), ...(has('bound') ? [bound] : [])];
}
