/** Maximum likelihood among candidate values laid out in cells. */

import type { CandidateLikelihoods } from '../candidates';
import { missingNote } from '../rangeData';
import type { OutputMatrix } from '../../layout/types';
import {
  labelledTable,
  noteRows,
  numberCell,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../../layout/cells';

/** Values that are named in a sentence. */
const MOST_NAMED = 5;

const NO_ERRORS =
  'There is no standard error and no interval: among separate values a likelihood has no slope and no curvature. The ' +
  'relative likelihoods say how much less likely each of the others makes the data.';

/**
 * Parameter and Estimate; an empty row; likelihood, log-likelihood, observations and the density as it was understood; an empty
 * row; all candidates with their Likelihood, Log-likelihood (`#NUM!` where the data are impossible) and Relative likelihood; then
 * what is to be said. Without labels the numbers alone.
 *
 * @param sentence the density as it was understood
 */
export function likelihoodAmongCells(
  found: CandidateLikelihoods,
  sentence: string = found.density,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const { names, candidates, best, observations } = found;
  const { par, likelihood, logLik } = candidates[best];
  const gap: OutputMatrix = options.labels ? [[]] : [];
  const facts: OutputMatrix = [
    ['Likelihood', numberCell(likelihood)],
    ['Log-likelihood', numberCell(logLik)],
    ['Observations', observations],
  ];
  const estimates = names.map((name, i) => [name, numberCell(par[i])]);
  const rows = candidates.map((one) =>
    [...one.par, one.likelihood, one.logLik, one.relative].map((value) => numberCell(value)),
  );
  return rectangular([
    ...labelledTable(['Parameter', 'Estimate'], estimates, 1, options),
    ...gap,
    ...labelledTable([`Among ${candidates.length} values`], facts, 1, options),
    ...(options.labels ? [['Density', sentence]] : []),
    ...gap,
    ...labelledTable([...names, 'Likelihood', 'Log-likelihood', 'Relative likelihood'], rows, 0, options),
    ...(options.labels ? noteRows(notes(found)) : []),
  ]);
}

function notes({ names, candidates, ties, missing, remarks }: CandidateLikelihoods): string[] {
  const lines = [...missingNote(missing), ...remarks, NO_ERRORS];
  if (ties.length === 1) return lines;
  const nameOf = (i: number): string =>
    names.map((name, j) => `${name} = ${Number(candidates[i].par[j].toPrecision(6))}`).join(', ');
  const named = ties.slice(0, MOST_NAMED).map(nameOf).join('; ');
  const others = ties.length > MOST_NAMED ? `; and ${ties.length - MOST_NAMED} more` : '';
  return [
    ...lines,
    `${ties.length} of the values are equally likely, and the first is shown: ${named}${others}.`,
  ];
}
