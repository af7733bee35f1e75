/** Maximum likelihood estimates, the path to them, and values of a likelihood as tables. */

import {
  columnsOf,
  endless,
  factsOf,
  limitColumns,
  reportOf,
  squareOf,
  tableOf,
  type Fact,
  type Report,
  type ReportTable,
} from '../../layout/report';
import { percent } from '../../layout/words';
import type { DerivedQuantity, EstimatedParameter } from '../estimates';
import { likelihoodAt, type LogLikelihood } from '../logLikelihood';
import type { MaximumLikelihood } from '../maximize';
import { missingNote } from '../rangeData';

/**
 * Parameter, Estimate, Std. Error, Lower, Upper; the same of what follows from the parameters, and all local maxima where there
 * are several; the log-likelihood with AIC and BIC, minus it (the value of R's `optim()`),
 * observations, counts, convergence code and message, and the steps of derivatives by differences; the Hessian of minus the
 * log-likelihood; its inverse, the covariance matrix; then what is to be said about the result. Held parameters are not in the
 * matrices.
 *
 * @param sentence the density as it was understood
 */
export function maximumReport(fit: MaximumLikelihood, sentence: string = fit.density): Report {
  const { parameters, derived, maxima, hessian, covariance, missing, remarks, warnings } = fit;
  const names = freeNames(parameters);
  const ends = fit.isTwoErrors ? '2 SE' : percent(fit.level);
  const rest = [
    ['estimate', 'Estimate', 'number'],
    ['standardError', 'Std. Error', 'standardError'],
    ...limitColumns(ends),
  ] as const;
  const columns = columnsOf(['parameter', 'Parameter', 'label'], ...rest);
  const rowsOf = (quantities: readonly DerivedQuantity[]) =>
    quantities.map((one) => [one.name, one.estimate, one.standardError, one.lower, one.upper]);
  const facts: Fact[] = [
    ...maximumFacts(fit, names.length),
    ['Message', fit.message, 'label'],
    ...(fit.ndeps ? [['Derivatives', `by differences, ± ${stepsOf(fit.ndeps)}`, 'label'] as const] : []),
    ['Density', sentence, 'label'],
  ];
  return reportOf(
    [
      tableOf('estimates', columns, rowsOf(parameters)),
      ...(derived.length > 0
        ? [tableOf('derived', columnsOf(['derived', 'Derived', 'label'], ...rest), rowsOf(derived))]
        : []),
      ...(maxima.length > 1 ? [maximaTable(fit)] : []),
      factsOf('maximum', `By ${fit.method}`, facts),
      parameterMatrix('hessian', 'Hessian', names, hessian),
      ...(covariance ? [parameterMatrix('covariance', 'Covariance', names, covariance)] : []),
    ],
    { notes: [...remarks, ...missingNote(missing)], warnings },
  );
}

/** All local maxima, the highest first. */
function maximaTable({ parameters, maxima }: MaximumLikelihood): ReportTable {
  const columns = columnsOf(
    ['maximum', 'Maximum', 'count'],
    ...parameters.map(({ name }) => [name, name, 'number'] as const),
    ['logLik', 'Log-likelihood', 'criterion'],
  );
  const rows = maxima.map(({ par, logLik }, k) => [k + 1, ...par, logLik]);
  return tableOf('maxima', columns, rows, { title: 'Local maxima' });
}

function freeNames(parameters: readonly EstimatedParameter[]): string[] {
  return parameters.filter(({ state }) => state !== 'fixed').map(({ name }) => name);
}

/** Iteration, the parameters, Log-likelihood and Gradient norm (empty for Nelder-Mead), one row per iterate. */
export function likelihoodTraceReport({ parameters, path, remarks }: MaximumLikelihood): Report {
  const columns = columnsOf(
    ['iteration', 'Iteration', 'count'],
    ...freeNames(parameters).map((name) => [name, name, 'number'] as const),
    ['logLik', 'Log-likelihood', 'criterion'],
    ['gradientNorm', 'Gradient norm', 'number'],
  );
  const rows = path.map(({ iteration, par, value, gradientNorm }) => [
    iteration,
    ...par,
    value,
    gradientNorm,
  ]);
  return reportOf([tableOf('trace', columns, rows)], { notes: remarks });
}

/**
 * The likelihood, or its logarithm, at each point, one below the other, behind the parameters it was taken at; the logarithm of 0
 * is `#NUM!`. Beside the first row how a density as text was read, where that could be otherwise, so that the formula can be
 * filled down.
 */
export function likelihoodValueReport(
  likelihood: LogLikelihood,
  points: readonly Float64Array[],
  isLog: boolean,
): Report {
  const columns = columnsOf(
    ...likelihood.parameters.map(({ name }) => [name, name, 'label'] as const),
    isLog ? ['logLik', 'Log-likelihood', 'criterion'] : ['likelihood', 'Likelihood', 'number'],
  );
  const rows = points.map((par) => [...par, isLog ? likelihood.value(par) : likelihoodAt(likelihood, par)]);
  return reportOf([tableOf('values', columns, rows, { beside: likelihood.remarks ?? [] })]);
}

/** One number where all steps are the same. */
function stepsOf(ndeps: Float64Array): string {
  const steps = ndeps.every((step) => step === ndeps[0]) ? [ndeps[0]] : Array.from(ndeps);
  return steps.join(', ');
}

/** @param count estimated parameters */
function maximumFacts(fit: MaximumLikelihood, count: number): Fact[] {
  const { logLik, observations, counts, convergence } = fit;
  return [
    ['Log-likelihood', logLik, 'criterion'],
    ['Minus log-likelihood', 0 - logLik, 'criterion'],
    ['AIC', 2 * count - 2 * logLik, 'informationCriterion'],
    ['BIC', count * Math.log(observations) - 2 * logLik, 'informationCriterion'],
    ['Observations', observations, 'count'],
    ['Function evaluations', counts.function, 'count'],
    ['Gradient evaluations', counts.gradient, 'count'],
    ['Convergence', convergence, 'count'],
  ];
}

/** A matrix of the parameters; entries that do not exist stay empty. */
export function parameterMatrix(
  name: string,
  title: string,
  names: readonly string[],
  matrix: Float64Array,
): ReportTable {
  return squareOf(name, title, names, matrix, (x) => (Number.isNaN(x) ? null : endless(x)));
}
