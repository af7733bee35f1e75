/** The profiled criterion at given covariance parameters: LMER.DEVIANCE as plain data. */

import { CellmerError } from '../errors';
import { columnsOf, reportOf, tableOf, type Report } from '../layout/report';
import { criterionFunction } from '../fits';
import type { Steps } from '../optimize/steps';
import { EVALUATIONS, type ModelSize } from './modelSize';
import { thetaNames } from './parameterNames';
import { type LowValue, modelOfData } from '../model/minima';
import { stopWhenAsked, type Subject } from './subject';

export interface DevianceQuestion {
  /** Rows of numbers as they stand in cells: one theta per row, or one theta in a single row or column. */
  readonly theta: readonly (readonly number[])[];
}

export interface DevianceValues {
  /** −2 log L (ML) or the REML criterion, constants kept, at each theta. */
  readonly criteria: readonly number[];
}

/** @throws CellmerError `option` unless every theta has one number per covariance parameter */
export function* devianceSteps(subject: Subject, { theta }: DevianceQuestion): Steps<DevianceValues> {
  const { matrices, input, control } = subject;
  const criterion = criterionFunction(matrices, input.options.method);
  const points = thetaRows(theta, thetaNames(criterion.parameters));
  const criteria: number[] = [];
  let lowest: Looked | null = null;
  for (const theta of points) {
    yield;
    stopWhenAsked(control);
    const at = criterion.at(theta);
    criteria.push(at.criterion);
    if (at.isReliable && !(lowest !== null && lowest.criterion <= at.criterion))
      lowest = { theta, criterion: at.criterion };
  }
  if (lowest !== null) tell(subject, lowest);
  return { criteria };
}

export function devianceFits(_: ModelSize, { theta }: DevianceQuestion): number {
  return 1 + theta.length / EVALUATIONS;
}

type Looked = Pick<LowValue, 'theta' | 'criterion'>;

/** The model's fit goes on from there where it ended higher. */
function tell({ matrices, input, control }: Subject, { theta, criterion }: Looked): void {
  if (!Number.isFinite(criterion)) return;
  const model = modelOfData(matrices, input.options.method === 'REML');
  control.minima?.add({ ...model, theta, criterion, isFit: false });
}

function thetaRows(
  theta: DevianceQuestion['theta'],
  names: readonly string[],
): readonly (readonly number[])[] {
  const m = names.length;
  if (m === 0)
    throw new CellmerError('option', 'The formula has no random effects, so there is no theta to choose.');
  if (theta.every((row) => row.length === m)) return theta;
  if (theta.length === m && theta.every((row) => row.length === 1)) return [theta.flat()];
  const found = theta.length === 1 ? `${theta[0].length}` : `${theta.length} rows of ${theta[0].length}`;
  throw new CellmerError(
    'option',
    `theta has ${found} numbers, but the model has ${m} covariance parameters: expected ${m} numbers ` +
      `(${names.join(', ')}), or one row of them for each value wanted.`,
  );
}

/** The numbers, one below the other. */
export function devianceReport({ criteria }: DevianceValues): Report {
  const columns = columnsOf(['criterion', null, 'criterion']);
  return reportOf([
    tableOf(
      'criteria',
      columns,
      criteria.map((criterion) => [criterion]),
    ),
  ]);
}
