/** Whether what is compared matters: the F tests of its terms. */

import {
  apaP,
  namesIn,
  termStatistic,
  variableWords,
  type AnovaTable,
  type Analysis,
  type Expr,
  type ModelTerms,
} from '../../src/index';
import { compareText } from '../compareText';
import type { ColumnSummary } from './columns';
import { isMadeFactor, type Comparison, type CompareVariable } from './comparison';

/** Tests that do not go by the order of the terms. */
export const TERM_TESTS: Analysis<'anova'> = { kind: 'anova', type: 3 };

type Compared = Pick<Comparison, 'compared' | 'slopeOf' | 'within'>;

/**
 * A line for each term of what is compared, with or without what it is compared within. A term whose effect changes with numbers
 * that are not in it has none: its test is about where they are 0, and not about the means.
 */
export function testLines(
  { rows }: AnovaTable,
  terms: ModelTerms,
  comparison: Compared,
  columns: readonly ColumnSummary[],
): string[] {
  const wanted = wantedTerms(terms, comparison, columns);
  return rows.flatMap((row) => {
    const words = wanted.get(row.term);
    if (words === undefined) return [];
    if (!('f' in row) || !Number.isFinite(row.f)) return [compareText.untested(words)];
    return [compareText.test(words, termStatistic(row), apaP(row.pValue))];
  });
}

/** By the names that tests have for them: their words. */
function wantedTerms(
  { fixed }: ModelTerms,
  { compared, slopeOf, within }: Compared,
  columns: readonly ColumnSummary[],
): Map<string, string> {
  const own = named(slopeOf ? [slopeOf] : compared);
  const all = new Set([...own, ...named(within)]);
  const isNumber = fixed.variables.map(({ expr }) => isNumeric(expr, columns));
  const wanted = fixed.terms.filter((term) => {
    const names = term.variables.flatMap((v) => columnsIn(fixed.variables[v].expr));
    return (
      names.every((name) => all.has(name)) &&
      names.some((name) => own.has(name)) &&
      !fixed.terms.some((other) => isMovedBy(term, other, isNumber))
    );
  });
  return new Map(wanted.map((term) => [labelOf(fixed, term), wordsOf(fixed, term)]));
}

/** Whether the other one has all of the term in it, and more numbers. */
function isMovedBy({ variables }: Term, other: Term, isNumber: readonly boolean[]): boolean {
  return (
    variables.every((v) => other.variables.includes(v)) &&
    other.variables.some((v) => isNumber[v] && !variables.includes(v))
  );
}

const columnsIn = (expr: Expr): string[] => namesIn(expr).map(({ name }) => name);

function isNumeric(expr: Expr, columns: readonly ColumnSummary[]): boolean {
  const names = columnsIn(expr);
  return (
    !isMadeFactor(expr) &&
    columns.some(({ name, column }) => names.includes(name) && column?.kind === 'number')
  );
}

type Fixed = ModelTerms['fixed'];
type Term = Fixed['terms'][number];

const named = (variables: readonly CompareVariable[]): Set<string> =>
  new Set(variables.map(({ name }) => name));

const labelOf = ({ variables }: Fixed, term: Term): string =>
  term.variables.map((v) => variables[v].label).join(':');

const wordsOf = ({ variables }: Fixed, term: Term): string =>
  term.variables.map((v) => variableWords(variables[v].label)).join(' × ');
