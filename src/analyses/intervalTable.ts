/** Confidence intervals of all parameters, profiles, and the optimizer's path, laid out in cells. */

import type { OutputCell, OutputMatrix } from '../layout/types';
import {
  labelledTable,
  numberCell,
  percent,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../layout/cells';
import type { FitResult } from './fitResult';
import { hasMaximum, NO_ESTIMATES } from './noMaximum';
import type { IntervalTable, ProfileTable } from './intervals';

/**
 * Parameter (R's name), Group, Term, Estimate, Lower, Upper; below them, after an empty row, what a reader has to know.
 * Without labels the three numbers alone.
 */
export function intervalCells(table: IntervalTable, options: CellOptions = WITH_LABELS): OutputMatrix {
  const rows = table.rows.map(({ parameter, group, term, estimate, lower, upper }): OutputCell[] => [
    parameter,
    group,
    term,
    numberCell(estimate),
    numberCell(lower),
    numberCell(upper),
  ]);
  const limits = ['Lower', 'Upper'].map((side) => `${side} ${percent(table.level)}`);
  const header = ['Parameter', 'Group', 'Term', 'Estimate', ...limits];
  return rectangular([...labelledTable(header, rows, 3, options), ...noteRows(table, options)]);
}

/**
 * The intervals, an empty row, then the curves one below the other: Parameter, Value, Zeta, Deviance difference, Relative
 * likelihood, Quadratic approximation. Without labels the numbers of the curves alone, ready for a chart.
 */
export function profileCells(table: ProfileTable, options: CellOptions = WITH_LABELS): OutputMatrix {
  const points = table.curves.flatMap((curve, i) =>
    curve.map(({ value, zeta, difference, relative, quadratic }): OutputCell[] => [
      table.rows[i].parameter,
      ...[value, zeta, difference, relative, quadratic].map(numberCell),
    ]),
  );
  const curves = labelledTable(
    ['Parameter', 'Value', 'Zeta', 'Deviance difference', 'Relative likelihood', 'Quadratic approximation'],
    points,
    1,
    options,
  );
  if (!options.labels) return rectangular(curves);
  return rectangular([...intervalCells(table, options), [], ...curves]);
}

/** Step, Evaluation, one column per theta (named as lme4 names them), Criterion, Gradient norm. */
export function traceCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  if (!hasMaximum(result)) return [[NO_ESTIMATES]];
  const { trace, thetaNames } = result;
  const rows = trace.map(({ evaluation, theta, criterion, gradientNorm }, i): OutputCell[] => [
    i,
    evaluation,
    ...theta.map(numberCell),
    numberCell(criterion),
    numberCell(gradientNorm),
  ]);
  return labelledTable(['Step', 'Evaluation', ...thetaNames, 'Criterion', 'Gradient norm'], rows, 0, options);
}

function noteRows({ notes }: IntervalTable, { labels }: CellOptions): OutputMatrix {
  return labels && notes.length > 0 ? [[], ...notes.map((note) => [note])] : [];
}
