/** Predictions for the rows of the data or for new rows, one row per row. */

import type { Report } from '../layout/report';
import type { ColumnKind } from '../layout/kinds';
import { percent } from '../layout/words';
import { inNewData, newRows, type NewRows, readNewTable } from '../design';
import { type Fit, fittedRows, predictionRows, type PredictionRows } from '../fits';
import { describeCell, type Origin, placeOf } from '../table/place';
import type { CellMatrix, Table } from '../table/types';
import { dataRowReport, type DataRows } from './residualRows';
import type { ModelSize } from './modelSize';
import type { Subject } from './subject';

/** Which limits are wanted: of the mean at a row, of a new observation there, or of both. */
export type PredictionInterval = 'none' | 'confidence' | 'prediction' | 'both';

export interface PredictionQuestion {
  /** New rows with headers like those of the data; null predicts the rows of the data themselves. */
  readonly newData: CellMatrix | null;
  /** Where they stand, for messages. */
  readonly newDataAddress: Origin | null;
  /** With random effects, and beside that the population's prediction; or the population's alone. */
  readonly random: boolean;
  readonly interval: PredictionInterval;
  /** Confidence level of the limits, in (0, 1). */
  readonly level: number;
}

/** Standard error and limits belong to the first column. */
export type PredictionColumn =
  'conditional' | 'population' | 'standardError' | 'lower' | 'upper' | 'predictionLower' | 'predictionUpper';

export interface PredictionTable extends DataRows<PredictionColumn> {
  readonly level: number;
}

/**
 * Rows are NaN where a value that their prediction needs is missing. Without new data every row of the data is predicted
 * whose predictors are there, also where the response is missing.
 *
 * @throws CellmerError `data` for new data that lack a column, hold the wrong kind of cell or a new level of a predictor
 */
export function predictions(subject: Subject, question: PredictionQuestion): PredictionTable {
  const { fit } = subject;
  const random = question.random && fit.factors.length > 0;
  const { rows, incomplete, hasHeaders, weights } = rowsToPredict(subject, question, random);
  const blank = (values: Float64Array): Float64Array => {
    incomplete?.forEach((isIncomplete, i) => {
      if (isIncomplete === 1) values[i] = NaN;
    });
    return values;
  };
  const population = blank(fit.predictor(rows, false).values);
  const conditional = random ? fit.predictor(rows, true) : null;
  const means = conditional === null ? population : blank(conditional.values);
  // Without random effects in the model there is one prediction, and it is the whole one.
  const columns: { name: PredictionColumn; values: Float64Array }[] = [];
  if (question.random) columns.push({ name: 'conditional', values: means });
  if (random || !question.random) columns.push({ name: 'population', values: population });
  const { interval, level } = question;
  if (interval !== 'none') {
    const errors = fit.predictorErrors(rows, random, subject.input.options.ddf);
    const values = errors.standardErrors.map((v, i) => (Number.isNaN(means[i]) ? NaN : v));
    columns.push({ name: 'standardError', values });
    if (interval !== 'prediction') {
      const { lower, upper } = errors.limits(means, level);
      columns.push({ name: 'lower', values: lower }, { name: 'upper', values: upper });
    }
    if (interval !== 'confidence') {
      const { lower, upper } = errors.limits(means, level, weights);
      columns.push({ name: 'predictionLower', values: lower }, { name: 'predictionUpper', values: upper });
    }
  }
  const undetermined = fit.identification.isRegular
    ? null
    : Uint8Array.from(means, (mean, i) => {
        const isLimit = !Number.isNaN(mean) && !Number.isNaN(weights?.[i] ?? 1);
        const isOpen = isLimit && columns.some(({ values }) => Number.isNaN(values[i]));
        return isOpen || conditional?.undetermined?.[i] === 1 ? 1 : 0;
      });
  return { rowCount: rows.n, hasHeaders, columns, level, ...(undetermined && { undetermined }) };
}

/** Their errors, and the differences of these by each parameter. */
export function predictionFits(
  { fixed, random, parameters, evaluation, rows, fit }: ModelSize,
  { interval, newData }: PredictionQuestion,
): number {
  if (interval === 'none') return 1;
  const steps = 2 * parameters + 1;
  const predicted = newData?.length ?? rows;
  return 1 + (steps * (evaluation + predicted * (fixed + random) ** 2)) / fit;
}

interface RowsToPredict {
  readonly rows: PredictionRows;
  /** 1 in rows where something else than a number is missing. */
  readonly incomplete: Uint8Array | null;
  readonly hasHeaders: boolean;
  /** Prior weights of the rows, NaN where one is missing; null where all are 1. */
  readonly weights: Float64Array | null;
}

function rowsToPredict(
  subject: Subject,
  { newData, newDataAddress, interval }: PredictionQuestion,
  random: boolean,
): RowsToPredict {
  const { fit, frame, input, matrices } = subject;
  const { table } = input;
  const { hasHeaders } = table;
  // The limits of a new observation depend on its weight.
  const weights = interval === 'prediction' || interval === 'both';
  if (newData === null && matrices.keptRows === null)
    return { rows: fittedRows(fit), incomplete: null, hasHeaders, weights: matrices.weights };
  if (newData === null) {
    const options = { random, weights, newLevels: 'missing', describeCell: () => '' } as const;
    return { ...asRows(fit, newRows(table, frame, matrices, options)), hasHeaders };
  }
  const { headers } = input.options;
  const { own } = frame;
  const options = {
    ...(own.offset && { offset: own.offset }),
    ...(own.weights && weights && { weights: own.weights }),
  };
  const given = { headers, address: newDataAddress, random, options };
  const fresh = readNewTable(newData, frame.terms, table, given);
  const all = inNewData(() =>
    newRows(fresh, frame, matrices, {
      random,
      weights,
      newLevels: 'refuse',
      describeCell: cellNames(fresh, newDataAddress),
    }),
  );
  return { ...asRows(fit, all), hasHeaders: fresh.hasHeaders };
}

function cellNames(
  { names, hasHeaders }: Table,
  address: Origin | null,
): (row: number, column: string) => string {
  const place = placeOf(address, hasHeaders ? 1 : 0);
  return (row, column) => describeCell(place, row, names.indexOf(column), column);
}

/** New rows as the fit takes them. */
function asRows(fit: Fit, all: NewRows): Omit<RowsToPredict, 'hasHeaders'> {
  return { rows: predictionRows(fit, all), incomplete: all.incomplete, weights: all.weights };
}

/**
 * Prediction (with random effects), Population (without), and, where limits were asked for, the standard error of the
 * first of them, its confidence limits and the limits of a new observation.
 */
export function predictionReport({ level, ...rows }: PredictionTable): Report {
  const share = percent(level);
  const said: Readonly<Record<PredictionColumn, readonly [title: string, kind: ColumnKind]>> = {
    conditional: ['Prediction', 'estimate'],
    population: ['Population', 'estimate'],
    standardError: ['Std. Error', 'standardError'],
    lower: [`Lower ${share}`, 'limit'],
    upper: [`Upper ${share}`, 'limit'],
    predictionLower: [`Lower ${share}, new row`, 'limit'],
    predictionUpper: [`Upper ${share}, new row`, 'limit'],
  };
  return dataRowReport('predictions', rows, (name) => said[name]);
}
