/** Residuals and fitted values, one row per row of the data, so that they stand beside them. */

import type { ResidualType } from '../fits';
import type { Subject } from './subject';

export type { ResidualType };

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
  { types }: { readonly types: readonly ResidualType[] },
): DataRows<ResidualType> {
  const { fit } = subject;
  const { rowCount, hasHeaders } = subject.input.table;
  const { keptRows } = fit.matrices;
  const columns = types.map((name) => ({
    name,
    values: spread(fit.residuals(name), keptRows, rowCount),
  }));
  return { rowCount, hasHeaders, columns };
}

/** The numbers of the kept rows at their places among all rows, NaN elsewhere. */
function spread(values: Float64Array, keptRows: Int32Array | null, rowCount: number): Float64Array {
  if (keptRows === null && values.length === rowCount) return values;
  const out = new Float64Array(rowCount).fill(NaN);
  if (keptRows === null) out.set(values);
  else for (let i = 0; i < keptRows.length; i++) out[keptRows[i]] = values[i];
  return out;
}
