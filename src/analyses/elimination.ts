/**
 * Backward elimination of random, then fixed effects: LMER.STEP as plain data, and as tables. As lmerTest's `step()`: the random effect
 * whose loss the likelihood ratio notices least is left out, or reduced, as long as its p value is above a limit; then the same with
 * the terms of the fixed part that no other contains, by their F tests or by the likelihood ratio.
 */

import { CellmerError } from '../errors';
import { printFormula } from '../formula';
import type { ModelTerms } from '../formula/ast';
import type { DenominatorDf } from '../inference/denominator';
import type { Steps } from '../optimize/steps';
import {
  columnsOf,
  reportOf,
  tableOf,
  type Report,
  type ReportColumn,
  type ReportTable,
  type Value,
} from '../layout/report';
import { ddfWords } from '../model/ddfWords';
import type { Method } from '../model/request';
import { ANOVA_COLUMNS, type AnovaRow, anovaTable, anovaValues, type DroppedTerm } from './anova';
import { marginalTerms, withoutTerm } from './fixedTerms';
import { byMl, withoutEachTerm } from './likelihoodTests';
import type { ModelSize } from './modelSize';
import { requireMaximum } from './noMaximum';
import { randomTestFits, type Reduced, reducedSteps, testedReduction } from './randomTests';
import {
  onSameRows,
  reducedColumns,
  type ReducedModel,
  reducedModel,
  reducedValues,
  untestedNotes,
} from './reducedModels';
import type { Subject } from './subject';

export interface EliminationQuestion {
  /** What p has to exceed for an effect to go, in (0, 1]; 1 where nothing goes. */
  readonly alphaRandom: number;
  readonly alphaFixed: number;
  /** Labels of terms of the fixed part that stay. */
  readonly keep: readonly string[];
  /** How terms of the fixed part are tested: by F, or by likelihood ratios of fits by ML. */
  readonly fixedTest: 'f' | 'lrt';
}

/** A term, and as how many-th it was eliminated: 0 for one that stays, null for the model itself. */
export type Eliminated<T> = T & { readonly step: number | null };

export interface Elimination {
  readonly formula: string;
  /** What is left, as a formula. */
  readonly found: string;
  readonly method: Method;
  readonly ddf: DenominatorDf;
  /** The model itself, what was eliminated in turn, and what is left. */
  readonly random: readonly Eliminated<ReducedModel>[];
  readonly fixed: readonly Eliminated<AnovaRow | DroppedTerm>[];
  /** The same by likelihood ratios, in place of `fixed`. */
  readonly fixedByLikelihood: readonly Eliminated<ReducedModel>[];
}

/** @throws CellmerError `option` for a term to be kept that there is not */
export function* eliminationSteps(subject: Subject, question: EliminationQuestion): Steps<Elimination> {
  const { terms, options } = subject.input;
  requireTerms(question.keep, terms);
  yield* subject.summarySteps();
  requireMaximum(subject.fit);
  const { ddf } = subject.fit.contrasts(options.ddf);
  const random = yield* randomPhase(subject, question.alphaRandom);
  const byLikelihood = question.fixedTest === 'lrt' ? yield* likelihoodPhase(random.left, question) : null;
  const fixed = byLikelihood === null ? yield* fixedPhase(random.left, question) : null;
  return {
    formula: terms.source.trim(),
    found: printFormula((byLikelihood ?? fixed)!.left.input.terms),
    method: options.method,
    ddf,
    random: random.path,
    fixed: fixed?.path ?? [],
    fixedByLikelihood: byLikelihood?.path ?? [],
  };
}

interface Phase<T> {
  readonly left: Subject;
  readonly path: readonly Eliminated<T>[];
}

function* randomPhase(whole: Subject, alpha: number): Steps<Phase<ReducedModel>> {
  const eliminated: ReducedModel[] = [];
  let left = whole;
  for (;;) {
    const reduced: readonly Reduced[] = yield* reducedSteps(left);
    yield* left.summarySteps();
    const tested = reduced.map((one) => testedReduction(one, left));
    const pValues = tested.map(({ test }) => test?.naive ?? NaN);
    const next = leastNeeded(pValues, alpha);
    if (next === null) {
      const first = reducedModel('<none>', whole, { test: null, remark: null });
      return { left, path: pathOf(first, eliminated, tested) };
    }
    eliminated.push(tested[next]);
    left = reduced[next].smaller;
    requireMaximum(left.fit);
  }
}

function* fixedPhase(
  whole: Subject,
  { alphaFixed, keep }: EliminationQuestion,
): Steps<Phase<AnovaRow | DroppedTerm>> {
  const eliminated: (AnovaRow | DroppedTerm)[] = [];
  let left = whole;
  for (;;) {
    yield* left.summarySteps();
    requireMaximum(left.fit);
    const { terms } = left.input;
    const places = marginalTerms(terms.fixed);
    // Of a term that no other contains the test of type II is that of its coefficients.
    const all = anovaTable(left, { type: 2 }).rows;
    const tested = places.map((t) => all[t]);
    const next = leastNeeded(
      tested.map((row) => ('f' in row && !keep.includes(row.term) ? row.pValue : NaN)),
      alphaFixed,
    );
    if (next === null) return { left, path: pathOf(null, eliminated, tested) };
    eliminated.push(tested[next]);
    left = onSameRows(left, withoutTerm(terms, places[next]));
  }
}

function* likelihoodPhase(
  whole: Subject,
  { alphaFixed, keep }: EliminationQuestion,
): Steps<Phase<ReducedModel>> {
  const eliminated: ReducedModel[] = [];
  const start = byMl(whole);
  let left = start;
  for (;;) {
    const reduced = yield* withoutEachTerm(left);
    const rows = reduced.map(({ row }) => row);
    const next = leastNeeded(
      rows.map(({ removed, test }) => (test !== null && !keep.includes(removed) ? test.naive : NaN)),
      alphaFixed,
    );
    if (next === null) {
      const first = reducedModel('<none>', start, { test: null, remark: null });
      return { left, path: pathOf(first, eliminated, rows) };
    }
    eliminated.push(rows[next]);
    left = reduced[next].smaller;
    requireMaximum(left.fit);
  }
}

/** The place of the largest p value above the limit, the first of several; NaN for what stays. */
function leastNeeded(pValues: readonly number[], alpha: number): number | null {
  let place: number | null = null;
  pValues.forEach((p, i) => {
    if (p > alpha && (place === null || p > pValues[place])) place = i;
  });
  return place;
}

function pathOf<T>(first: T | null, eliminated: readonly T[], left: readonly T[]): Eliminated<T>[] {
  return [
    ...(first === null ? [] : [{ ...first, step: null }]),
    ...eliminated.map((one, i) => ({ ...one, step: i + 1 })),
    ...left.map((one) => ({ ...one, step: 0 })),
  ];
}

function requireTerms(keep: readonly string[], { fixed }: ModelTerms): void {
  const labels = fixed.terms.map(({ label }) => label);
  const wrong = keep.find((label) => !labels.includes(label));
  if (wrong === undefined) return;
  throw new CellmerError(
    'option',
    `The option keep names "${wrong}": expected terms of the fixed part, ${labels.join(', ')}.`,
  );
}

/** Every term may go, and all that are left are fitted without one at each step. */
export function eliminationFits(size: ModelSize, { fixedTest }: EliminationQuestion): number {
  const terms = size.input.terms.fixed.terms.length;
  return randomTestFits(size) ** 2 + (fixedTest === 'lrt' ? (terms * (terms + 1)) / 2 + 1 : terms);
}

/**
 * The formula that is found; then the path in two tables: Eliminated, Term and the test of leaving it out, of the random and of the fixed
 * effects.
 */
export function eliminationReport(elimination: Elimination): Report {
  const { found, method, ddf, random, fixed, fixedByLikelihood } = elimination;
  const tables = [
    ...(random.length > 1 ? [randomTable(random, method)] : []),
    ...(fixed.length > 0 ? [fixedTable(fixed, ddf)] : []),
    ...(fixedByLikelihood.length > 1 ? [likelihoodTable(fixedByLikelihood)] : []),
  ];
  const isReduced = [...random, ...fixed, ...fixedByLikelihood].some(({ step }) => step !== null && step > 0);
  return reportOf(tables, { opening: [found], notes: [PATH, ...(isReduced ? [SELECTED] : [])] });
}

const PATH = 'Eliminated: in which order terms were left out; 0 for those that stay.';

const SELECTED =
  'The model was chosen by these data: p values and limits of what is left do not know of the choice, and are smaller and narrower than they should be.';

const STEP_COLUMN = ['step', 'Eliminated', 'count'] as const;

function withStep(columns: readonly ReportColumn[]): ReportColumn[] {
  const [label, ...others] = columns;
  return [label, ...columnsOf(STEP_COLUMN), ...others];
}

function randomTable(rows: Elimination['random'], method: Method): ReportTable {
  return reducedTable(
    'random',
    'Random effects',
    rows,
    `Fitted by ${method}; p values of the chi-square distribution as lmerTest has them, which at a variance of zero are too large, often twice (LMER.RANOVA).`, // prettier-ignore
  );
}

function likelihoodTable(rows: Elimination['fixedByLikelihood']): ReportTable {
  return reducedTable(
    'fixed',
    'Fixed effects',
    rows,
    'Fitted by ML; each row is the model without the term named, tested by the likelihood ratio against the one that still had it.',
  );
}

function reducedTable(
  name: string,
  title: string,
  rows: readonly Eliminated<ReducedModel>[],
  note: string,
): ReportTable {
  const columns = [
    ...withStep(reducedColumns('Term')),
    ...columnsOf(['chisq', 'LRT', 'statistic'], ['df', 'Df', 'count'], ['pValue', 'p value', 'p']),
  ];
  const values = rows.map((row) => {
    const [label, ...own] = reducedValues(row);
    const test = row.test === null ? [null, null, null] : [row.test.statistic, row.test.df, row.test.naive];
    return [label, row.step, ...own, ...test];
  });
  return tableOf(name, columns, values, { title, notes: [note, ...untestedNotes(rows)] });
}

function fixedTable(rows: Elimination['fixed'], ddf: DenominatorDf): ReportTable {
  const values = rows.map((row): Value[] => {
    const [label, ...own] = anovaValues(row);
    return [label, row.step, ...own];
  });
  return tableOf('fixed', withStep(ANOVA_COLUMNS), values, {
    title: 'Fixed effects',
    notes: [`Tests of each term beside all others, ${ddfWords(ddf).tests}.`],
  });
}
