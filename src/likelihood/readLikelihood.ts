/** A density, by name or as an expression, and its data made into a log-likelihood. */

import type { CellMatrix } from '../table';
import { expressionLikelihood } from './expression';
import type { LogLikelihood } from './logLikelihood';

/** A log-likelihood that may say how its text was understood. */
export interface ReadLikelihood extends LogLikelihood {
  readonly sentence?: string;
}

/**
 * @param density an expression in the headers of the data and free parameters
 * @param address where the cells stand, to name them in messages
 */
export function readLikelihood(
  density: string,
  cells: CellMatrix,
  address: string | null = null,
): ReadLikelihood {
  return expressionLikelihood(density, cells, address);
}
