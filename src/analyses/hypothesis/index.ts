/** Tests of linear hypotheses about the fixed effects: LMER.TEST as plain data, and as tables. */

import { CellmerError } from '../../errors';
import type { Contrasts, FTest } from '../../fits';
import type { DenominatorDf } from '../../inference/denominator';
import { estimability } from '../../inference/estimable';
import { waldRow } from '../../inference/wald';
import {
  columnsOf,
  determined,
  limitColumns,
  reportOf,
  tableOf,
  type Missing,
  type Report,
  type ReportTable,
} from '../../layout/report';
import { percent } from '../../layout/words';
import { ddfWords } from '../../model/ddfWords';
import type { CellMatrix } from '../../table/types';
import { doubtsAboutTests } from '../warnings';
import type { FixedEffect } from '../fitResult';
import { requireInRange } from '../inRange';
import type { Subject } from '../subject';
import { redundantRows } from './consistency';
import { equationRows } from './equations';
import { matrixRows } from './matrix';
import type { Coefficients, HypothesisRow } from './rows';

export interface HypothesisQuestion {
  /** Equations as text, one or more per cell; or a matrix of weights. */
  readonly hypothesis: CellMatrix;
  /** Confidence level of the limits. */
  readonly level: number;
}

export interface TestedHypothesis {
  readonly label: string;
  /** What it is said to be. */
  readonly value: number;
  /** Null where the data do not determine it. */
  readonly test: Omit<FixedEffect, 'term'> | null;
}

export interface HypothesisTests {
  readonly ddf: DenominatorDf;
  readonly level: number;
  readonly rows: readonly TestedHypothesis[];
  /** Of all of them that can be tested, where there are several. */
  readonly joint: FTest | null;
  readonly notes: readonly string[];
}

/** @throws CellmerError `syntax`, `option` for hypotheses that cannot be read, that contradict each other */
export function hypothesisTests(
  subject: Subject,
  { hypothesis, level }: HypothesisQuestion,
): HypothesisTests {
  const { fit, input, summary } = subject;
  const given = rowsOf(hypothesis, coefficientsOf(subject), fit.kept);
  const contrasts = fit.contrasts(input.options.ddf);
  const tested = given.filter(determination(subject));
  const redundant = redundantRows(tested, coefficientScales(subject));
  const inKept = (weights: Float64Array): Float64Array => Float64Array.from(fit.kept, (j) => weights[j]);
  const rows = given.map((row): TestedHypothesis => {
    const { label, value } = row;
    if (!tested.includes(row)) return { label, value, test: null };
    const weights = inKept(row.weights);
    requireInRange(weights, fit, 'smaller weights');
    const { estimate, standardError, df } = contrasts.one(weights);
    const { statistic, pValue } = waldRow(estimate - value, standardError, df, level);
    // Of the estimate, whatever it is said to be: a difference from a large value has few digits of it.
    const { lower, upper } = waldRow(estimate, standardError, df, level);
    return { label, value, test: { estimate, standardError, df, statistic, pValue, lower, upper } };
  });
  const joint = jointTest(contrasts, tested.map(({ weights, value }) => ({ l: inKept(weights), value })), tested.length - redundant.length); // prettier-ignore
  const notes = [
    ...redundant.map((i) => followsNote(tested[i])),
    ...(joint !== null && tested.length < given.length ? [LEFT_OUT] : []),
    ...doubtsAboutTests(summary),
  ];
  return { ddf: contrasts.ddf, level, rows, joint, notes };
}

/**
 * In the rows as they are given, since Satterthwaite's degrees of freedom depend on them, as lmerTest's do; where some are so much
 * smaller than others that their variances look like rounding, each is divided by its standard error first.
 *
 * @param rank of the rows
 */
function jointTest(
  contrasts: Contrasts,
  rows: readonly { readonly l: Float64Array; readonly value: number }[],
  rank: number,
): FTest | null {
  if (rows.length < 2) return null;
  const dividedBy = (sizes: readonly number[]): FTest =>
    contrasts.joint(
      Float64Array.from(rows.flatMap(({ l }, i) => Array.from(l, (weight) => weight / sizes[i]))),
      rows.length,
      Float64Array.from(rows, ({ value }, i) => value / sizes[i]),
    );
  const given = dividedBy(rows.map(() => 1));
  return given.numDf === rank ? given : dividedBy(rows.map(({ l }) => contrasts.one(l).standardError || 1));
}

/** Standard errors, which change with the units as the coefficients do. */
function coefficientScales({ fit: { kept, fixed }, matrices: { X } }: Subject): Float64Array {
  const p = kept.length;
  const scales = new Float64Array(X.names.length);
  kept.forEach((j, k) => (scales[j] = Math.sqrt(fixed.covariance[k * p + k]) || 1));
  return scales;
}

const LEFT_OUT = 'Tested together are those that the data determine.';

function followsNote({ label }: HypothesisRow): string {
  return `"${label}" follows from the hypotheses before it, so that it adds no degree of freedom.`;
}

/** Texts are equations; where there are numbers it is a matrix. */
function rowsOf(
  cells: CellMatrix,
  coefficients: Coefficients,
  kept: readonly number[],
): readonly HypothesisRow[] {
  const given = cells.filter((row) => row.some((cell) => (cell ?? '') !== ''));
  const wrong = given.flat().find((cell) => typeof cell === 'object' && cell !== null);
  if (wrong !== undefined)
    throw new CellmerError('option', `The hypothesis holds an error: expected ${EXPECTED}.`);
  if (given.length === 0) throw new CellmerError('option', `The hypothesis is empty: expected ${EXPECTED}.`);
  const texts = given.flat().filter((cell) => (cell ?? '') !== '');
  if (texts.every((cell) => typeof cell === 'string'))
    return texts.flatMap((text) => equationRows(String(text), coefficients));
  return matrixRows(given, coefficients, kept);
}

const EXPECTED =
  'equations of coefficients such as "Days = 10; x = 0", or a range with a row of weights for each hypothesis';

function coefficientsOf({ matrices: { X, assign, termLabels } }: Subject): Coefficients {
  const columns = [...X.names.keys()];
  const terms = termLabels.map((label, t) => [label, columns.filter((j) => assign[j] === t)] as const);
  return { names: X.names, terms: new Map(terms) };
}

/**
 * Whether the data determine lᵀbeta. Hypotheses about none of the dropped columns are about the coefficients as the fit shows them,
 * with the dropped ones at zero.
 */
function determination({
  fit: { kept, dropped },
  matrices: { X },
}: Subject): (row: HypothesisRow) => boolean {
  const isEstimable = estimability(X.columns, kept, dropped);
  return ({ weights }) => dropped.every((j) => weights[j] === 0) || isEstimable(weights);
}

/** What stands in place of numbers that the data do not determine. */
const NOT_ESTIMABLE: Missing = {
  none: 'The data do not determine this: it is about a coefficient whose column was dropped, since other columns determine it.',
};

/**
 * Hypothesis, Estimate, H0 value, Std. Error, df, t value, p value, Lower, Upper; then, of several, the F test of all together:
 * NumDF, DenDF, F, p value.
 */
export function hypothesisReport({ ddf, level, rows, joint, notes }: HypothesisTests): Report {
  const columns = columnsOf(
    ['hypothesis', 'Hypothesis', 'label'],
    ['estimate', 'Estimate', 'estimate'],
    ['value', 'H0 value', 'number'],
    ['standardError', 'Std. Error', 'standardError'],
    ['df', 'df', 'df'],
    ['statistic', ddf === 'asymptotic' ? 'z value' : 't value', 'statistic'],
    ['pValue', 'p value', 'p'],
    ...limitColumns(percent(level)),
  );
  const values = rows.map(({ label, value, test }) => {
    if (test === null) return [label, NOT_ESTIMABLE, value, ...Array<Missing>(6).fill(NOT_ESTIMABLE)];
    const { estimate, standardError, df, statistic, pValue, lower, upper } = test;
    const numbers = [standardError, df, statistic, pValue, lower, upper];
    return [label, determined(estimate), value, ...numbers.map(determined)];
  });
  const single = tableOf('hypotheses', columns, values, {
    notes: [ddfWords(ddf).summary],
  });
  return reportOf(joint === null ? [single] : [single, jointTable(joint)], { notes });
}

function jointTable({ numDf, denDf, f, pValue }: FTest): ReportTable {
  const columns = columnsOf(
    ['test', 'Test', 'label'],
    ['numDf', 'NumDF', 'df'],
    ['denDf', 'DenDF', 'df'],
    ['f', 'F', 'statistic'],
    ['pValue', 'p value', 'p'],
  );
  return tableOf('joint', columns, [['All together', numDf, denDf, determined(f), determined(pValue)]]);
}
