/**
 * Likelihood-ratio tests of the random effects, one term at a time: LMER.RANOVA as plain data, and as a table. The smaller models are those of
 * lmerTest's `ranova` as far as they are special cases of the larger one; p values are corrected where a variance is tested at
 * zero.
 */

import type { ModelFrame } from '../design';
import type { ModelTerms, RandomTerm, Terms } from '../formula/ast';
import type { Steps } from '../optimize/steps';
import { columnsOf, reportOf, tableOf, type Report } from '../layout/report';
import {
  type ComparisonTest,
  referenceNotes,
  searchedFromSmaller,
  TEST_COLUMNS,
  testBetween,
  testValues,
} from './comparison';
import type { Method } from '../model/request';
import { likelihoodFigures } from './likelihoodFigures';
import type { ModelSize } from './modelSize';
import { requireMaximum } from './noMaximum';
import { type Subject, subjectOf } from './subject';

export interface RandomTestRow {
  /** `<none>` for the model itself; `(1 | g)` where a term was removed, `x in (x | g)` where it was reduced. */
  readonly removed: string;
  readonly parameterCount: number;
  readonly logLik: number;
  readonly aic: number;
  readonly test: ComparisonTest | null;
  /** Why there is no test, where a term is left out. */
  readonly remark: string | null;
}

export interface RandomTests {
  readonly formula: string;
  readonly method: Method;
  readonly rows: readonly RandomTestRow[];
}

export function* randomTestSteps(subject: Subject): Steps<RandomTests> {
  const { method } = subject.input.options;
  yield* subject.summarySteps();
  requireMaximum(subject.fit);
  const fitted = function* ({ removed, terms }: Reduction): Steps<Reduced> {
    const smaller = onSameRows(subject, terms);
    yield* smaller.summarySteps();
    yield* searchedFromSmaller(smaller, subject);
    return { removed, smaller };
  };
  const found = reductions(subject.input.terms, subject.frame);
  const reduced: Reduced[] = [];
  for (const reduction of found) reduced.push(yield* fitted(reduction));
  const isIdle = ({ smaller }: Reduced): boolean => testBetween(smaller, subject, method).test === null;
  const together = withoutAll(
    subject.input.terms,
    found.filter(({ whole }, i) => whole !== null && isIdle(reduced[i])),
  );
  if (together !== null) reduced.push(yield* fitted(together));
  yield* subject.summarySteps();
  requireMaximum(subject.fit);
  const rows = reduced.map(({ removed, smaller }) =>
    rowOf(removed, smaller, testBetween(smaller, subject, method)),
  );
  const whole = rowOf('<none>', subject, { test: null, remark: null });
  return { formula: subject.summary.formula, method, rows: [whole, ...rows] };
}

/** One for each term of the random part. */
export function randomTestFits({ input: { terms } }: ModelSize): number {
  return terms.random.reduce((sum, { terms: own }) => sum + Math.max(1, own.terms.length), 1);
}

/** A reduced model, fitted. */
interface Reduced {
  readonly removed: string;
  readonly smaller: Subject;
}

/** The model without several terms none of which is missed by itself: together they may be. */
function withoutAll(model: ModelTerms, idle: readonly Reduction[]): Reduction | null {
  if (idle.length < 2) return null;
  const gone = idle.map(({ whole }) => whole);
  const removed = idle.map((reduction) => reduction.removed).join(' and ');
  return {
    removed,
    whole: null,
    terms: { ...model, random: model.random.filter((term) => !gone.includes(term)) },
  };
}

function rowOf(
  removed: string,
  { summary }: Subject,
  { test, remark }: Pick<RandomTestRow, 'test' | 'remark'>,
): RandomTestRow {
  const { parameterCount, criterion, nobs } = summary;
  // Of the method, so that a model without random effects is compared by the same likelihood.
  const { logLik, aic } = likelihoodFigures(criterion, parameterCount, nobs);
  return { removed, parameterCount, logLik, aic, test, remark };
}

/** The reduced model on the rows of the full one, which may use more variables; a start is one of the full model. */
function onSameRows({ input, control, frame }: Subject, terms: ModelTerms): Subject {
  const options = { ...input.options, start: null };
  return subjectOf({ ...input, terms, options }, control, { frame: { ...frame, terms } });
}

interface Reduction {
  readonly removed: string;
  /** The term left out as a whole; null where something else is. */
  readonly whole: RandomTerm | null;
  readonly terms: ModelTerms;
}

function reductions(model: ModelTerms, frame: ModelFrame): Reduction[] {
  return model.random.flatMap((term, i): Reduction[] => {
    const others = (reduced: readonly RandomTerm[]): ModelTerms => ({
      ...model,
      random: [...model.random.slice(0, i), ...reduced, ...model.random.slice(i + 1)],
    });
    const whole = `(${term.label})`;
    const isAlone = !model.random.some(
      (other) => other !== term && other.groupLabel === term.groupLabel && other.terms.intercept,
    );
    const smaller =
      isAlone && isCellMeans(term.terms, frame) ? [levelOnly(term.terms)] : smallerTerms(term.terms);
    if (smaller.length === 0) return [{ removed: whole, whole: term, terms: others([]) }];
    return smaller.map(({ without, terms }) => ({
      removed: `${without} in ${whole}`,
      whole: null,
      terms: others([{ ...term, terms }]),
    }));
  });
}

interface SmallerTerms {
  readonly without: string;
  readonly terms: Terms;
}

/** Whether the effects are one for each level of a factor, or each combination of levels: `(0 + f | g)`. */
function isCellMeans({ terms, variables, intercept }: Terms, frame: ModelFrame): boolean {
  return (
    !intercept &&
    terms.length === 1 &&
    terms[0].variables.every((v) => frame.variables.get(variables[v].label)?.kind === 'factor')
  );
}

/** One effect for all levels: `(1 | g)`, the special case of `(0 + f | g)` in which f makes no difference. */
function levelOnly(terms: Terms): SmallerTerms {
  return { without: terms.terms[0].label, terms: { ...terms, intercept: true, terms: [] } };
}

/** Each way to leave out one term that no other one contains; none where nothing would be left. */
function smallerTerms(terms: Terms): SmallerTerms[] {
  const { terms: list, intercept } = terms;
  if (list.length + (intercept ? 1 : 0) < 2) return [];
  return list
    .filter((term) => !list.some((other) => other !== term && contains(other.variables, term.variables)))
    .map((term) => ({
      without: term.label,
      terms: { ...terms, terms: list.filter((other) => other !== term) },
    }));
}

function contains(all: readonly number[], some: readonly number[]): boolean {
  return some.every((v) => all.includes(v));
}

/** Removed, npar, logLik, AIC and the test of the model without it; what a reader has to know. */
export function randomTestReport({ method, rows }: RandomTests): Report {
  const columns = columnsOf(
    ['removed', 'Removed', 'label'],
    ['parameterCount', 'npar', 'count'],
    ['logLik', 'logLik', 'criterion'],
    ['aic', 'AIC', 'informationCriterion'],
    ...TEST_COLUMNS,
  );
  const values = rows.map(({ removed, parameterCount, logLik, aic, test }) => [
    removed,
    parameterCount,
    logLik,
    aic,
    ...testValues(test),
  ]);
  const notes = [
    rows.length === 1
      ? 'The formula has no random effects to test.'
      : `Fitted by ${method}; each row is the model without the term named.`,
    ...rows.flatMap(({ removed, remark }) =>
      remark === null ? [] : [`No test of ${removed}: without it this is ${remark}.`],
    ),
    ...referenceNotes(rows.map(({ test }) => test)),
  ];
  return reportOf([tableOf('randomTests', columns, values, { notes })]);
}
