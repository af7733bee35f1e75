/** Residuals and fitted values, one row per row of the data, so that they stand beside them. */

import { CellmerError } from '../errors';
import { conditionalModes, residuals } from '../mixed/conditionalModes';
import type { MixedFit } from '../mixed/mixedFit';
import { residualSigma } from '../mixed/userScale';
import type { Subject } from './subject';

/**
 * `response` y − Xβ − Zb − offset; `pearson` times the root of the prior weight; `scaled` that divided by sigma;
 * `marginal` y − Xβ − offset, from the population's prediction; `fitted` Xβ + Zb + offset. With normal errors R's `working`
 * are those of the response, and its `deviance` Pearson's.
 */
export type ResidualType = 'response' | 'pearson' | 'scaled' | 'marginal' | 'fitted' | 'working' | 'deviance';

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
  subject: Subject,
  { types }: { readonly types: readonly ResidualType[] },
): DataRows<ResidualType> {
  const { fit } = subject;
  const { rowCount, hasHeaders } = subject.input.table;
  const { keptRows } = fit.matrices;
  const conditional = residuals(fit, conditionalModes(fit));
  const columns = types.map((name) => ({
    name,
    values: spread(residualsOf(fit, conditional, name), keptRows, rowCount),
  }));
  return { rowCount, hasHeaders, columns };
}

function residualsOf(fit: MixedFit, conditional: Float64Array, type: ResidualType): Float64Array {
  switch (type) {
    case 'response':
    case 'working':
      return conditional;
    case 'pearson':
    case 'deviance':
      return weighted(fit, conditional, 1);
    case 'scaled':
      return weighted(fit, conditional, 1 / residualSigma(fit));
    case 'marginal':
      return residuals(fit, []);
    case 'fitted':
      return conditional.map((r, i) => fit.matrices.y[i] - r);
    default:
      throw new CellmerError('option', `there are no residuals called "${String(type)}"`);
  }
}

function weighted(fit: MixedFit, residual: Float64Array, factor: number): Float64Array {
  const { rootWeights } = fit.model;
  if (rootWeights === null) return residual.map((r) => r * factor);
  return residual.map((r, i) => r * rootWeights[i] * factor);
}

/** The numbers of the kept rows at their places among all rows, NaN elsewhere. */
function spread(values: Float64Array, keptRows: Int32Array | null, rowCount: number): Float64Array {
  if (keptRows === null && values.length === rowCount) return values;
  const out = new Float64Array(rowCount).fill(NaN);
  if (keptRows === null) out.set(values);
  else for (let i = 0; i < keptRows.length; i++) out[keptRows[i]] = values[i];
  return out;
}
