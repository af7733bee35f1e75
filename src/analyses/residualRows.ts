/** Residuals and fitted values, one row per row of the data, so that they stand beside them. */

import { rankQuantiles } from '../distributions/rankQuantiles';
import {
  columnsOf,
  reportOf,
  tableOf,
  TOO_LARGE,
  UNDETERMINED,
  type Report,
  type Value,
} from '../layout/report';
import type { ColumnKind } from '../layout/kinds';
import type { ResidualType } from '../fits';
import type { Subject } from './subject';

export type { ResidualType };

/** What else is made of scaled residuals: the root of their absolute value, and the normal quantile that belongs to their rank. */
export type ResidualColumn = ResidualType | 'root' | 'quantile';

/** Those that differ from one another. */
export const RESIDUAL_TYPES: readonly ResidualType[] = [
  'response',
  'pearson',
  'scaled',
  'marginal',
  'fitted',
];

/** Columns as high as the data. */
export interface DataRows<Name extends string = string> {
  /** Rows of the data below the header row, used or not. */
  readonly rowCount: number;
  /** 1 in rows with numbers that the data do not determine: NaN there. */
  readonly undetermined?: Uint8Array;
  /** Whether a header row stands above them. */
  readonly hasHeaders: boolean;
  /** `rowCount` numbers each; NaN where there is none. */
  readonly columns: readonly { readonly name: Name; readonly values: Float64Array }[];
}

/**
 * @param question.types the columns wanted, in their order
 * @throws CellmerError `option` for a type that there is not
 */
export function residualRows(
  subject: Pick<Subject, 'fit' | 'input'>,
  { types }: { readonly types: readonly ResidualColumn[] },
): DataRows<ResidualColumn> {
  const { fit } = subject;
  const { rowCount, hasHeaders } = subject.input.table;
  const { keptRows } = fit.matrices;
  const columns = types.map((name) => ({
    name,
    values: spread(valuesOf(fit, name), keptRows, rowCount),
  }));
  if (!Number.isNaN(fit.sigma)) return { rowCount, hasHeaders, columns };
  const kept = new Float64Array(fit.matrices.n).fill(1);
  const undetermined = Uint8Array.from(spread(kept, keptRows, rowCount));
  return { rowCount, hasHeaders, columns, undetermined };
}

function valuesOf(fit: Subject['fit'], name: ResidualColumn): Float64Array {
  if (name === 'root') return fit.residuals('scaled').map((value) => Math.sqrt(Math.abs(value)));
  return name === 'quantile' ? rankQuantiles(fit.residuals('scaled')) : fit.residuals(name);
}

/** The numbers of the kept rows at their places among all rows, NaN elsewhere. */
export function spread(values: Float64Array, keptRows: Int32Array | null, rowCount: number): Float64Array {
  if (keptRows === null && values.length === rowCount) return values;
  const out = new Float64Array(rowCount).fill(NaN);
  if (keptRows === null) out.set(values);
  else for (let i = 0; i < keptRows.length; i++) out[keptRows[i]] = values[i];
  return out;
}

const RESIDUAL_TITLES: Readonly<Record<ResidualColumn, string>> = {
  response: 'Residual',
  pearson: 'Pearson residual',
  scaled: 'Scaled residual',
  marginal: 'Marginal residual',
  fitted: 'Fitted',
  working: 'Working residual',
  deviance: 'Deviance residual',
  root: 'Root of |scaled residual|',
  quantile: 'Normal quantile',
};

/** One column per type asked for. */
export function residualReport(result: DataRows<ResidualColumn>): Report {
  return dataRowReport('residuals', result, (name) => [RESIDUAL_TITLES[name], 'number']);
}

/**
 * One row per row of the data, empty where there is no number. The header row stands beside the header row of the data;
 * data without one have none here, so that the rows line up in either case.
 */
export function dataRowReport<Name extends string>(
  name: string,
  { rowCount, hasHeaders, columns, undetermined }: DataRows<Name>,
  saidOf: (column: Name) => readonly [title: string, kind: ColumnKind],
): Report {
  const rows = Array.from({ length: rowCount }, (_, i) => {
    const missing = undetermined?.[i] === 1 ? UNDETERMINED : null;
    return columns.map(({ values: { [i]: value } }): Value => {
      if (Number.isNaN(value)) return missing;
      return Number.isFinite(value) ? value : TOO_LARGE;
    });
  });
  const titled = columns.map(({ name: column }) => {
    const [title, kind] = saidOf(column);
    return [column, hasHeaders ? title : null, kind] as const;
  });
  return reportOf([tableOf(name, columnsOf(...titled), rows)]);
}
