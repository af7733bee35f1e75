/** New responses of a model, one row per row of the data, so that they stand beside them. */

import { covarianceFromFactor, factorFromCovariance } from '../covariance/structure';
import { CellmerError } from '../errors';
import type { Fit, SimulationPoint } from '../fits';
import type { Report } from '../layout/report';
import { parameterValues, type GivenValue } from '../likelihood/parameterValues';
import type { Steps } from '../optimize/steps';
import { randomStream } from '../random/stream';
import type { ModelSize } from './modelSize';
import { requireMaximum } from './noMaximum';
import { dataRowReport, spread, type DataRows } from './residualRows';
import type { Subject } from './subject';

export interface SimulationQuestion {
  /** How many responses, at least 1. */
  readonly columns: number;
  /** Whole, from 0 on. */
  readonly seed: number;
  /** Random effects drawn anew, as R's simulate() does, or those that were estimated (its `re.form = NULL`). */
  readonly effects: 'new' | 'estimated';
  /** Parameters by the names of intervals; the others are those of the fit. Null for all of the fit's. */
  readonly parameters: readonly GivenValue[] | null;
  /** Whether the response only stands in for one that there is not, so that all parameters must be given. */
  readonly isDesign: boolean;
  /** Digits behind the point to which responses are rounded; null for all. */
  readonly digits: number | null;
}

/** A response costs about as much as so many of them fit the model. */
const PER_FIT = 20;

export function simulationFits(_size: ModelSize, { columns }: SimulationQuestion): number {
  return 1 + columns / PER_FIT;
}

/**
 * Response i has its numbers from the i-th stream that is split off that of the seed.
 *
 * @throws CellmerError `option` for parameters outside of their domain; `model` where the fit has no estimates
 */
export function* simulationSteps(subject: Subject, question: SimulationQuestion): Steps<DataRows> {
  const { columns, seed, effects, parameters, isDesign, digits } = question;
  if (isDesign && parameters === null)
    throw new CellmerError(
      'option',
      `The data have no values of ${subject.frame.response.label}: expected them, or the option parameters, such as ` +
        '"parameters={(Intercept)=50; sd_(Intercept)|g=3; sigma=8}".',
    );
  if (parameters !== null && effects === 'estimated')
    throw new CellmerError(
      'option',
      'effects=estimated are those of the fitted model: expected no parameters beside them.',
    );
  const fit = yield* subject.fittedSteps();
  const point = parameters === null ? null : pointOf(fit, parameters, isDesign);
  if (point === null) requireMaximum(fit);
  const { rowCount, hasHeaders } = subject.input.table;
  const stream = randomStream(seed);
  const responses: { name: string; values: Float64Array }[] = [];
  for (let i = 1; i <= columns; i++) {
    yield;
    const own = stream.split(i);
    const y = point === null ? fit.simulate(own, effects === 'new') : fit.simulateAt(point, own);
    const values = digits === null ? y : y.map((value) => 0 + Number(value.toFixed(digits)));
    const name = columns === 1 ? subject.frame.response.label : `sim_${i}`;
    responses.push({ name, values: spread(values, fit.matrices.keptRows, rowCount) });
  }
  return { rowCount, hasHeaders, columns: responses };
}

/** All parameters: those that are given, and for the others the estimates, unless there is nothing to estimate them from. */
function pointOf(fit: Fit, given: readonly GivenValue[], isComplete: boolean): SimulationPoint {
  const parameters = fit.limitParameters();
  const names = parameters.map(({ name }) => name);
  const own = parameterValues(given, names, 'parameters', NaN, isComplete);
  const values = parameters.map(({ estimate }, i) => (Number.isNaN(own[i]) ? estimate : own[i]));
  if (!isComplete && own.some(Number.isNaN)) requireMaximum(fit);
  parameters.forEach(({ name, low, high, place }, i) => {
    const value = values[i];
    if (value === null)
      // A correlation with an effect that does not vary is of no consequence.
      if (place.kind === 'cor') return;
      else
        throw new CellmerError(
          'option',
          `The data do not determine ${name}: expected a number for it among the parameters.`,
        );
    const isInside =
      Number.isFinite(value) && value >= low && value <= high && !(place.kind === 'sigma' && value === 0);
    if (!isInside)
      throw new CellmerError('option', `${name} is ${value}: expected ${domainOf(low, high, place.kind)}.`);
  });
  const at = (kind: 'sd' | 'cor', t: number, a: number, b = a): number =>
    values[
      parameters.findIndex(
        ({ place }) =>
          place.kind === kind && place.t === t && place.a === a && (place.kind !== 'cor' || place.b === b),
      )
    ] ?? 0;
  const covariances = fit.terms.map(({ block: { Z, group } }, t) => {
    const k = Z.names.length;
    const hasCorrelations = parameters.some(({ place }) => place.kind === 'cor' && place.t === t);
    const covariance = Float64Array.from({ length: k * k }, (_, i) => {
      const [a, b] = [Math.max(Math.floor(i / k), i % k), Math.min(Math.floor(i / k), i % k)];
      const correlation = a === b ? 1 : hasCorrelations ? at('cor', t, a, b) : 0;
      return correlation * at('sd', t, a) * at('sd', t, b);
    });
    checkCovariance(covariance, k, group.name);
    return covariance;
  });
  return {
    beta: values.filter((_, i) => parameters[i].place.kind === 'fixed') as number[],
    covariances,
    sigma: values[parameters.findIndex(({ place }) => place.kind === 'sigma')]!,
  };
}

function domainOf(low: number, high: number, kind: string): string {
  if (kind === 'sigma') return 'a positive number';
  if (low === 0) return '0 or a positive number';
  return Number.isFinite(low) ? `a number from ${low} to ${high}` : 'a number';
}

/** Correlations of three effects and more may contradict one another. */
function checkCovariance(covariance: Float64Array, k: number, group: string): void {
  const again = covarianceFromFactor(factorFromCovariance(covariance, k), k);
  const scale = Math.max(...covariance.map(Math.abs));
  if (again.every((value, i) => Math.abs(value - covariance[i]) <= 1e-9 * scale)) return;
  throw new CellmerError(
    'option',
    `The correlations of the effects of ${group} contradict one another: no random numbers have all of them.`,
  );
}

export function simulationReport(rows: DataRows): Report {
  return dataRowReport('simulated', rows, (name) => [name, 'number']);
}
