/** Maximum likelihood estimates, the path to them, and values of a likelihood laid out in cells. */

import type { EstimatedParameter } from '../estimates';
import { likelihoodAt, type LogLikelihood } from '../logLikelihood';
import type { MaximumLikelihood } from '../maximize';
import { missingNote } from '../rangeData';
import type { OutputCell, OutputMatrix } from '../../layout/types';
import {
  labelledTable,
  noteRows,
  numberCell,
  numberOrInfinity,
  percent,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../../layout/cells';

/**
 * Parameter, Estimate, Std. Error, Lower, Upper; an empty row; the log-likelihood with AIC and BIC, minus it (the value of
 * R's `optim()`), observations, counts, convergence code and message, and the steps of derivatives by differences; an empty
 * row; the Hessian of minus the
 * log-likelihood; an empty row; its inverse, the covariance matrix; then what is to be said about the result. Held
 * parameters are not in the matrices. Without labels the numbers alone.
 *
 * @param sentence the density as it was understood
 */
export function maximumCells(
  fit: MaximumLikelihood,
  sentence: string = fit.density,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const names = fit.parameters.filter(({ state }) => state !== 'fixed').map(({ name }) => name);
  const ends = fit.isTwoErrors ? '2 SE' : percent(fit.level);
  const header = ['Parameter', 'Estimate', 'Std. Error', `Lower ${ends}`, `Upper ${ends}`];
  const gap = options.labels ? [[]] : [];
  const texts: OutputMatrix = [
    ['Message', fit.message],
    ...(fit.ndeps ? [['Derivatives', `by differences, ± ${stepsOf(fit.ndeps)}`]] : []),
    ['Density', sentence],
  ];
  return rectangular([
    ...labelledTable(header, fit.parameters.map(estimateRow), 1, options),
    ...gap,
    ...labelledTable([`By ${fit.method}`], factRows(fit, names.length), 1, options),
    ...(options.labels ? texts : []),
    ...gap,
    ...matrixCells('Hessian', names, fit.hessian, options),
    ...(fit.covariance ? [...gap, ...matrixCells('Covariance', names, fit.covariance, options)] : []),
    ...remarks(fit, options),
  ]);
}

/** Iteration, the parameters, Log-likelihood and Gradient norm (empty for Nelder-Mead), one row per iterate. */
export function likelihoodTraceCells(
  fit: MaximumLikelihood,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const names = fit.parameters.filter(({ state }) => state !== 'fixed').map(({ name }) => name);
  const rows = fit.path.map(({ iteration, par, value, gradientNorm }) => [
    iteration,
    ...Array.from(par, numberCell),
    numberCell(value),
    numberCell(gradientNorm),
  ]);
  const header = ['Iteration', ...names, 'Log-likelihood', 'Gradient norm'];
  return options.labels ? rectangular([header, ...rows, ...noteRows(fit.remarks)]) : rows;
}

/**
 * The likelihood, or its logarithm, at each point, one below the other; the logarithm of 0 is `#NUM!`. With labels under a
 * header row, and behind the parameters it was taken at. Beside the first row how a density as text was read, where that could
 * be otherwise, so that the formula can be filled down.
 */
export function likelihoodValueCells(
  likelihood: LogLikelihood,
  points: readonly Float64Array[],
  isLog: boolean,
  { labels }: CellOptions = { labels: false },
): OutputMatrix {
  const values = points.map((par) => [
    ...(labels ? Array.from(par, numberCell) : []),
    numberCell(isLog ? likelihood.value(par) : likelihoodAt(likelihood, par)),
  ]);
  const names = likelihood.parameters.map(({ name }) => name);
  const header = labels ? [[...names, isLog ? 'Log-likelihood' : 'Likelihood']] : [];
  const [first, ...others]: OutputMatrix = [...header, ...values];
  return rectangular([[...first, ...(likelihood.remarks ?? [])], ...others]);
}

/** One number where all steps are the same. */
function stepsOf(ndeps: Float64Array): string {
  const steps = ndeps.every((step) => step === ndeps[0]) ? [ndeps[0]] : Array.from(ndeps);
  return steps.join(', ');
}

function estimateRow({ name, estimate, standardError, lower, upper }: EstimatedParameter): OutputCell[] {
  return [name, ...[estimate, standardError, lower, upper].map(numberCell)];
}

/** @param count estimated parameters */
function factRows(fit: MaximumLikelihood, count: number): OutputMatrix {
  const { logLik, observations, counts, convergence } = fit;
  const facts: readonly (readonly [string, number | null])[] = [
    ['Log-likelihood', logLik],
    ['Minus log-likelihood', 0 - logLik],
    ['AIC', 2 * count - 2 * logLik],
    ['BIC', count * Math.log(observations) - 2 * logLik],
    ['Observations', observations],
    ['Function evaluations', counts.function],
    ['Gradient evaluations', counts.gradient],
    ['Convergence', convergence],
  ];
  return facts.map(([label, value]) => [label, numberCell(value)]);
}

/** A matrix with its rows and columns named; entries that do not exist stay empty. */
export function matrixCells(
  title: string,
  names: readonly string[],
  matrix: Float64Array,
  options: CellOptions,
): OutputMatrix {
  const d = names.length;
  const rows = names.map((name, i) => [
    name,
    ...Array.from(matrix.subarray(i * d, i * d + d), (x) => (Number.isNaN(x) ? null : numberOrInfinity(x))),
  ]);
  return labelledTable([title, ...names], rows, 1, options);
}

function remarks(
  { missing, remarks: read, warnings }: MaximumLikelihood,
  { labels }: CellOptions,
): OutputMatrix {
  const lines = [...read, ...missingNote(missing), ...warnings.map(({ message }) => message)];
  return labels ? noteRows(lines) : [];
}
