/**
 * Likelihood-ratio tests of the random effects, one term at a time: LMER.RANOVA as plain data, and as a table. The smaller models are those of
 * lmerTest's `ranova` as far as they are special cases of the larger one; p values are corrected where a variance is tested at
 * zero.
 */

import type { ModelFrame } from '../design';
import { withEffects } from '../formula';
import type { ModelTerms, RandomTerm, Terms } from '../formula/ast';
import type { Steps } from '../optimize/steps';
import { columnsOf, reportOf, tableOf, type Report } from '../layout/report';
import { referenceNotes, searchedFromSmaller, TEST_COLUMNS, testBetween, testValues } from './comparison';
import type { Method } from '../model/request';
import type { ModelSize } from './modelSize';
import { requireMaximum } from './noMaximum';
import {
  onSameRows,
  reducedColumns,
  type ReducedModel,
  reducedModel,
  reducedValues,
  untestedNotes,
} from './reducedModels';
import type { Subject } from './subject';

export interface RandomTests {
  readonly formula: string;
  readonly method: Method;
  readonly rows: readonly ReducedModel[];
}

export function* randomTestSteps(subject: Subject): Steps<RandomTests> {
  const { method } = subject.input.options;
  yield* subject.summarySteps();
  requireMaximum(subject.fit);
  const reduced = [...(yield* reducedSteps(subject))];
  const isIdle = ({ smaller }: Reduced): boolean => testBetween(smaller, subject, method).test === null;
  const together = withoutAll(
    subject.input.terms,
    reduced.filter((one) => one.whole !== null && isIdle(one)),
  );
  if (together !== null) reduced.push(yield* fittedSteps(subject, together));
  yield* subject.summarySteps();
  requireMaximum(subject.fit);
  const whole = reducedModel('<none>', subject, { test: null, remark: null });
  const rows = reduced.map((one) => testedReduction(one, subject));
  return { formula: subject.summary.formula, method, rows: [whole, ...rows] };
}

/** Every model with one random effect less, fitted; the model itself may be found to fit better on the way. */
export function* reducedSteps(subject: Subject): Steps<readonly Reduced[]> {
  const reduced: Reduced[] = [];
  for (const reduction of reductions(subject.input.terms, subject.frame))
    reduced.push(yield* fittedSteps(subject, reduction));
  return reduced;
}

function* fittedSteps(subject: Subject, reduction: Reduction): Steps<Reduced> {
  const smaller = onSameRows(subject, reduction.terms);
  yield* smaller.summarySteps();
  yield* searchedFromSmaller(smaller, subject);
  return { ...reduction, smaller };
}

export function testedReduction({ removed, smaller }: Reduced, subject: Subject): ReducedModel {
  return reducedModel(removed, smaller, testBetween(smaller, subject, subject.input.options.method));
}

/** One for each term of the random part. */
export function randomTestFits({ input: { terms } }: ModelSize): number {
  return terms.random.reduce((sum, { terms: own }) => sum + Math.max(1, own.terms.length), 1);
}

/** A reduced model, fitted. */
export interface Reduced extends Reduction {
  readonly smaller: Subject;
}

/** The model without several terms none of which is missed by itself: together they may be. */
function withoutAll(model: ModelTerms, idle: readonly Reduction[]): Reduction | null {
  if (idle.length < 2) return null;
  const gone = idle.map(({ whole }) => whole);
  const removed = idle.map((reduction) => reduction.removed).join(' and ');
  return {
    removed,
    of: null,
    whole: null,
    terms: { ...model, random: model.random.filter((term) => !gone.includes(term)) },
  };
}

interface Reduction {
  readonly removed: string;
  /** The random term that is reduced, and the label of what it loses, null for all of it; null of several together. */
  readonly of: { readonly term: RandomTerm; readonly without: string | null } | null;
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
    if (smaller.length === 0)
      return [{ removed: whole, of: { term, without: null }, whole: term, terms: others([]) }];
    return smaller.map(({ without, terms }) => ({
      removed: `${without} in ${whole}`,
      of: { term, without },
      whole: null,
      terms: others([withEffects(term, terms)]),
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
  const columns = [...reducedColumns('Removed'), ...columnsOf(...TEST_COLUMNS)];
  const values = rows.map((row) => [...reducedValues(row), ...testValues(row.test)]);
  const notes = [
    rows.length === 1
      ? 'The formula has no random effects to test.'
      : `Fitted by ${method}; each row is the model without the term named.`,
    ...untestedNotes(rows),
    ...referenceNotes(rows.map(({ test }) => test)),
  ];
  return reportOf([tableOf('randomTests', columns, values, { notes })]);
}
