/** The score and the observed information of a likelihood laid out in cells. */

import type { LikelihoodScore } from '../score';
import { missingNote } from '../rangeData';
import type { OutputMatrix } from '../../layout/types';
import {
  labelledTable,
  noteRows,
  numberCell,
  numberOrInfinity,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../../layout/cells';
import { matrixCells } from './estimates';

/**
 * Parameter, Value, Score; an empty row; the log-likelihood, observations and the density as it was understood; an empty row; the
 * observed information; then what is to be said. Derivatives are `∞` where the log-likelihood is
 * infinitely steep, and `#NUM!`, or empty in the matrix, where there are none. Without
 * labels the numbers alone: value and score of each parameter, log-likelihood, observations, information.
 *
 * @param sentence the density as it was understood
 */
export function likelihoodScoreCells(
  found: LikelihoodScore,
  sentence: string = found.density,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const { parameters, logLik, observations, missing, remarks, warnings, information } = found;
  const gap: OutputMatrix = options.labels ? [[]] : [];
  const rows = parameters.map(({ name, value, score }) => [name, numberCell(value), numberOrInfinity(score)]);
  const facts: OutputMatrix = [
    ['Log-likelihood', numberCell(logLik)],
    ['Observations', observations],
  ];
  const names = parameters.map(({ name }) => name);
  const lines = [...missingNote(missing), ...remarks, ...warnings.map(({ message }) => message)];
  return rectangular([
    ...labelledTable(['Parameter', 'Value', 'Score'], rows, 1, options),
    ...gap,
    ...(options.labels ? [...facts, ['Density', sentence]] : facts.map(([, value]) => [value])),
    ...gap,
    ...matrixCells('Information', names, information, options),
    ...(options.labels ? noteRows(lines) : []),
  ]);
}
