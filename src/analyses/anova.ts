/** F tests of the terms of a model: LMER.ANOVA as plain data, and as a table. */

import { type ModelFrame, recodedColumns } from '../design';
import type { DenominatorDf } from '../inference/denominator';
import { termContrasts, type TestType } from '../inference/termContrasts';
import { columnsOf, determined, reportOf, tableOf, type Report, type Value } from '../layout/report';
import { ddfWords } from '../model/ddfWords';
import { emptyCells, type EmptyCells } from './emptyCells';
import {
  effectColumns,
  effectNote,
  effectSize,
  type EffectSize,
  type EffectSizeName,
  effectValues,
} from './effectSizes';
import type { Subject } from './subject';
import { doubtsAboutTests } from './warnings';

export type { TestType };

export interface AnovaQuestion {
  readonly type: TestType;
  /** Effect sizes that go with the tests; none where left out. */
  readonly effects?: readonly EffectSizeName[];
  /** Confidence level of their limits. */
  readonly level?: number;
}

export interface AnovaRow {
  readonly term: string;
  /**
   * F·sigma²·numDf and F·sigma², as for an ordinary linear model, with the F that Kenward and Roger have not scaled yet; NaN
   * where the data do not determine sigma.
   */
  readonly sumOfSquares: number;
  readonly meanSquare: number;
  readonly numDf: number;
  /** Null when asymptotic: then numDf·F is compared with a chi-square distribution. */
  readonly denDf: number | null;
  readonly f: number;
  readonly pValue: number;
  /** One for each that was asked for; null without denominator degrees of freedom. */
  readonly effects: readonly (EffectSize | null)[];
}

/** A term that others determine: nothing can be said about it. */
export interface DroppedTerm {
  readonly term: string;
  readonly numDf: 0;
}

export interface AnovaTable {
  readonly formula: string;
  readonly type: TestType;
  readonly ddf: DenominatorDf;
  readonly effects: readonly EffectSizeName[];
  readonly level: number;
  readonly rows: readonly (AnovaRow | DroppedTerm)[];
  /** What a reader of the table has to know, in sentences: terms not tested, empty cells, a doubtful or singular fit. */
  readonly notes: readonly string[];
}

/** @throws CellmerError `option` for Kenward-Roger degrees of freedom of a fit by ML */
export function anovaTable(subject: Subject, question: AnovaQuestion): AnovaTable {
  const { fit, frame, matrices, input, summary } = subject;
  const { type, effects = [], level = input.options.level } = question;
  const { ddf, joint } = fit.contrasts(input.options.ddf);
  const hypotheses = termContrasts(matrices, fit.kept, type, {
    ...recodedColumns(frame),
    contains: containers(frame),
  });
  const sigma2 = fit.sigma ** 2;
  const rows = hypotheses.map(({ term, L, rows: count }): AnovaRow | DroppedTerm => {
    if (count === 0) return { term, numDf: 0 };
    const { unscaledF, ...result } = joint(L, count);
    const meanSquare = unscaledF * sigma2;
    const sizes = effects.map((name) => effectSize(name, result, level));
    return { term, sumOfSquares: meanSquare * result.numDf, meanSquare, ...result, effects: sizes };
  });
  const notes = [
    ...rows.flatMap((row) => ('f' in row ? [] : [untested(row.term, type)])),
    ...emptyCells(frame).map(emptyCellsNote),
    ...doubtsAboutTests(summary),
  ];
  return { formula: input.terms.source.trim(), type, ddf, effects, level, rows, notes };
}

function untested(term: string, type: TestType): string {
  return type === 1
    ? `${term}: the terms before it determine its columns, so that nothing is left to test.`
    : `${term}: other terms determine its columns, so that nothing can be tested about it beside them.`;
}

function emptyCellsNote({ factors, empty, combinations }: EmptyCells): string {
  const which = `${empty} of ${combinations} combinations of levels ${empty === 1 ? 'has' : 'have'} no data`;
  return `${factors}: ${which}; the hypotheses are about the combinations that have.`;
}

/**
 * For each term the terms that contain it: with all its variables and more factors, the numeric variables the same
 * (SAS's definition, as in lmerTest).
 */
function containers({ terms, variables }: ModelFrame): number[][] {
  const { terms: list, variables: all } = terms.fixed;
  const isFactor = all.map(({ label }) => variables.get(label)?.kind === 'factor');
  const numeric = list.map((term) => term.variables.filter((v) => !isFactor[v]));
  return list.map((term, t) =>
    list.flatMap((other, u) => {
      if (u === t || other.variables.length <= term.variables.length) return [];
      const holdsAll = term.variables.every((v) => other.variables.includes(v));
      const sameNumbers =
        numeric[t].length === numeric[u].length && numeric[t].every((v) => numeric[u].includes(v));
      return holdsAll && sameNumbers ? [u] : [];
    }),
  );
}

/** The columns of an F test. */
export const ANOVA_COLUMNS = columnsOf(
  ['term', 'Term', 'label'],
  ['sumOfSquares', 'Sum Sq', 'sumOfSquares'],
  ['meanSquare', 'Mean Sq', 'number'],
  ['numDf', 'NumDF', 'df'],
  ['denDf', 'DenDF', 'df'],
  ['f', 'F', 'statistic'],
  ['pValue', 'p value', 'p'],
);

/**
 * Term, Sum Sq, Mean Sq, NumDF, DenDF, F, p value, and effect sizes with their limits where they are asked for; then which type of test it is and what else a reader has to know. A term that
 * others determine has a row without numbers.
 */
export function anovaReport({ type, ddf, effects, level, rows, notes }: AnovaTable): Report {
  if (rows.length === 0) return reportOf([], { opening: ['The model has no terms to test.'] });
  const tested = `Type ${'I'.repeat(type)} tests, ${ddfWords(ddf).tests}`;
  const all = [...ANOVA_COLUMNS, ...effectColumns(effects, level)];
  const values = rows.map((row) => [
    ...anovaValues(row),
    ...effectValues('f' in row ? row.effects : null, effects.length),
  ]);
  const sized = effects.length > 0 ? [effectNote(effects, level)] : [];
  return reportOf([tableOf('anova', all, values, { notes: [tested, ...sized, ...notes] })]);
}

/** What stands in them. */
export function anovaValues(row: AnovaRow | DroppedTerm): Value[] {
  return 'f' in row
    ? [
        row.term,
        determined(row.sumOfSquares),
        determined(row.meanSquare),
        row.numDf,
        row.denDf,
        row.f,
        row.pValue,
      ]
    : [row.term, null, null, row.numDf, null, null, null];
}
